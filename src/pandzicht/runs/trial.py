# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What signals would answer in a published run if definitions said something else (a trial, proef); nothing is kept.

The same stages count as in the run itself, over the same rows and links, so that what is not changed answers the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import pyarrow as pa

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.indicator import Indicator
from pandzicht.definitions.reads import indicators_of_signal, sources_of_indicator
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.source import About, Source
from pandzicht.errors import NotAvailable
from pandzicht.runs.link_stage import Standings, stand
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.plan import Dates, RunPlan, plan_run
from pandzicht.signals.answers import answer_signals, answering, dated_indicators
from pandzicht.signals.indicators import Loaded, compute_indicators, group_addresses
from pandzicht.store.engine import Engine, literal, quoted

_MEMORY_MIB = 1_500


def answers_with(run: OpenRun, definitions: Catalogue, checks: Collection[str], signals: Iterable[str]) -> pa.Table:
    """Return what some signals answer by other definitions, in the order of the numbers of the addresses of a run.

    `checks` are those for which is asked: they say which sources may be read. Raises PurposeMissing for a check whose
    purpose was not asked for, NotAvailable for what the run did not link or was delivered otherwise since.
    """
    run.operation.allows(Action.TRY_OUT)
    plan = _narrowed(run, definitions, checks, list(signals))
    with Engine(threads=2, memory_mib=_MEMORY_MIB) as engine:
        standings = _stood(run, plan, engine)
        _indicators(plan, standings, engine)
        answers = [answering(plan.catalogue, signal, plan.context) for signal in plan.activation.signals.values()]
        answer_signals(engine, answers)
        listed = ", ".join(quoted(item.signal) for item in answers)
        return engine.table(f"SELECT {listed} FROM signals ORDER BY address_no")


def _narrowed(run: OpenRun, definitions: Catalogue, checks: Collection[str], names: list[str]) -> RunPlan:
    """Return the plan of the run by other definitions, with nothing active but what is asked."""
    plan = plan_run(run.workspace, definitions, Dates(run.on, run.known), run.seed, today=run.today)
    idle = next((name for name in names if name not in plan.activation.signals), None)
    if idle is not None:
        why = plan.activation.idle.get(idle)
        raise NotAvailable(
            f"signal '{idle}' would not run: {why.en if why else 'no check that is active asks it'}; "
            "so there is nothing to try out"
        )
    asked = {name for check in checks if check in plan.activation.checks for name in definitions.checks[check].signals}
    unasked = next((name for name in names if name not in asked), None)
    if unasked is not None:
        raise NotAvailable(f"signal '{unasked}' counts in no check of {', '.join(checks)}; choose the purpose of one")
    signals = {name: plan.activation.signals[name] for name in names}
    indicators = _read_by(definitions, signals)
    sources = {one: definitions.sources[one] for name in indicators for one in sources_of_indicator(definitions, name)}
    purposes = {name: tuple(p for p in plan.activation.purposes.get(name, ()) if p.check in checks) for name in sources}
    for purpose in {one for of_source in purposes.values() for one in of_source}:
        run.operation.serves(purpose)
    _refuse_other_rows(run, plan, sources)
    narrowed = replace(
        plan.activation, signals=signals, indicators=indicators, sources=sources, purposes=purposes, checks={}
    )
    return replace(plan, activation=narrowed)


def _read_by(definitions: Catalogue, signals: Mapping[str, Signal]) -> dict[str, Indicator]:
    names = dict.fromkeys(name for signal in signals.values() for name in indicators_of_signal(signal))
    return {name: definitions.indicators[name] for name in names}


def _refuse_other_rows(run: OpenRun, plan: RunPlan, sources: Mapping[str, Source]) -> None:
    """Raise NotAvailable when a source was not linked in the run, or has other deliveries now than then."""
    linked = run.manifest["facts"]["links"]["sources"]
    used = run.manifest["inputs"]["deliveries"]
    for name, source in sorted(sources.items()):
        now = [item.id for item in plan.deliveries.get(name, ())]
        then = [item["id"] for item in used.get(name, ())]
        if source.about is About.ADDRESS and now and (name not in linked or now != then):
            why = "was delivered otherwise since" if name in linked else "was not compared"
            raise NotAvailable(f"source '{name}' {why} in run {run.run_id}; compare anew, then it can be tried out")
        if run.rows.is_destroyed(name) if then else False:
            raise NotAvailable(f"rows of source '{name}' of run {run.run_id} were destroyed; compare for a later day")


def _stood(run: OpenRun, plan: RunPlan, engine: Engine) -> Standings:
    """Put the published tables of the run in the engine, and the views of the rows that stood."""
    standings = stand(plan, engine)
    engine.register("addresses", run.addresses)
    for name in ("links", "doubts", "owners"):
        path = literal(run.path(name).as_posix())
        engine.run(f"CREATE OR REPLACE TABLE {quoted(name)} AS SELECT * FROM read_parquet({path})")
    return standings


def _indicators(plan: RunPlan, standings: Standings, engine: Engine) -> None:
    group_addresses(engine)
    loaded = {name: Loaded(plan.catalogue.sources[name], one.stands) for name, one in standings.items()}
    loaded |= {source.source: Loaded(source, stands=True) for source in plan.spine if source.about is About.SPINE}
    expiring = [signal for signal in plan.activation.signals.values() if signal.expires]
    dated = {name for signal in expiring for name in dated_indicators(plan.catalogue, signal)}
    compute_indicators(engine, plan.activation.indicators, loaded, plan.context, dated)
