# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The area under the curve: the chance that of two addresses the one inside has the higher value."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from pandzicht.ranking.separation import separation

COUNT = 40
WIJKEN = np.arange(COUNT) // 2
INSIDE = WIJKEN % 2 == 0


def test_it_is_what_counting_all_pairs_gives() -> None:
    rng = np.random.default_rng(1)
    values, counts = rng.integers(0, 4, COUNT).astype(float), rng.integers(1, 5, COUNT).astype(float)
    found = separation(values, counts, INSIDE, WIJKEN)
    each = np.repeat(np.arange(COUNT), counts.astype(int))
    pairs = product(each[INSIDE[each]], each[~INSIDE[each]])
    won = [float(values[one] > values[other]) + 0.5 * float(values[one] == values[other]) for one, other in pairs]
    assert found is not None
    assert found.value == pytest.approx(float(np.mean(won)))


def test_a_value_that_tells_all_and_one_that_tells_nothing() -> None:
    all_of_it = separation(INSIDE.astype(float), np.ones(COUNT), INSIDE, WIJKEN)
    nothing = separation(np.zeros(COUNT), np.ones(COUNT), INSIDE, WIJKEN)
    assert all_of_it is not None
    assert nothing is not None
    assert (all_of_it.value, nothing.value) == pytest.approx((1, 0.5))
    assert all_of_it.p < 0.01
    assert nothing.p == pytest.approx(1)


def test_nothing_is_told_where_a_side_is_empty_or_in_few_wijken() -> None:
    values = np.arange(float(COUNT))
    assert separation(values, np.ones(COUNT), np.zeros(COUNT, dtype=bool), WIJKEN) is None
    assert separation(values, np.ones(COUNT), WIJKEN < 3, WIJKEN) is None
