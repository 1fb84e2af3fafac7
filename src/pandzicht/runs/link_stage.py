# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stage of a run that ties rows to addresses: which rows stand, how they linked, and whether that is enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pandzicht.definitions.aggregate import read_aggregate
from pandzicht.definitions.expression import parsed
from pandzicht.definitions.reads import counts_that_accuse_by_absence
from pandzicht.definitions.source import About, Source
from pandzicht.errors import NotAvailable, RunRefused
from pandzicht.governance.purpose import Purpose
from pandzicht.linking.link import LinkResult, LinkSource, link_sources
from pandzicht.linking.report import linking_facts
from pandzicht.runs.judgements import replayable
from pandzicht.runs.plan import RunPlan
from pandzicht.runs.refusal import breaches
from pandzicht.signals.compiling import compiled
from pandzicht.sources.standing import Standing, standing_rows
from pandzicht.store.engine import Engine

Standings = Mapping[str, Standing]


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


def link_rows(
    plan: RunPlan, standings: Standings, engine: Engine, *, questions: int = 0, withheld: Sequence[int] = ()
) -> LinkResult:
    """Tie the rows that stand to the addresses that the engine holds, with what people judged of them by then.

    The result carries so many `questions`, drawn by the seed of the plan, none about a `withheld` address. Raises
    NotAvailable when no row stands.
    """
    sources = [
        LinkSource(name, f"source_{name}", plan.catalogue.sources[name].subjects, _may_count(plan, name))
        for name in standings
    ]
    if not sources:
        wanted = (source.source for source in plan.activation.sources.values() if source.about is About.ADDRESS)
        listed = ", ".join(wanted) or "none: they read the BAG only"
        raise NotAvailable(f"no source that an active check reads has a delivery; load one of {listed}")
    judged = replayable(plan.judgements)
    return link_sources(engine, sources, judgements=judged, questions=questions, seed=plan.seed, withheld=withheld)


def make_links(plan: RunPlan, standings: Standings, engine: Engine) -> dict[str, Any]:
    """Create the tables of links and return their account; raise RunRefused when too few rows of a source linked."""
    result = link_rows(plan, standings, engine)
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
