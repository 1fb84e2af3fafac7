# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The strata of a selection and the probability with which every unit of the frame could have been drawn.

Top and challenger follow an order, so their units are certain except where units tie at the cut-off: then each of the
tied units has the same fraction. The control share is a simple random draw from what is left. Manual units have no
probability and enter no estimate (lawful.md section 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray


class Stratum(StrEnum):
    """Why a unit is in a selection."""

    TOP = "top"
    CHALLENGER = "challenger"
    CONTROL = "control"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Shares:
    """How many units each drawn stratum may hold."""

    top: int
    challenger: int
    control: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """For every unit of the frame its stratum ('' when not drawn) and its inclusion probability."""

    stratum: NDArray[np.str_]
    probability: NDArray[np.float64]


def shares_of(size: int, *, control: float, challenger: float) -> Shares:
    """Return the sizes of the strata: shares rounded up, so that the control share is never lost to rounding.

    >>> shares_of(50, control=0.15, challenger=0.05)
    Shares(top=39, challenger=3, control=8)
    """
    controls = _up(size * Fraction(str(control)))
    challengers = min(_up(size * Fraction(str(challenger))), size - controls)
    return Shares(top=size - controls - challengers, challenger=challengers, control=controls)


@dataclass(frozen=True, slots=True)
class Draws:
    """What decides per unit among equals, the lowest first: three numbers that do not depend on each other's draw."""

    order: NDArray[np.uint64]
    """The place in the check's order, in which the run's seed decided ties: for top."""
    challenger: NDArray[np.uint64]
    control: NDArray[np.uint64]


def draw_strata(score: NDArray[np.int64], challenger: NDArray[np.int64] | None, shares: Shares, draws: Draws) -> Drawn:
    """Draw the strata from a frame of n units, with the exact inclusion probability of each.

    `score` and `challenger` hold the points of every unit. A unit without points is never in top or challenger; places
    that stay empty go to control. Units at or above the cut-off of top do not compete for challenger, so that the
    challenger does not depend on how ties in top fell and every probability is exact.
    """
    stratum = np.full(len(score), "", dtype="<U10")
    top = _take(score, shares.top, draws.order, np.ones(len(score), dtype=bool))
    stratum[top.units] = Stratum.TOP
    certain = top.probability
    second = _Taken(np.zeros(0, dtype=np.int64), np.zeros(len(score)))
    if challenger is not None:
        second = _take(challenger, shares.challenger, draws.challenger, top.probability == 0)
        stratum[second.units] = Stratum.CHALLENGER
        certain = certain + second.probability
    left = np.flatnonzero(stratum == "")
    empty = shares.top + shares.challenger - len(top.units) - len(second.units)
    wanted = min(shares.control + empty, len(left))
    stratum[left[np.argsort(draws.control[left], kind="stable")[:wanted]]] = Stratum.CONTROL
    fraction = wanted / len(left) if len(left) else 0.0
    return Drawn(stratum, certain + (1 - certain) * fraction)


@dataclass(frozen=True, slots=True)
class _Taken:
    units: NDArray[np.int64]
    probability: NDArray[np.float64]


def _take(score: NDArray[np.int64], places: int, draw: NDArray[np.uint64], free: NDArray[np.bool_]) -> _Taken:
    """Return the units taken from the top of an order, and every unit's probability of being taken."""
    probability = np.zeros(len(score))
    candidates = np.flatnonzero(free & (score > 0))
    taken = candidates[np.lexsort((draw[candidates], -score[candidates]))][:places]
    if len(taken):
        cut = score[taken[-1]]
        above = candidates[score[candidates] > cut]
        tied = candidates[score[candidates] == cut]
        probability[above] = 1.0
        probability[tied] = (len(taken) - len(above)) / len(tied)
    return _Taken(taken, probability)


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
