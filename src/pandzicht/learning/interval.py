# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Intervals of 95 % of a share, of the difference of two, and of a share of rows that are no independent witnesses."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pandzicht.ranking.estimate import Floats, Integers, effective_count, student_reach, summed
from pandzicht.ranking.yield_estimate import Figure, wilson

_Z = 1.959963984540054
_TAIL = 0.025
_HALVINGS = 60


class Ground(StrEnum):
    """Why a figure is not claimed."""

    FEW_ROWS = "few_rows"
    FEW_GROUPS = "few_groups"
    FEW_WINDOWS = "few_windows"
    NOTHING_FOUND = "nothing_found"
    NO_CONTROL = "no_control"
    NO_PROBABILITY = "no_probability"
    NO_FRAME = "no_frame"
    NO_OVERLAP = "no_overlap"
    SMALL_SAMPLE = "small_sample"
    STEPS_DIFFER = "steps_differ"


@dataclass(frozen=True, slots=True)
class Refused:
    """A figure that is not claimed, why, and how much there was to go by."""

    ground: Ground
    of: float = 0.0


Judged = Figure | Refused
"""A figure with its interval, or why there is none."""


def clopper_pearson(found: int, count: int) -> tuple[float, float]:
    """Return the interval of Clopper and Pearson (1934, Biometrika 26) of a share, which is never too narrow.

    >>> [round(bound, 4) for bound in clopper_pearson(13, 20)]
    [0.4078, 0.8461]
    >>> [round(bound, 4) for bound in clopper_pearson(0, 30)]
    [0.0, 0.1157]
    """
    low = 0.0 if found == 0 else _crossed(_at_least(found, count), below=_TAIL)
    high = 1.0 if found == count else _crossed(_at_least(found + 1, count), below=1 - _TAIL)
    return low, high


def _crossed(rising: Callable[[float], float], below: float) -> float:
    """Return the share up to which a probability that rises with it is below another."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < below else (low, middle)
    return (low + high) / 2


def _at_least(least: int, count: int) -> Callable[[float], float]:
    """Give the probability of at least so many of a count, by how probable each is (between 0 and 1)."""
    k = np.arange(least, count + 1)
    # Of each number of findings the log of how many ways there are to it: log C(n, k + 1) - log C(n, k), added up.
    first = math.lgamma(count + 1) - math.lgamma(least + 1) - math.lgamma(count - least + 1)
    ways = first + np.concatenate([[0.0], np.cumsum(np.log((count - k[:-1]) / (k[:-1] + 1)))])

    def probability(p: float) -> float:
        return min(1.0, float(np.add.reduce(np.exp(ways + k * math.log(p) + (count - k) * math.log1p(-p)))))

    return probability


def sure_bounds(told: Figure) -> tuple[float, float]:
    """Return between which shares the truth lies, where that must hold: Clopper and Pearson over the effective number.

    Korn and Graubard (1998, Survey Methodology 24), with whole numbers that make it wider and never narrower.

    >>> [round(bound, 4) for bound in sure_bounds(Figure(0.65, 0.43, 0.82, 20.0))]
    [0.4078, 0.8461]
    """
    count = max(int(told.of), 1)
    part = round(told.value * count, 9)
    return clopper_pearson(math.floor(part), count)[0], clopper_pearson(math.ceil(part), count)[1]


def newcombe(found: int, count: int, other_found: int, other_count: int) -> tuple[float, float]:
    """Return the interval of the first share less the other (Newcombe 1998, Statistics in Medicine 17, method 10).

    >>> [round(bound, 4) for bound in newcombe(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    share, other = found / count, other_found / other_count
    (low, high), (other_low, other_high) = wilson(share, count), wilson(other, other_count)
    below = math.hypot(share - low, other_high - other)
    above = math.hypot(high - share, other - other_low)
    return share - other - below, share - other + above


def clustered_share(found: Floats, weights: Floats, clusters: Integers) -> Judged:
    """Return a weighted share; its interval is Wilson's over the number of equal, independent rows that say as much.

    The error is added up per cluster (Liang and Zeger 1986, Biometrika 73), with as many degrees of freedom as there
    are clusters that count; the number is never above Kish's, so that few that happen to agree give no certainty.
    """
    counts = weights > 0
    y, w, (_, place) = found[counts], weights[counts], np.unique(clusters[counts], return_inverse=True)
    total = float(np.add.reduce(w))
    groups = int(place.max()) + 1 if len(place) else 0
    if groups < 2:
        return Refused(Ground.FEW_GROUPS, groups)
    mean = float(np.add.reduce(w * y)) / total
    influence = summed(place, w * (y - mean) / total)
    held = effective_count(summed(place, w))
    freedom = max(held - 1, 1.0)
    variance = (freedom + 1) / freedom * float(np.add.reduce(influence**2)) * (student_reach(freedom) / _Z) ** 2
    most = effective_count(w) if 0 < mean < 1 else held
    count = min(most, mean * (1 - mean) / variance) if variance > 0 and 0 < mean < 1 else most
    low, high = wilson(min(max(mean, 0.0), 1.0), count)
    return Figure(mean, low, high, count)


def ratio(one: Figure, other: Figure) -> Judged:
    """Return one share over another, measured on other rows, by the log of the ratio."""
    if one.value <= 0 or other.value <= 0:
        return Refused(Ground.NOTHING_FOUND, one.of)
    value = one.value / other.value
    parts = [(1 - each.value) / (each.value * each.of) for each in (one, other)]
    factor = math.exp(_Z * math.sqrt(math.fsum(parts)))
    return Figure(value, value / factor, value * factor, one.of)
