# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An interval is as wide as its wijken differ, and chance is reckoned over all that was tested."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.ranking.estimate import Scale, adjusted, effective_count, estimate, student_p, student_reach

TABLE = [(3, 3.182), (4, 2.776), (10, 2.228), (30, 2.042)]
"""Degrees of freedom and the value of t that is passed once in twenty times, from any table."""


@pytest.mark.parametrize(("freedom", "t"), TABLE)
def test_students_t_is_that_of_the_tables(freedom: int, t: float) -> None:
    assert student_reach(freedom) == pytest.approx(t, rel=0.02)
    assert student_p(t, freedom) == pytest.approx(0.05, abs=0.002)
    assert student_p(-t, freedom) == student_p(t, freedom)
    assert student_p(0, freedom) == 1


@pytest.mark.parametrize(("scale", "value"), [(Scale.CORRELATION, 0.4), (Scale.PROBABILITY, 0.7), (Scale.RATIO, 2.0)])
def test_wijken_that_differ_more_give_a_wider_interval_around_the_same_figure(scale: Scale, value: float) -> None:
    alike, unlike = (estimate(value, np.array([step, -step] * 10), 19, scale) for step in (0.001, 0.05))
    assert alike.value == unlike.value == value
    assert unlike.low < alike.low < value < alike.high < unlike.high
    assert alike.p < unlike.p


def test_a_figure_without_relation_is_all_chance_and_no_error_is_smaller_than_that_of_independent_units() -> None:
    assert estimate(1.0, np.array([0.1, -0.1]), 5, Scale.RATIO).p == 1
    told = estimate(2.0, np.zeros(10), 9, Scale.RATIO, least=0.5)
    assert told.low < 1 < told.high
    assert estimate(1.0, np.zeros(10), 9, Scale.CORRELATION).high <= 1


def test_unequal_parts_count_for_less() -> None:
    assert effective_count(np.array([5.0] * 8)) == pytest.approx(8)
    assert 1 < effective_count(np.array([100.0] + [1.0] * 7)) < 1.2
    assert effective_count(np.zeros(3)) == 0


def test_the_more_is_tested_the_less_one_of_them_says() -> None:
    assert adjusted([]) == []
    assert adjusted([0.01]) == [0.01]
    assert adjusted([0.01] + [0.9] * 9) == pytest.approx([0.1] + [0.9] * 9)
    assert adjusted([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.04] * 4)
