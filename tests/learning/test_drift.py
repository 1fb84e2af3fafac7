# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A register that changed is found, also where a count is mostly 0, and chance is not."""

from __future__ import annotations

import numpy as np

from pandzicht.learning.drift import drift_of
from pandzicht.learning.feature import Feature

BEFORE, AFTER = np.arange(1000), np.arange(1000, 1600)


def feature(before: np.ndarray, after: np.ndarray) -> Feature:
    return Feature("x", np.concatenate([before, after]).astype(float))


def test_a_sparse_count_that_doubled_is_found_where_deciles_see_nothing() -> None:
    rng = np.random.default_rng(1)
    told = drift_of(feature(rng.random(1000) < 0.04, rng.random(600) < 0.13), BEFORE, AFTER)
    assert told.not_zero.moved
    assert told.index < 0.2
    assert told.moved


def test_a_field_that_is_no_longer_filled_is_found() -> None:
    rng = np.random.default_rng(2)
    after = np.where(rng.random(600) < 0.3, np.nan, rng.random(600))
    told = drift_of(feature(rng.random(1000), after), BEFORE, AFTER)
    assert told.known.moved


def test_another_spread_is_found_by_the_index_alone() -> None:
    rng = np.random.default_rng(3)
    told = drift_of(feature(rng.normal(10, 1, 1000), rng.normal(11, 1, 600)), BEFORE, AFTER)
    assert not told.known.moved
    assert told.index > 0.2


def test_words_that_came_are_found() -> None:
    words = Feature("soort", np.concatenate([np.zeros(1000), np.repeat([0.0, 1.0], 300)]), ("a", "b"))
    assert drift_of(words, BEFORE, AFTER).index > 0.2


def test_chance_is_hardly_ever_taken_for_drift() -> None:
    rng = np.random.default_rng(4)
    told = [drift_of(feature(rng.poisson(0.4, 1000), rng.poisson(0.4, 600)), BEFORE, AFTER).moved for _ in range(200)]
    assert np.mean(told) < 0.05
