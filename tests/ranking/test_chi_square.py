# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The chi-square distribution against the printed tables, and against itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.ranking.chi_square import chi_square_reach, chi_square_tail


@pytest.mark.parametrize(
    ("value", "freedom", "tail"),
    # Pearson & Hartley, Biometrika Tables, table 8
    [(5.02389, 1, 0.025), (9.21034, 2, 0.01), (12.8325, 5, 0.025), (3.24697, 10, 0.975), (39.9968, 20, 0.005)],
)
def test_it_is_that_of_the_tables(value: float, freedom: int, tail: float) -> None:
    assert chi_square_tail(value, freedom) == pytest.approx(tail, abs=2e-5)
    assert chi_square_reach(tail, freedom) == pytest.approx(value, abs=2e-3)


@given(st.floats(0.0, 200.0), st.integers(1, 60))
def test_a_larger_value_is_less_probable_and_more_degrees_make_it_more_so(value: float, freedom: int) -> None:
    tail = chi_square_tail(value, freedom)
    assert 0 <= chi_square_tail(value + 1, freedom) <= tail <= 1
    assert tail <= chi_square_tail(value, freedom + 1) + 1e-12


def test_nothing_is_always_passed() -> None:
    assert [chi_square_tail(0.0, freedom) for freedom in (1, 2, 3, 4)] == [1.0] * 4
