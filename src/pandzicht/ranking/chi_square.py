# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The chi-square distribution with a whole number of degrees of freedom, exactly, without another library."""

from __future__ import annotations

import math

_HALVINGS = 80


def chi_square_tail(value: float, freedom: int) -> float:
    """Return the probability of a larger value (Abramowitz & Stegun 26.4.4 and 26.4.5).

    >>> round(chi_square_tail(3.841459, 1), 4), round(chi_square_tail(18.307038, 10), 4)
    (0.05, 0.05)
    """
    half = max(value, 0.0) / 2
    if freedom % 2 == 0:
        return min(1.0, math.fsum(_term(half, at) for at in range(freedom // 2)))
    rest = math.fsum(_term(half, at + 0.5) for at in range((freedom - 1) // 2))
    return min(1.0, math.erfc(math.sqrt(half)) + rest)


def chi_square_reach(tail: float, freedom: int) -> float:
    """Return the value that is passed with a probability between 0 and 1.

    >>> round(chi_square_reach(0.025, 11), 3), round(chi_square_reach(0.975, 11), 3)
    (21.92, 3.816)
    """
    low, high = 0.0, 1.0
    while chi_square_tail(high, freedom) > tail:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if chi_square_tail(middle, freedom) > tail else (low, middle)
    return (low + high) / 2


def _term(half: float, power: float) -> float:
    if half == 0:
        return 1.0 if power == 0 else 0.0
    return math.exp(power * math.log(half) - half - math.lgamma(power + 1))
