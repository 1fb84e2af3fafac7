# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stages of a run in their order: addresses, links, indicators, signals, ranking."""

from __future__ import annotations

from functools import partial
from typing import Any

import pyarrow as pa

from pandzicht.definitions.check import Check
from pandzicht.definitions.expression import names_in, parsed
from pandzicht.definitions.source import About
from pandzicht.language import message
from pandzicht.ranking.order import rank_checks
from pandzicht.runs.link_stage import Standings, make_links, stand
from pandzicht.runs.plan import RunPlan
from pandzicht.runs.spine_stage import make_spine
from pandzicht.runs.stage import Stage, Table
from pandzicht.signals.answers import answer_signals, answering, dated_indicators
from pandzicht.signals.indicators import Loaded, compute_indicators, group_addresses
from pandzicht.signals.owners import name_owners
from pandzicht.sources.standing import Standing
from pandzicht.store.engine import Engine, quoted

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
        Stage("links", message("linking"), LINKS, partial(make_links, plan, standings)),
        Stage("indicators", message("indicators"), INDICATORS, partial(_indicators, plan, standings)),
        Stage("signals", message("signals"), (Table("signals", ("address_no",)),), partial(_signals, plan)),
        Stage("ranking", message("order"), (Table("ranking", ("check", "rank")),), partial(_rank, plan)),
    )


def _standing_facts(standing: Standing) -> dict[str, Any]:
    return {"stands": standing.stands, "rows": standing.rows, "newest": str(standing.newest or "")}


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
