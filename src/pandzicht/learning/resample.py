# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bootstrap over clusters: what a figure would have been, had other buildings and owners been inspected."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

import numpy as np

from pandzicht.learning.interval import Ground, Judged, Refused
from pandzicht.ranking.estimate import Floats, Integers, student_reach
from pandzicht.ranking.yield_estimate import Figure

ROUNDS = 600
FEWEST_GROUPS = 10
"""Fewer buildings or owners than this say nothing of what others would have given."""
_MOST_LOST = 0.05
"""The share of rounds without a figure beyond which there is none."""


def bootstrapped(
    statistic: Callable[[Floats], float], clusters: Integers, *, seed: int, rounds: int = ROUNDS
) -> Judged:
    """Return a statistic of row weights with its interval: clusters are drawn with replacement, as whole.

    The percentiles are widened for the number of clusters (Hesterberg 2015, The American Statistician 69), for plain
    ones are too narrow. A statistic that is not a number cannot be told. Equal seeds give equal intervals.
    """
    _, place = np.unique(clusters, return_inverse=True)
    groups = int(place.max()) + 1 if len(place) else 0
    value = statistic(np.ones(len(place)))
    if groups < FEWEST_GROUPS:
        return Refused(Ground.FEW_GROUPS, groups)
    if math.isnan(value):
        return Refused(Ground.NOTHING_FOUND, groups)
    rng = np.random.default_rng(seed)
    even = np.full(groups, 1 / groups)
    drawn = np.array([statistic(rng.multinomial(groups, even)[place].astype(np.float64)) for _ in range(rounds)])
    told = drawn[~np.isnan(drawn)]
    if len(told) < (1 - _MOST_LOST) * rounds:
        return Refused(Ground.NOTHING_FOUND, groups)
    reach = math.sqrt(groups / (groups - 1)) * student_reach(groups - 1)
    tail = NormalDist().cdf(-reach)
    low, high = np.quantile(told, [tail, 1 - tail])
    return Figure(float(value), float(low), float(high), float(groups))
