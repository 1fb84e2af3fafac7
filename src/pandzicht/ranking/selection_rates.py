# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often addresses are chosen in each fifth of the city, from where a group is smallest to where it is largest."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pandzicht.ranking.estimate import Estimate, Floats, Integers, Scale, effective_count, estimate, summed
from pandzicht.ranking.rank_correlation import FEWEST_DISTRICTS, midranks

FIFTHS = 5


@dataclass(frozen=True, slots=True)
class SelectionRates:
    """The share that is chosen per fifth (None below the smallest cell), and the last over the first."""

    rates: tuple[float | None, ...]
    ratio: Estimate | None


def fifths(figures: Floats, weights: Floats) -> Integers:
    """Return the fifth (0 to 4) of each area, so that each holds about as many addresses; equal figures stay together.

    >>> fifths(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.ones(5)).tolist()
    [0, 1, 2, 3, 4]
    """
    return np.minimum((midranks(figures, weights) * FIFTHS).astype(np.int64), FIFTHS - 1)


def rarer_ratio(
    some: Floats, units: Floats, figures: Floats, districts: Integers, smallest_cell: int
) -> Estimate | None:
    """Return how many times as often the rarer of some and none is found in the last fifth as in the first.

    Of what nearly every address has, the few without it are told: one half more of those is no small thing.
    """
    is_common = np.add.reduce(some) > np.add.reduce(units) / 2
    return selection_rates(units - some if is_common else some, units, figures, districts, smallest_cell).ratio


def selection_rates(
    chosen: Floats, units: Floats, figures: Floats, districts: Integers, smallest_cell: int
) -> SelectionRates:
    """Return the rates from what is chosen and what there is per area.

    The ratio is None where an outer fifth has fewer units than the smallest cell, where fewer than that are chosen in
    both together, or where too few wijken count. Half a unit is added to what is chosen: none is no division by zero.
    """
    fifth = fifths(figures, units)
    there, taken = (summed(fifth, what, FIFTHS) for what in (units, chosen))
    rates = tuple(
        float(part / whole) if whole >= smallest_cell else None for part, whole in zip(taken, there, strict=True)
    )
    outer = (there[0], there[-1])
    counts = [effective_count(summed(districts, np.where(fifth == at, units, 0.0))) for at in (0, 4)]
    if min(outer) < smallest_cell or taken[0] + taken[-1] < smallest_cell or min(counts) < FEWEST_DISTRICTS:
        return SelectionRates(rates, None)
    first, last = ((taken[at] + 0.5) / (there[at] + 0.5) for at in (0, -1))
    signed = np.where(fifth == FIFTHS - 1, 1.0, np.where(fifth == 0, -1.0, 0.0))
    rate = np.where(fifth == 0, first, last)
    expected = np.where(fifth == 0, taken[0] + 0.5, taken[-1] + 0.5)
    influence = summed(districts, signed * (chosen - rate * units) / expected)
    held = summed(districts, np.abs(signed) * units) > 0
    alone = math.sqrt(1 / (taken[0] + 0.5) + 1 / (taken[-1] + 0.5))
    told = estimate(float(last / first), influence[held], min(counts) - 1, Scale.RATIO, least=alone)
    return SelectionRates(rates, told)
