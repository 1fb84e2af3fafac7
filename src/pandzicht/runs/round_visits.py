# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The units behind a number of the yield: which were proposed, who looked when, and what that gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pandzicht.definitions.action import Action
from pandzicht.ranking.outcome import Outcome
from pandzicht.ranking.round import Part
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.burden import area_of
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import ToldLook
from pandzicht.runs.rounds import HandedRound, rounds_named


@dataclass(frozen=True, slots=True)
class VisitAsk:
    """Which units are asked: of one round, stratum, wijk or signal, or of all; and of which part of the funnel."""

    selection_id: str = ""
    stratum: Stratum | None = None
    part: Part = Part.SELECTED
    area: str | None = None
    signal: str = ""
    """Only units of which this was yes in the list, and that were drawn with a probability: those teach its points."""

    def counts(self, one: HandedRound, unit: str) -> bool:
        """Tell whether a unit of a round teaches the points of the signal that is asked for; any does where none is."""
        is_drawn = one.round.units[unit].stratum is not Stratum.MANUAL
        return not self.signal or (is_drawn and self.signal in one.rows[unit]["reasons"])


@dataclass(frozen=True, slots=True)
class RoundVisit:
    """One unit of one round, with the looks that count there and what they gave together."""

    number: int
    selection_id: str
    unit_id: str
    address_id: str
    adres: str
    stratum: Stratum
    outcome: Outcome | None
    looks: Sequence[ToldLook]


def round_visits(run: OpenRun, check_name: str, rounds: Sequence[HandedRound], ask: VisitAsk) -> list[RoundVisit]:
    """Return the units that a number counts, by round and then as one walks past; each is logged before it is given.

    The rounds are those of `rounds_of`, for the same operation. Raises NotFound for a selection that is none of them.
    """
    run.operation.allows(Action.SEE_YIELD)
    found = [
        _visit(one, unit)
        for one in rounds_named(check_name, rounds, ask.selection_id)
        for unit in one.round.units
        if ask.part.holds(one.outcomes.get(unit))
        and ask.stratum in {None, one.round.units[unit].stratum}
        and ask.counts(one, unit)
        and (ask.area is None or area_of(run, one, unit) == ask.area)
    ]
    numbers = run.book.numbers
    run.concerned((numbers[item.address_id] for item in found if item.address_id in numbers), check_name)
    return sorted(found, key=lambda item: (item.number, item.adres, item.unit_id))


def _visit(one: HandedRound, unit: str) -> RoundVisit:
    row = one.rows[unit]
    return RoundVisit(
        one.number,
        one.selection_id,
        unit,
        str(row["address_id"]),
        str(row["adres"] or ""),
        one.round.units[unit].stratum,
        one.outcomes.get(unit),
        tuple(one.looks.get(unit, ())),
    )
