# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often each fifth of the city is chosen."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.ranking.selection_rates import fifths, rarer_ratio, selection_rates

AREAS = 50
FIGURES = np.arange(AREAS, dtype=float)
WIJKEN = np.arange(AREAS) % 25
UNITS = np.full(AREAS, 100.0)


def test_a_fifth_that_is_chosen_twice_as_often_is_told_so() -> None:
    chosen = np.where(FIGURES >= 40, 20.0, 10.0)
    found = selection_rates(chosen, UNITS, FIGURES, WIJKEN, 10)
    assert found.rates == pytest.approx((0.1, 0.1, 0.1, 0.1, 0.2))
    assert found.ratio is not None
    assert found.ratio.value == pytest.approx(2, rel=0.01)
    assert found.ratio.low > 1.25


def test_few_chosen_units_leave_a_wide_interval_however_evenly_they_lie() -> None:
    found = selection_rates(np.where(np.arange(AREAS) % 5 == 0, 1.0, 0.0), UNITS, FIGURES, WIJKEN, 2)
    assert found.ratio is not None
    assert found.ratio.low < 0.5
    assert found.ratio.high > 2


def test_none_chosen_in_a_fifth_is_no_division_by_zero() -> None:
    found = selection_rates(np.where(FIGURES < 10, 0.0, 20.0), UNITS, FIGURES, WIJKEN, 10)
    assert found.ratio is not None
    assert found.ratio.value > 100


def test_below_the_smallest_cell_nothing_is_told() -> None:
    found = selection_rates(np.full(AREAS, 0.5), np.full(AREAS, 0.9), FIGURES, WIJKEN, 10)
    assert set(found.rates) == {None}
    assert found.ratio is None
    assert selection_rates(np.zeros(AREAS), UNITS, FIGURES, WIJKEN, 10).ratio is None
    assert selection_rates(np.full(AREAS, 9.0), UNITS, FIGURES, FIGURES.astype(int) // 10, 10).ratio is None


def test_fifths_hold_as_many_addresses_and_equal_figures_stay_together() -> None:
    assert np.bincount(fifths(FIGURES, UNITS)).tolist() == [10] * 5
    assert set(fifths(np.ones(AREAS), UNITS).tolist()) == {2}


def test_of_what_nearly_every_address_has_those_without_it_are_told() -> None:
    some = np.where(FIGURES >= 40, 80.0, 95.0)
    found = rarer_ratio(some, UNITS, FIGURES, WIJKEN, 10)
    assert found is not None
    assert found.value == pytest.approx(4, rel=0.02)
    few = rarer_ratio(UNITS - some, UNITS, FIGURES, WIJKEN, 10)
    assert few == found


def test_one_wijk_that_has_all_of_it_leaves_an_interval_without_an_end_and_no_fault() -> None:
    lonely = np.where(WIJKEN == 24, 100.0, 0.0)
    found = selection_rates(lonely, UNITS, np.arange(AREAS, dtype=float)[::-1] * (WIJKEN != 24), WIJKEN, 1)
    assert found.ratio is None or found.ratio.low <= found.ratio.value <= found.ratio.high
