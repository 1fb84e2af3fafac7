# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How much more a visit finds by the order of a check than by the list of people, however often one looks.

In every slot a fair coin decided which list gave its next unit. So what a slot tells, twice the outcome less `MIDDLE`
with the sign of the coin, is on average the difference between the two units. The interval comes from bets of fixed
sizes against every difference (Waudby-Smith and Ramdas, 2024, J. R. Stat. Soc. B 86). A bet of a fixed size knows the
sum of the differences only, so that the interval is of their average also where lists become worse on their way down
(Howard, Ramdas, McAuliffe and Sekhon, 2021, Ann. Stat. 49), and the order of the visits does not matter. By Ville's
inequality (1939) the truth is ever outside of it in at most one check of twenty.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.slots import Slot, Turn
from pandzicht.ranking.yield_estimate import DIGITS, SMALLEST_CELL, Figure, Reason, Refusal, wilson

BETS = (1 / 2, 1 / 3, 1 / 4, 1 / 6, 1 / 8, 1 / 12)
"""The sizes of the bets: large ones tell a large difference soon, small ones a small difference later."""
MIDDLE = 0.25
"""Taken off every outcome (0 or 1): the interval is narrowest where about so many visits find something."""
AHEAD = (50, 100, 200)
"""Of so many visited slots more it is told how wide the interval would be."""
_ALPHA = 0.05
_HALVINGS = 45
"""Enough for the decimals that are given."""


class FindsMore(StrEnum):
    """Which of the two lists finds more: not known yet, that of the check, or that of people."""

    OPEN = "open"
    CHECK = "check"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Side:
    """What the slots of one list gave, those left out that both lists would have filled alike."""

    given: int
    visited: int
    established: int
    per_visited: Figure | Refusal


@dataclass(frozen=True, slots=True)
class Ahead:
    """The interval of the difference after so many visited slots more, if they find as much as those before."""

    more: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Uplift:
    """The order of a check beside the list of people, over all slots so far."""

    check: Side
    people: Side
    both: int
    """Slots that both lists would have filled with the same unit: they tell no difference."""
    difference: Figure | Refusal
    """What a visit by the check finds more than one by people, with an interval that holds however often one looks."""
    verdict: FindsMore
    ahead: tuple[Ahead, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Visited slots, by whose turn it was and whether something was established."""

    check_found: float
    check_nothing: float
    people_found: float
    people_nothing: float

    @property
    def total(self) -> float:
        """All visited slots."""
        return self.check_found + self.check_nothing + self.people_found + self.people_nothing

    def times(self, factor: float) -> Counts:
        """Return the counts of so many times as many slots that find as much."""
        told = (self.check_found, self.check_nothing, self.people_found, self.people_nothing)
        return Counts(*(factor * count for count in told))

    def turned(self) -> Counts:
        """Return the counts as they would be if either list had been the other."""
        return Counts(self.people_found, self.people_nothing, self.check_found, self.check_nothing)


Compared = tuple[Sequence[Slot], Mapping[str, Outcome]]
"""The slots of one round, and the outcomes there are (unit -> outcome)."""


def uplift_of(rounds: Sequence[Compared]) -> Uplift | None:
    """Return the comparison over the rounds of a check that have slots; None when none has."""
    slots = [(slot, outcomes.get(slot.unit_id)) for slots, outcomes in rounds for slot in slots]
    if not slots:
        return None
    telling = [(slot, outcome) for slot, outcome in slots if not slot.both]
    check, people = (_side(outcome for slot, outcome in telling if slot.turn is turn) for turn in Turn)
    difference: Figure | Refusal
    if min(check.visited, people.visited) < SMALLEST_CELL:
        difference = Refusal(Reason.FEW_VISITS if check.visited + people.visited else Reason.NO_OUTCOMES)
    elif any(len(_steps(each)) > 1 for each in rounds):
        difference = Refusal(Reason.STEPS_DIFFER)
    else:
        difference = _difference(check, people)
    ahead = _ahead(_counts(check, people)) if isinstance(difference, Figure) else ()
    return Uplift(check, people, len(slots) - len(telling), difference, _verdict(difference), tuple(ahead))


def always_valid(counts: Counts) -> tuple[float, float]:
    """Return the interval of 95 % of the average difference that holds at every look, of one visited slot or more.

    >>> [round(end, 3) for end in always_valid(Counts(20, 30, 10, 40))]
    [-0.081, 0.502]
    """
    return _lowest(counts), -_lowest(counts.turned())


def _lowest(counts: Counts) -> float:
    """Return the smallest difference against which the bets did not win twenty times two times their stake."""
    won = [_won(counts, bet) for bet in BETS]

    def is_refuted(difference: float) -> bool:
        sums = [own - bet * counts.total * difference for own, bet in zip(won, BETS, strict=True)]
        most = max(sums)
        return most + math.log(math.fsum(math.exp(each - most) for each in sums) / len(BETS)) > math.log(2 / _ALPHA)

    low, high = -1.0, 1.0
    if not is_refuted(low):
        return low
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_refuted(middle) else (low, middle)
    return low


def _won(counts: Counts, bet: float) -> float:
    """Return the logarithm of what a bet on the check made of a stake of 1, if there were no difference."""
    found, nothing = 2 * bet * (1 - MIDDLE), 2 * bet * MIDDLE
    return math.fsum(
        (
            counts.check_found * math.log(1 + found),
            counts.check_nothing * math.log(1 - nothing),
            counts.people_found * math.log(1 - found),
            counts.people_nothing * math.log(1 + nothing),
        )
    )


def _side(outcomes: Iterable[Outcome | None]) -> Side:
    told = list(outcomes)
    results = [outcome.result for outcome in told if outcome]
    visited, established = len(results), results.count(Result.ESTABLISHED)
    if visited < SMALLEST_CELL:
        refused = Refusal(Reason.FEW_VISITS if visited else Reason.NO_OUTCOMES)
        return Side(len(told), visited, established, refused)
    share = established / visited
    return Side(len(told), visited, established, _figure(share, wilson(share, visited, step=1), visited))


def _steps(compared: Compared) -> set[str]:
    slots, outcomes = compared
    return {outcomes[slot.unit_id].step for slot in slots if not slot.both and slot.unit_id in outcomes}


def _counts(check: Side, people: Side) -> Counts:
    return Counts(*chain.from_iterable((side.established, side.visited - side.established) for side in (check, people)))


def _difference(check: Side, people: Side) -> Figure:
    """Return the difference of the two shares; where coins fell very unevenly the interval is stretched to hold it."""
    value = check.established / check.visited - people.established / people.visited
    low, high = always_valid(_counts(check, people))
    return _figure(value, (min(low, value), max(high, value)), check.visited + people.visited)


def _ahead(counts: Counts) -> Iterable[Ahead]:
    for more in AHEAD:
        ends = always_valid(counts.times(1 + more / counts.total))
        yield Ahead(more, *(round(end, DIGITS) for end in ends))


def _verdict(difference: Figure | Refusal) -> FindsMore:
    if isinstance(difference, Refusal) or difference.low <= 0 <= difference.high:
        return FindsMore.OPEN
    return FindsMore.CHECK if difference.low > 0 else FindsMore.PEOPLE


def _figure(value: float, ends: tuple[float, float], of: float) -> Figure:
    return Figure(round(value, DIGITS), round(ends[0], DIGITS), round(ends[1], DIGITS), of)
