# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Features that know the outcome: written down at the visit itself, or afterwards."""

from __future__ import annotations

import numpy as np

from pandzicht.learning.feature import Feature
from pandzicht.learning.past_visits import PastVisits
from pandzicht.ranking.estimate import Floats
from pandzicht.ranking.rank_correlation import midranks

LIMIT = 0.95
"""No fact about an address tells a finding apart this well; what does, was known after the visit."""
_FEWEST = 20
"""Findings from which that is no chance."""


def leaks_in(visits: PastVisits) -> dict[str, float]:
    """Return the features that tell findings apart too well to be true, with how often they put one first."""
    seen = visits.visited
    found = visits.found[seen]
    if min(found.sum(), len(found) - found.sum()) < _FEWEST:
        return {}
    told = {feature.name: told_apart(_ordered(feature, seen, found), found) for feature in visits.features}
    return {name: value for name, value in told.items() if value >= LIMIT}


def told_apart(values: Floats, found: Floats) -> float:
    """Return how often a row with a finding stands above one without, or below, whichever is more (0.5 to 1).

    >>> told_apart(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0, 1.0]))
    1.0
    """
    ranks = midranks(values, np.ones(len(values))) * len(values)
    yes = float(found.sum())
    no = len(found) - yes
    above = (float(np.add.reduce(ranks * found)) - yes * yes / 2) / (yes * no)
    return max(above, 1 - above)


def _ordered(feature: Feature, seen: np.ndarray, found: Floats) -> Floats:
    """Return the values in an order; words by the findings of each, unknown as one word of its own."""
    values: Floats = np.nan_to_num(feature.values[seen], nan=-np.inf)
    if not feature.words:
        return values
    _, place = np.unique(values, return_inverse=True)
    rates: Floats = np.bincount(place, weights=found) / np.bincount(place)
    return np.take(rates, place)
