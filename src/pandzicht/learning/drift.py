# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a feature is still what it was: what is learned from old rows holds for new ones only then.

Most features of registers are counts that are mostly 0, of which indices over deciles see nothing. So beside the index
stand the share that is known and the share that is not 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pandzicht.learning.feature import Feature
from pandzicht.learning.interval import newcombe
from pandzicht.ranking.estimate import Floats, Integers

LIMIT = 0.05
"""A share that moved by more than this, beyond its interval, is told."""
INDEX_LIMIT = 0.2
"""A stability index above this is told."""
_BINS = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the rows before and after, and the interval of the difference."""

    before: float
    after: float
    low: float
    high: float

    @property
    def moved(self) -> bool:
        """Tell whether it moved by more than the limit, and not by chance."""
        return abs(self.after - self.before) > LIMIT and (self.low > 0 or self.high < 0)


@dataclass(frozen=True, slots=True)
class Drift:
    """How one feature moved between earlier rows and later ones."""

    feature: str
    known: Share
    not_zero: Share
    index: float
    """The stability index: the symmetric Kullback-Leibler divergence over bins; unknown is a bin."""

    @property
    def moved(self) -> bool:
        """Tell whether the feature is not what it was."""
        return self.known.moved or self.not_zero.moved or self.index > INDEX_LIMIT


def share_moved(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> Share:
    """Return how a share of the rows moved.

    >>> share_moved(np.array([True] * 80 + [False] * 20), np.array([True] * 20 + [False] * 80)).moved
    True
    """
    low, high = newcombe(int(after.sum()), len(after), int(before.sum()), len(before))
    return Share(float(np.mean(before)), float(np.mean(after)), low, high)


def drift_of(feature: Feature, before: Integers, after: Integers) -> Drift:
    """Return how a feature moved between some rows and later ones; there must be some of both."""
    known = feature.is_known
    not_zero = known & (feature.values != 0) if not feature.words else known
    moved = share_moved(known[before], known[after])
    return Drift(feature.name, moved, share_moved(not_zero[before], not_zero[after]), _index(feature, before, after))


def _index(feature: Feature, before: Integers, after: Integers) -> float:
    early, late = feature.values[before], feature.values[after]
    if feature.words:
        edges: Floats = np.arange(len(feature.words), dtype=np.float64)
    else:
        known = early[~np.isnan(early)]
        shares = np.arange(1, _BINS) / _BINS
        edges = np.unique(np.quantile(known, shares, method="inverted_cdf")) if len(known) else np.zeros(0)
    one, other = (_shares(values, edges) for values in (early, late))
    return float(np.add.reduce((one - other) * np.log(one / other)))


def _shares(values: Floats, edges: Floats) -> Floats:
    known = values[~np.isnan(values)]
    counts = np.bincount(np.searchsorted(edges, known, side="right"), minlength=len(edges) + 1)
    held = np.append(counts, len(values) - len(known)) + 0.5
    told: Floats = held / held.sum()
    return told
