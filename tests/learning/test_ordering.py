# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An order: equals are taken for their part, weights are as if rows stood there more often."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.learning.ordering import Order, days_won, found_within, precision

rows = st.lists(
    st.tuples(st.integers(0, 4), st.booleans(), st.integers(0, 30), st.integers(1, 3)), min_size=2, max_size=30
)


def arrays(drawn: list[tuple[int, bool, int, int]]) -> list[np.ndarray]:
    return [np.array(column, dtype=float) for column in zip(*drawn, strict=True)]


@given(rows, st.floats(0.05, 1.0))
def test_a_weight_is_a_row_that_stands_there_more_often(drawn: list[tuple[int, bool, int, int]], share: float) -> None:
    score, found, days, weights = arrays(drawn)
    again = [np.repeat(each, weights.astype(int)) for each in (score, found, days)]
    one, other = Order.by(score), Order.by(again[0])
    ones = np.ones(len(again[0]))
    assert precision(one, found, share, weights) == pytest.approx(precision(other, again[1], share, ones))
    assert found_within(one, found, share, weights) == pytest.approx(found_within(other, again[1], share, ones))
    assert days_won(one, found, days, weights) == pytest.approx(days_won(other, again[1], again[2], ones), abs=1e-6)


@given(rows, st.floats(0.05, 1.0))
def test_exactly_the_share_is_taken(drawn: list[tuple[int, bool, int, int]], share: float) -> None:
    score, _, _, weights = arrays(drawn)
    taken = Order.by(score).places(weights).taken(share)
    assert float(taken @ weights) == pytest.approx(share * weights.sum())
    assert ((taken >= 0) & (taken <= 1 + 1e-12)).all()


@given(rows)
def test_the_order_as_it_was_done_wins_no_day(drawn: list[tuple[int, bool, int, int]]) -> None:
    _, found, days, weights = arrays(drawn)
    assert days_won(Order.by(-days), found, days, weights) == pytest.approx(0, abs=1e-6)


def test_the_row_order_of_a_table_says_nothing() -> None:
    score, found = np.array([1.0, 1.0, 1.0, 1.0]), np.array([1.0, 1.0, 0.0, 0.0])
    shuffled = found[[3, 0, 2, 1]]
    assert [precision(Order.by(score), each, 0.25, np.ones(4)) for each in (found, shuffled)] == [0.5, 0.5]


def test_without_any_weight_nothing_is_taken() -> None:
    order, found = Order.by(np.array([2.0, 1.0])), np.array([1.0, 0.0])
    assert order.places(np.zeros(2)).taken(0.5).tolist() == [0, 0]
    assert np.isnan(precision(order, found, 0.5, np.zeros(2)))
