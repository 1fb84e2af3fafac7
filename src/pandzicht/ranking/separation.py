# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How well a value tells where an address lies, in the areas of a group or elsewhere: the area under the ROC curve."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pandzicht.ranking.estimate import Estimate, Floats, Integers, Scale, effective_count, estimate, summed
from pandzicht.ranking.rank_correlation import FEWEST_DISTRICTS


def separation(values: Floats, counts: Floats, inside: NDArray[np.bool_], districts: Integers) -> Estimate | None:
    """Return the probability that of two addresses the one inside has the higher value, half where they are equal.

    Each element is `counts` addresses of one area with one value: whether that area is `inside`, and its wijk. The
    error is that of the placements (DeLong 1988, Biometrics 44), per wijk (Obuchowski 1997, Biometrics 53). None where
    too few wijken lie inside or outside.
    """
    _, code = np.unique(values, return_inverse=True)
    sides = [np.where(side, counts, 0.0) for side in (inside, ~inside)]
    freedom = min(effective_count(summed(districts, side)) for side in sides)
    if freedom < FEWEST_DISTRICTS:
        return None
    within, without = (side / np.add.reduce(side) for side in sides)
    above = _below(code, without)
    beneath = 1 - _below(code, within)
    value = float(np.add.reduce(within * above))
    influence = summed(districts, within * (above - value) + without * (beneath - value))
    held = summed(districts, counts) > 0
    return estimate(value, influence[held], freedom - 1, Scale.PROBABILITY)


def _below(code: Integers, share: Floats) -> Floats:
    """Return per element which share of a side has a lower value, and half of the share that has the same."""
    held = summed(code, share)
    found: Floats = (np.cumsum(held) - held / 2)[code]
    return found
