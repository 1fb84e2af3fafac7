# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A figure with its interval and how probable it is by chance, where neighbouring areas resemble one another.

Addresses of one wijk are no independent witnesses, and neither are its buurten. So the error of a figure is added up
per wijk (its influence on the figure), and the wijken are taken to be independent: the sandwich of Liang and Zeger
(1986, Biometrika 73) with as many degrees of freedom as there are wijken that count. Nothing is drawn at random.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_Z95 = 1.959963984540054
_EDGE = 1e-6
_LARGEST = 700.0
"""The largest number of which a machine knows the exponent: an interval may have no end that says anything."""


def summed(at: Integers, amounts: Floats, count: int = 0) -> Floats:
    """Return the sum of the amounts at each place, from place 0, of at least `count` places.

    >>> summed(np.array([0, 2, 0]), np.array([1.0, 2.0, 3.0])).tolist()
    [4.0, 0.0, 2.0]
    """
    return np.bincount(at, weights=amounts, minlength=count).astype(np.float64, copy=False)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, its interval of 95 %, and the probability of one as far from no relation when there is none."""

    value: float
    low: float
    high: float
    p: float

    def is_beyond(self, limit: float, scale: Scale) -> bool:
        """Tell whether the whole interval lies beyond a limit, on one side of no relation.

        >>> Estimate(2.0, 1.3, 3.1, 0.01).is_beyond(1.25, Scale.RATIO)
        True
        >>> Estimate(0.6, 0.5, 0.9, 0.01).is_beyond(1.25, Scale.RATIO)
        False
        """
        nearest = min((self.low, self.high), key=scale.distance)
        is_one_sided = (self.low - scale.neutral) * (self.high - scale.neutral) > 0
        return is_one_sided and scale.distance(nearest) > scale.distance(limit)


class Scale(Enum):
    """On which scale the error of a figure is alike on both sides, and what the figure is without any relation."""

    CORRELATION = "correlation"
    PROBABILITY = "probability"
    RATIO = "ratio"

    @property
    def neutral(self) -> float:
        """The figure when there is no relation."""
        return {Scale.CORRELATION: 0.0, Scale.PROBABILITY: 0.5, Scale.RATIO: 1.0}[self]

    def distance(self, value: float) -> float:
        """Return how far a figure is from no relation, on either side.

        >>> Scale.RATIO.distance(0.5) == Scale.RATIO.distance(2.0) > Scale.RATIO.distance(1.25)
        True
        """
        to, _, _ = _SCALES[self]
        return abs(to(value) - to(self.neutral))


Line = tuple[Callable[[float], float], Callable[[float], float], Callable[[float], float]]
"""To the scale, back from it, and the slope of the scale at a figure."""


def _inside(value: float) -> float:
    return min(max(value, _EDGE), 1 - _EDGE)


_SCALES: dict[Scale, Line] = {
    Scale.CORRELATION: (
        lambda r: math.atanh(min(max(r, _EDGE - 1), 1 - _EDGE)),
        math.tanh,
        lambda r: 1 / max(1 - r * r, _EDGE),
    ),
    Scale.PROBABILITY: (
        lambda p: math.log(_inside(p) / (1 - _inside(p))),
        lambda x: 1 / (1 + math.exp(-x)),
        lambda p: 1 / (_inside(p) * (1 - _inside(p))),
    ),
    Scale.RATIO: (math.log, lambda x: math.exp(min(max(x, -_LARGEST), _LARGEST)), lambda r: 1 / r),
}


def estimate(value: float, influence: Floats, freedom: float, scale: Scale, *, least: float = _EDGE) -> Estimate:
    """Return a figure with its interval, from the influence of each wijk on it and the degrees of freedom (above 0).

    `least` is the error on the scale if all were independent: few wijken that happen to agree give no smaller one.
    """
    to, back, slope = _SCALES[scale]
    count = len(influence)
    error = math.sqrt(count / (count - 1) * float(np.add.reduce(influence**2))) * slope(value)
    error = max(error, least)
    middle, reach = to(value), student_reach(freedom) * error
    p = student_p((middle - to(scale.neutral)) / error, freedom)
    return Estimate(value, back(middle - reach), back(middle + reach), p)


def effective_count(weights: Floats) -> float:
    """Return how many equal parts say as much as parts of these weights (Kish, Survey Sampling, 1965).

    >>> effective_count(np.array([1.0, 1.0, 0.0]))
    2.0
    """
    total = float(np.add.reduce(weights))
    return total * total / float(np.add.reduce(weights**2)) if total else 0.0


def student_p(t: float, freedom: float) -> float:
    """Return the two-sided probability of a value of Student's t (Wallace 1959, Ann. Math. Stat. 30).

    >>> round(student_p(2.228, 10), 3), round(student_p(4.604, 4), 3)
    (0.05, 0.011)
    """
    z = _shrink(freedom) * math.sqrt(freedom * math.log1p(t * t / freedom))
    return math.erfc(z / math.sqrt(2))


def student_reach(freedom: float) -> float:
    """Return the value of Student's t that is passed, on both sides together, once in twenty times.

    >>> round(student_reach(10), 2)
    2.23
    """
    return math.sqrt(freedom * math.expm1((_Z95 / _shrink(freedom)) ** 2 / freedom))


def _shrink(freedom: float) -> float:
    return (8 * freedom + 1) / (8 * freedom + 3)


def adjusted(probabilities: Sequence[float]) -> list[float]:
    """Return for each probability the share of chance among all that are at most as probable.

    Benjamini and Hochberg (1995, J. R. Stat. Soc. B 57): of what is reported below q at most a share q is expected to
    be chance, however many were tested.

    >>> adjusted([0.01, 0.5, 0.02])
    [0.03, 0.5, 0.03]
    """
    found = np.asarray(probabilities, dtype=np.float64)
    order = np.argsort(found, kind="stable")[::-1]
    places = np.arange(len(found), 0, -1)
    result = np.empty_like(found)
    result[order] = np.minimum.accumulate(np.minimum(found[order] * len(found) / places, 1.0))
    return [round(float(value), 12) for value in result]
