# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How large a list must be, so that its random share can carry the claim that will be made of it.

The random share is the measure: how much a visit to any unit finds. Its size follows from how precisely that must be
known, and from floors below which a share says too little whatever precision was asked for (lawful.md section 3, 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pandzicht.ranking.yield_estimate import wilson

FEWEST_A_ROUND = 30
"""Random units of one list."""
FEWEST_A_YEAR = 200
"""Random units of all lists of a year together."""
FIRST_ROUNDS = 3
"""So many rounds begin with a larger random share, because nothing is known yet."""
FIRST_SHARE = 0.15
_MOST = 1_000_000


class Ground(StrEnum):
    """What decides how many random units there must be."""

    PRECISION = "precision"
    ROUND = "round"
    YEAR = "year"
    FRAME = "frame"
    """There are no more units than these."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be known of the frame, and how the work goes."""

    expected: float
    """The share of visits to any unit that finds something, as far as known."""
    within: float
    """How far off it may be, to either side: half the width of the interval of 95 %."""
    rounds_a_year: int
    looked_at: float = 1.0
    """The share of a list at which somebody looks."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many units a list needs, and what its random share would then tell."""

    size: int
    control: int
    visits: int
    """How many of the random units somebody is expected to look at."""
    share: float
    """The random share that it was reckoned with."""
    ground: Ground
    low: float
    high: float
    """The interval of 95 % when just what was expected is found."""


def visits_for(expected: float, within: float) -> int:
    """Return the fewest visits of which half the interval of 95 % (Wilson) is no wider than `within`.

    >>> visits_for(0.10, 0.05), visits_for(0.10, 0.03), visits_for(0.02, 0.015)
    (141, 388, 372)
    """
    fewest, enough = 1, 2
    while _reach(expected, enough) > within and enough < _MOST:
        fewest, enough = enough, 2 * enough
    while fewest < enough:
        middle = (fewest + enough) // 2
        fewest, enough = (fewest, middle) if _reach(expected, middle) <= within else (middle + 1, enough)
    return fewest


def size_for(wanted: Wanted, *, share: float, rounds: int, frame: int) -> Size:
    """Return how large the next list of a check must be, after so many rounds, from a frame of so many units.

    `share` is the random share of the check; in the first rounds it counts as no less than 15 %.
    """
    share = max(share, FIRST_SHARE) if rounds < FIRST_ROUNDS else share
    needed = {
        Ground.PRECISION: _up(Fraction(visits_for(wanted.expected, wanted.within)) / Fraction(str(wanted.looked_at))),
        Ground.ROUND: FEWEST_A_ROUND,
        Ground.YEAR: _up(Fraction(FEWEST_A_YEAR, wanted.rounds_a_year)),
    }
    ground = max(needed, key=lambda each: needed[each])
    control = needed[ground]
    if control > frame:
        ground, control = Ground.FRAME, frame
    size = min(frame, _up(control / Fraction(str(share))))
    visits = max(1, int(control * Fraction(str(wanted.looked_at))))
    return Size(size, control, visits, share, ground, *wilson(wanted.expected, visits))


def _reach(expected: float, visits: int) -> float:
    low, high = wilson(expected, visits)
    return (high - low) / 2


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
