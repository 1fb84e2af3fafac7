# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alike two figures per area rise and fall: Spearman's rank correlation, an area counting by its addresses."""

from __future__ import annotations

import numpy as np

from pandzicht.ranking.estimate import Estimate, Floats, Integers, Scale, effective_count, estimate, summed

FEWEST_DISTRICTS = 4
"""Below this many wijken that count nothing can be said of the error at all."""


def midranks(values: Floats, weights: Floats) -> Floats:
    """Return the place of each value among all, from 0 to 1: the share below it and half of the share that equals it.

    >>> midranks(np.array([5.0, 1.0, 5.0]), np.array([1.0, 2.0, 1.0])).tolist()
    [0.75, 0.25, 0.75]
    """
    _, place = np.unique(values, return_inverse=True)
    held = summed(place, weights)
    below = np.cumsum(held) - held
    found: Floats = ((below + held / 2) / np.add.reduce(weights))[place]
    return found


def rank_correlation(one: Floats, other: Floats, weights: Floats, districts: Integers) -> Estimate | None:
    """Return the rank correlation of two figures per area, None where one does not vary or too few wijken count.

    `weights` are the addresses of each area, `districts` the number of its wijk.
    """
    total = np.add.reduce(weights)
    x, y = (_standard(midranks(figure, weights), weights / total) for figure in (one, other))
    held = summed(districts, weights)
    count = effective_count(held)
    if x is None or y is None or count < FEWEST_DISTRICTS:
        return None
    share = weights / total
    value = float(np.add.reduce(share * x * y))
    influence = summed(districts, share * (x * y - value / 2 * (x * x + y * y)))
    return estimate(value, influence[held > 0], count - 1, Scale.CORRELATION)


def _standard(ranks: Floats, share: Floats) -> Floats | None:
    centred = ranks - np.add.reduce(share * ranks)
    spread = float(np.add.reduce(share * centred**2))
    return None if spread < 1e-12 else centred / np.sqrt(spread)
