# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often two inspectors who see the same unit in the same round say the same of it (lawful.md 42, section 3.12).

A second visit because nobody opened at the first is no double visit: there was nothing yet to agree on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pandzicht.ranking.outcome import Look, Result
from pandzicht.ranking.yield_estimate import DIGITS, SMALLEST_CELL, Figure, wilson

WITHIN_DAYS = 14
"""Two looks further apart are no double visit. A second inspector can go within two weeks, and in that time what is so
hardly changes: people move rarely, and few end a violation before the term that the municipality gives them for it."""
_Z = 1.959963984540054
_SEEN = (Result.ESTABLISHED, Result.NOTHING)
Counts = Sequence[Sequence[int]]


class Unsaid(StrEnum):
    """Why nothing is said of how alike inspectors look."""

    NO_NAMES = "no_names"
    """The source of the visits does not tell who looked."""
    FEW_PAIRS = "few_pairs"
    ONE_ANSWER = "one_answer"
    """All looks gave the same, so that nobody could differ."""
    NOT_BY_LOT = "not_by_lot"
    """Who goes where is not drawn by lot, so that inspectors differ by where they go."""
    FEW_INSPECTORS = "few_inspectors"


@dataclass(frozen=True, slots=True)
class NotSaid:
    """A figure of how alike inspectors look that is not given, and why."""

    refused: Unsaid


@dataclass(frozen=True, slots=True, order=True)
class LookBy:
    """A look at a unit, and the pseudonym of who looked; empty where that is not told."""

    look: Look
    by: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What double visits gave: counts, the share that agreed, and Cohen's kappa, which takes chance off that share."""

    both_found: int
    both_nothing: int
    differ: int
    share: Figure | NotSaid
    kappa: Figure | NotSaid

    @property
    def pairs(self) -> int:
        """How many double visits there were."""
        return self.both_found + self.both_nothing + self.differ


def double_visit(looks: Iterable[LookBy]) -> tuple[Result, Result] | None:
    """Return what the first two inspectors said who both saw a unit, by the same step and within two weeks; else None.

    >>> first = LookBy(Look("2026-03-02", "visit", Result.NOTHING), "a")
    >>> double_visit([first, LookBy(Look("2026-03-09", "visit", Result.ESTABLISHED), "b")])
    (<Result.NOTHING: 'nothing'>, <Result.ESTABLISHED: 'established'>)
    >>> double_visit([first, LookBy(Look("2026-03-09", "visit", Result.ESTABLISHED), "a")]) is None
    True
    """
    seen = sorted(item for item in looks if item.by and item.look.result in _SEEN)
    if not seen:
        return None
    first, last = seen[0], date.fromisoformat(seen[0].look.day).toordinal() + WITHIN_DAYS
    for other in seen[1:]:
        is_near = date.fromisoformat(other.look.day).toordinal() <= last
        if is_near and other.by != first.by and other.look.step == first.look.step:
            return first.look.result, other.look.result
    return None


def agreement_of(pairs: Iterable[tuple[Result, Result]]) -> Agreement:
    """Return how often the two of each double visit agree, with intervals of 95 %."""
    told = list(pairs)
    counts = [[told.count((first, second)) for second in _SEEN] for first in _SEEN]
    (both_found, one), (other, both_nothing) = counts
    count, alike = len(told), both_found + both_nothing
    if count < SMALLEST_CELL:
        few = NotSaid(Unsaid.FEW_PAIRS)
        return Agreement(both_found, both_nothing, one + other, few, few)
    low, high = wilson(alike / count, count)
    share = Figure(round(alike / count, DIGITS), round(low, DIGITS), round(high, DIGITS), count)
    return Agreement(both_found, both_nothing, one + other, share, _kappa(counts, low))


def cohens_kappa(counts: Counts) -> tuple[float, float] | None:
    """Return Cohen's kappa of a square table of counts and its standard error; None where chance cannot but agree.

    Cohen 1960, Educ. Psychol. Meas. 20; error of large samples by Fleiss, Cohen & Everitt 1969, Psychol. Bull. 72.

    >>> kappa, error = cohens_kappa([[20, 5], [10, 15]])
    >>> round(kappa, 3), round(error, 3)
    (0.4, 0.127)
    """
    total, places = sum(map(sum, counts)), range(len(counts))
    part = [[each / total for each in row] for row in counts]
    rows, columns = [sum(row) for row in part], [sum(row[at] for row in part) for at in places]
    seen = math.fsum(part[at][at] for at in places)
    chance = math.fsum(rows[at] * columns[at] for at in places)
    if chance >= 1:
        return None
    kappa = (seen - chance) / (1 - chance)
    same = math.fsum(part[at][at] * (1 - chance - (rows[at] + columns[at]) * (1 - seen)) ** 2 for at in places)
    other = math.fsum(part[i][j] * (columns[i] + rows[j]) ** 2 for i in places for j in places if i != j)
    squared = same + (1 - seen) ** 2 * other - (seen * chance - 2 * chance + seen) ** 2
    return kappa, math.sqrt(max(squared, 0.0) / total) / (1 - chance) ** 2


def _kappa(counts: Counts, least: float) -> Figure | NotSaid:
    """Return kappa with its interval; where all agreed its error is zero, and the least share that agrees bounds it."""
    found = cohens_kappa(counts)
    if found is None:
        return NotSaid(Unsaid.ONE_ANSWER)
    total = sum(map(sum, counts))
    kappa, error = found
    low, high = kappa - _Z * error, min(kappa + _Z * error, 1.0)
    if kappa >= 1:
        chance = math.fsum((counts[at][at] / total) ** 2 for at in range(len(counts)))
        low = (least - chance) / (1 - chance)
    return Figure(round(kappa, DIGITS), round(max(low, -1.0), DIGITS), round(high, DIGITS), total)
