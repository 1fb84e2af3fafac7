# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Spearman's correlation: the same for any rising scale, an area counting by its addresses."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.ranking.rank_correlation import midranks, rank_correlation

AREAS = 20
WIJKEN = np.arange(AREAS) // 2
EVEN = np.full(AREAS, 10.0)


def figures(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    one = rng.normal(size=AREAS)
    return one, one + rng.normal(size=AREAS)


def told(one: np.ndarray, other: np.ndarray, weights: np.ndarray = EVEN) -> float:
    found = rank_correlation(one, other, weights, WIJKEN)
    assert found is not None
    return found.value


def test_with_equal_areas_it_is_the_formula_of_the_books() -> None:
    one, other = figures(1)
    places = [np.argsort(np.argsort(figure)) for figure in (one, other)]
    book = 1 - 6 * float(((places[0] - places[1]) ** 2).sum()) / (AREAS * (AREAS**2 - 1))
    assert told(one, other) == pytest.approx(book)


def test_only_the_order_counts() -> None:
    one, other = figures(2)
    assert told(np.exp(one), other**3) == pytest.approx(told(one, other))
    assert told(-one, other) == pytest.approx(-told(one, other))
    assert told(one, one) == pytest.approx(1)


def test_an_area_counts_by_its_addresses() -> None:
    one, other = figures(3)
    weights = EVEN.copy()
    weights[0] = 20
    doubled = rank_correlation(
        np.append(one, one[0]), np.append(other, other[0]), np.append(EVEN, 10.0), np.append(WIJKEN, 0)
    )
    assert doubled is not None
    assert told(one, other, weights) == pytest.approx(doubled.value)


def test_equal_values_share_their_place() -> None:
    assert midranks(np.array([3.0, 3.0, 3.0]), np.ones(3)).tolist() == [0.5, 0.5, 0.5]


def test_nothing_is_told_of_a_figure_that_does_not_vary_or_of_too_few_wijken() -> None:
    one, _ = figures(4)
    assert rank_correlation(one, np.ones(AREAS), EVEN, WIJKEN) is None
    assert rank_correlation(one, one, EVEN, np.arange(AREAS) % 3) is None
    one_large = np.where(WIJKEN == 0, 10_000.0, 1.0)
    assert rank_correlation(one, one, one_large, WIJKEN) is None
