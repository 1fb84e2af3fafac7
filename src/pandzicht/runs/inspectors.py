# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alike inspectors look in the rounds of a check: how often two agree, and how far all of them differ.

Who looked is read here and nowhere else, as a pseudonym, and goes no further: what is told is of all of them together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pandzicht.definitions.action import Action
from pandzicht.ranking.double_visits import Agreement, LookBy, NotSaid, Unsaid, agreement_of, double_visit
from pandzicht.ranking.inspector_effect import InspectorEffect, SeenBy, inspector_effect
from pandzicht.ranking.outcome import Result
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.links import Link
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import ToldLook
from pandzicht.runs.rounds import HandedRound
from pandzicht.sources.looked_by import looked_by_in


@dataclass(frozen=True, slots=True)
class InspectorsTold:
    """How often two inspectors agree, and how far all of them differ; or why that is not said."""

    agreement: Agreement | NotSaid
    effect: InspectorEffect | NotSaid


def inspectors_told(run: OpenRun, rounds: Iterable[HandedRound]) -> InspectorsTold:
    """Return how alike inspectors look, in all rounds of a check together.

    Units added by hand count for agreement only: who adds one often goes there too, whatever the lot says. Raises
    PurposeMissing when no purpose that was asked for covers a source of the looks.
    """
    run.operation.allows(Action.SEE_YIELD, Action.LEARN)
    told = tuple(rounds)
    links = {item.row for one in told for looks in one.looks.values() for item in looks}
    names = _names(run, links)
    if links and not names:
        return InspectorsTold(NotSaid(Unsaid.NO_NAMES), NotSaid(Unsaid.NO_NAMES))
    pairs = (double_visit(_by(looks, names)) for one in told for looks in one.looks.values())
    agreement = agreement_of(pair for pair in pairs if pair is not None)
    if not _is_by_lot(run, links):
        return InspectorsTold(agreement, NotSaid(Unsaid.NOT_BY_LOT))
    return InspectorsTold(agreement, inspector_effect(item for one in told for item in _seen(one, names)))


def _names(run: OpenRun, links: Collection[Link]) -> Mapping[Link, str]:
    """Return the pseudonym of who looked, of the rows that tell it."""
    rows: dict[tuple[str, int], list[int]] = {}
    for link in sorted(links):
        if run.catalogue.sources[link.source].looked_by is not None:
            rows.setdefault((link.source, link.delivery_no), []).append(link.row_no)
    found: dict[Link, str] = {}
    for (source, number), own in rows.items():
        told = looked_by_in(run.operation, run.catalogue.sources[source], run.rows.delivery(source, number), own)
        found |= {Link(source, number, row): who for row, who in told.items()}
    return found


def _is_by_lot(run: OpenRun, links: Iterable[Link]) -> bool:
    told = [run.catalogue.sources[source].outcomes for source in {link.source for link in links}]
    return all(outcomes is not None and outcomes.by_lot for outcomes in told)


def _by(looks: Sequence[ToldLook], names: Mapping[Link, str]) -> Iterator[LookBy]:
    yield from (LookBy(item.look, names.get(item.row, "")) for item in looks)


def _seen(one: HandedRound, names: Mapping[Link, str]) -> Iterator[SeenBy]:
    """Yield of each unit the first look that saw it, by whom that is told; units added by hand excepted."""
    for unit, looks in one.looks.items():
        stratum = one.round.units[unit].stratum
        seen = [item for item in _by(looks, names) if item.by and item.look.result is not Result.NOT_SEEN]
        if seen and stratum is not Stratum.MANUAL:
            first = min(seen)
            cell = f"{one.number} {stratum.value} {first.look.step}"
            yield SeenBy(first.by, cell, first.look.result is Result.ESTABLISHED)
