# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stages of a run in their order: addresses, links, indicators, signals, ranking."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pyarrow as pa

from pandzicht.definitions.aggregate import read_aggregate
from pandzicht.definitions.check import Check
from pandzicht.definitions.expression import names_in, parsed
from pandzicht.definitions.reads import counts_that_accuse_by_absence
from pandzicht.definitions.source import About, Source
from pandzicht.errors import NotAvailable, RunRefused
from pandzicht.governance.purpose import Purpose
from pandzicht.language import message
from pandzicht.linking.link import LinkSource, link_sources
from pandzicht.linking.report import linking_facts
from pandzicht.ranking.order import rank_checks
from pandzicht.runs.plan import RunPlan
from pandzicht.runs.refusal import breaches
from pandzicht.runs.spine_stage import make_spine
from pandzicht.runs.stage import Stage, Table
from pandzicht.signals.answers import answer_signals, answering, dated_indicators
from pandzicht.signals.compiling import compiled
from pandzicht.signals.indicators import Loaded, compute_indicators, group_addresses
from pandzicht.signals.owners import name_owners
from pandzicht.sources.standing import Standing, standing_rows
from pandzicht.store.engine import Engine, quoted

Standings = Mapping[str, Standing]

ADDRESSES = (
    Table("addresses", ("address_no",)),
    Table("address_names"),
    Table("panden"),
    Table("address_panden"),
    Table("straat_aliases"),
    Table("woonplaats_aliases"),
    Table("protected_names"),
)
LINKS = (
    Table("links", ("address_no", "source", "row_id"), without=("row_no",)),
    Table("doubts", ("address_no", "source")),
)
INDICATORS = (
    Table("owners", ("address_no", "owner_key")),
    Table("indicators", ("address_no",)),
    Table("newest"),
    Table("groups"),
)


def stages_of(plan: RunPlan, engine: Engine) -> tuple[Stage, ...]:
    """Return the stages of a run; the views of the sources' rows in force are made here, before any of them."""
    standings = stand(plan, engine)
    facts = {name: _standing_facts(standing) for name, standing in standings.items()}
    return (
        Stage("sources", message("sources"), (), lambda _: facts),
        Stage("addresses", message("addresses"), ADDRESSES, partial(make_spine, plan)),
        Stage("links", message("linking"), LINKS, partial(_link, plan, standings)),
        Stage("indicators", message("indicators"), INDICATORS, partial(_indicators, plan, standings)),
        Stage("signals", message("signals"), (Table("signals", ("address_no",)),), partial(_signals, plan)),
        Stage("ranking", message("order"), (Table("ranking", ("check", "rank")),), partial(_rank, plan)),
    )


def stand(plan: RunPlan, engine: Engine) -> Standings:
    """Make the view `source_NAME` of the rows in force of every source that an active check reads."""
    fresh = {item.source for item in plan.activation.indicators.values() if "nieuw_geleverd" in item.aggregate}
    purposes = dict(plan.activation.purposes)
    wanted = {name: source for name, source in plan.activation.sources.items() if source.about is About.ADDRESS}
    if plan.spine_is_declared:
        source = plan.spine[0]
        wanted[source.source] = source
        purposes.setdefault(source.source, (_spine_purpose(source),))
    return {
        name: standing_rows(
            engine,
            plan.workspace,
            source,
            on=plan.dates.on,
            known=plan.dates.known,
            purposes=purposes[name],
            with_new=name in fresh,
        )
        for name, source in sorted(wanted.items())
        if name in plan.deliveries
    }


def _spine_purpose(source: Source) -> Purpose:
    """Return the purpose for which a declared spine is read: the first that it serves."""
    return Purpose(name=source.purposes[0], article=source.legal_basis[0].article, check="spine")


def _standing_facts(standing: Standing) -> dict[str, Any]:
    return {"stands": standing.stands, "rows": standing.rows, "newest": str(standing.newest or "")}


def _link(plan: RunPlan, standings: Standings, engine: Engine) -> dict[str, Any]:
    sources = [
        LinkSource(name, f"source_{name}", plan.catalogue.sources[name].subjects, _may_count(plan, name))
        for name in standings
    ]
    if not sources:
        wanted = (source.source for source in plan.activation.sources.values() if source.about is About.ADDRESS)
        listed = ", ".join(wanted) or "none: they read the BAG only"
        raise NotAvailable(f"no source that an active check reads has a delivery; load one of {listed}")
    result = link_sources(engine, sources)
    breached = list(breaches(plan, result, engine))
    if breached:
        raise RunRefused(f"run of {plan.dates.on}", breached)
    return linking_facts(result)


def _may_count(plan: RunPlan, name: str) -> str:
    """Return the SQL of whether a row of a source could count on the peildatum where its absence accuses.

    A row that ended years ago is not what is missing today. Only where each of these counts asks that a row holds on
    the peildatum; a source of which one also counts the past keeps all its rows.
    """
    source = plan.catalogue.sources[name]
    active = plan.activation.signals.values()
    accusing = {item for signal in active for item in counts_that_accuse_by_absence(plan.catalogue, signal)}
    own = [read_aggregate(item.aggregate) for item in accusing if item.source == name]
    if source.validity is None or not all(aggregate.counts_standing_rows_only for aggregate in own):
        return "TRUE"
    return compiled(parsed("mogelijk_geldig_op(:peildatum)"), plan.context.of(source))


def _indicators(plan: RunPlan, standings: Standings, engine: Engine) -> dict[str, Any]:
    sources = [plan.catalogue.sources[name] for name in standings]
    name_owners(engine, sources, plan.context)
    group_addresses(engine)
    loaded = {name: Loaded(plan.catalogue.sources[name], standing.stands) for name, standing in standings.items()}
    loaded |= {source.source: Loaded(source, stands=True) for source in plan.spine if source.about is About.SPINE}
    expiring = [signal for signal in plan.activation.signals.values() if signal.expires]
    dated = {name for signal in expiring for name in dated_indicators(plan.catalogue, signal)}
    compute_indicators(engine, plan.activation.indicators, loaded, plan.context, dated)
    return {}


def _signals(plan: RunPlan, engine: Engine) -> dict[str, Any]:
    signals = plan.activation.signals.values()
    answer_signals(engine, [answering(plan.catalogue, signal, plan.context) for signal in signals])
    names = list(plan.activation.signals)
    answers = engine.table(f"SELECT {', '.join(quoted(name) for name in names)} FROM signals") if names else None
    return {"answers": {name: _counted(answers[name]) for name in names} if answers else {}}


def _counted(answers: pa.ChunkedArray) -> dict[str, int]:
    """Return how many addresses a signal says yes of, and of how many it is unknown."""
    counts = {item["values"]: item["counts"] for item in answers.value_counts().to_pylist()}
    return {"yes": counts.get("yes", 0), "unknown": counts.get("unknown", 0)}


def _rank(plan: RunPlan, engine: Engine) -> dict[str, Any]:
    rank_checks(engine, plan.activation.checks, list(plan.activation.signals), plan.context, plan.seed)
    frames = dict(engine.rows('SELECT "check", count(*) FROM ranking GROUP BY 1 ORDER BY 1'))
    checks = plan.activation.checks
    empty = {name: _unknown_everywhere(checks[name], engine) for name in sorted(set(checks) - set(frames))}
    return {"frames": frames, "empty_frames": empty}


def _unknown_everywhere(check: Check, engine: Engine) -> list[str]:
    """Return what the frame of a check names and is unknown for every address."""
    names = names_in(parsed(check.frame))
    counts = engine.rows(f"SELECT {', '.join(f'count({quoted(name)})' for name in names) or '1'} FROM indicators")[0]
    return [name for name, known in zip(names, counts, strict=False) if not known]
