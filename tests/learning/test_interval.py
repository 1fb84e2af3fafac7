# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Intervals hold the truth as often as they say, also of rows that are no independent witnesses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.learning.interval import Ground, Refused, clopper_pearson, clustered_share, newcombe, ratio
from pandzicht.ranking.yield_estimate import Figure, wilson

LEAST = 0.935
"""An interval of 95 % must hold the truth at least this often in a simulation."""


def tail(found: int, count: int, p: float) -> float:
    """The probability of at least so many, added up by whole numbers."""
    return math.fsum(math.comb(count, k) * p**k * (1 - p) ** (count - k) for k in range(found, count + 1))


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_clopper_and_pearson_leave_a_fortieth_on_either_side(case: tuple[int, int]) -> None:
    found, count = case
    low, high = clopper_pearson(found, count)
    assert 0 <= low <= found / count <= high <= 1
    if found:
        assert tail(found, count, low) == pytest.approx(0.025, abs=1e-9)
    if found < count:
        assert 1 - tail(found + 1, count, high) == pytest.approx(0.025, abs=1e-9)


@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_the_difference_of_two_shares_changes_sign_with_their_order(n: int, m: int, data: st.DataObject) -> None:
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    low, high = newcombe(a, n, b, m)
    assert newcombe(b, m, a, n) == pytest.approx((-high, -low))
    assert -1 - 1e-9 <= low <= a / n - b / m <= high <= 1 + 1e-9


def test_the_difference_is_that_of_newcombes_paper() -> None:
    # Newcombe 1998, table II, method 10: 9/10 less 3/10, and 10/10 less 0/20
    assert [round(bound, 4) for bound in newcombe(9, 10, 3, 10)] == [0.1705, 0.8090]
    assert [round(bound, 4) for bound in newcombe(10, 10, 0, 20)] == [0.6791, 1.0]


def test_without_clusters_a_share_is_about_that_of_wilson() -> None:
    found = np.repeat([1.0, 0.0], [60, 140])
    told = clustered_share(found, np.ones(200), np.arange(200))
    assert isinstance(told, Figure)
    assert (told.low, told.high) == pytest.approx(wilson(0.3, 200), abs=0.005)


def test_rows_of_one_building_are_one_witness() -> None:
    found = np.repeat([1.0, 0.0] * 10, 20)
    apart = clustered_share(found, np.ones(400), np.arange(400))
    together = clustered_share(found, np.ones(400), np.repeat(np.arange(20), 20))
    assert isinstance(apart, Figure)
    assert isinstance(together, Figure)
    assert together.high - together.low > 3 * (apart.high - apart.low)


def test_clusters_that_agree_give_no_certainty() -> None:
    told = clustered_share(np.zeros(300), np.ones(300), np.repeat(np.arange(10), 30))
    assert isinstance(told, Figure)
    assert told.value == 0
    assert told.high == pytest.approx(wilson(0.0, 10)[1])


def test_one_building_tells_nothing() -> None:
    assert clustered_share(np.ones(30), np.ones(30), np.zeros(30, dtype=np.int64)) == Refused(Ground.FEW_GROUPS, 1)


def coverage(draws: int, clusters: int, seed: int) -> float:
    """How often the interval of a share holds the truth: clusters of one to six rows that resemble one another."""
    rng = np.random.default_rng(seed)
    hit, truth = 0, 0.15
    for _ in range(draws):
        own = rng.beta(truth * 4, (1 - truth) * 4, clusters)
        sizes = rng.integers(1, 7, clusters)
        place = np.repeat(np.arange(clusters), sizes)
        told = clustered_share((rng.random(len(place)) < own[place]).astype(float), np.ones(len(place)), place)
        hit += isinstance(told, Figure) and told.low <= truth <= told.high
    return hit / draws


@pytest.mark.parametrize("clusters", [30, 120])
def test_the_interval_of_a_share_holds_the_truth(clusters: int) -> None:
    assert coverage(2000, clusters, seed=3) >= LEAST


@pytest.mark.release
@pytest.mark.parametrize("clusters", [20, 60, 300])
def test_the_interval_of_a_share_holds_the_truth_over_many_draws(clusters: int) -> None:
    assert coverage(5000, clusters, seed=5) >= LEAST


def test_a_ratio_of_nothing_is_refused() -> None:
    assert ratio(Figure(0.0, 0.0, 0.1, 30), Figure(0.1, 0.05, 0.2, 100)) == Refused(Ground.NOTHING_FOUND, 30)
    told = ratio(Figure(0.4, 0.3, 0.5, 100), Figure(0.1, 0.05, 0.2, 100))
    assert isinstance(told, Figure)
    assert told.value == pytest.approx(4)
    assert told.low * told.high == pytest.approx(16)
