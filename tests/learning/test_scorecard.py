# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A scorecard: what it learns is what is there, rises only where declared, and is the same for the same rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.definitions.backtest import Direction
from pandzicht.learning.feature import Feature, columns_of, filled
from pandzicht.learning.scorecard import PENALTY, fitted

ROWS = np.arange(800)


def features(seed: int, direction: Direction = Direction.FREE) -> tuple[tuple[Feature, ...], np.ndarray]:
    rng = np.random.default_rng(seed)
    count = rng.poisson(1.0, 800).astype(float)
    kind = rng.integers(0, 3, 800).astype(float)
    odds = -1.5 + 0.6 * np.minimum(count, 3) + 0.8 * (kind == 2)
    found = (rng.random(800) < 1 / (1 + np.exp(-odds))).astype(float)
    return (Feature("count", count, (), direction), Feature("kind", kind, ("a", "b", "c"))), found


def gradient(told: tuple[Feature, ...], found: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The slope of the penalised deviance at what was learned, the effects, and the signs."""
    card = fitted(told, ROWS, found, np.ones(800))
    x = filled(card.columns, told, ROWS)
    effects = np.array(card.effects)
    chance = 1 / (1 + np.exp(-(card.start + x @ effects)))
    return x.T @ (found - chance) - PENALTY * effects, effects, np.array([column.sign for column in card.columns])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(list(Direction)))
def test_what_is_learned_is_the_best_there_is_within_the_signs(seed: int, direction: Direction) -> None:
    told, found = features(seed, direction)
    slope, effects, signs = gradient(told, found)
    assert (signs * effects >= 0).all()
    inside = (effects != 0) | (signs == 0)
    assert np.abs(slope[inside]).max(initial=0) < 1e-3
    assert (signs[~inside] * slope[~inside] <= 1e-3).all()


def test_a_declared_direction_holds_for_every_step() -> None:
    told, found = features(1, Direction.DOWN)
    card = fitted(told, ROWS, found, np.ones(800))
    counted = np.array([card.scores((Feature("count", np.full(1, n)), told[1]), np.zeros(1, int))[0] for n in range(6)])
    assert (np.diff(counted) <= 0).all()


def test_the_order_of_rows_and_equal_weights_change_nothing() -> None:
    told, found = features(4)
    one = fitted(told, ROWS, found, np.ones(800))
    mixed = np.random.default_rng(1).permutation(800)
    other = fitted(told, mixed, found[mixed], np.full(800, 7.0))
    assert one.effects == pytest.approx(other.effects, abs=1e-6)
    assert one.scores(told, ROWS) == pytest.approx(other.scores(told, ROWS), abs=1e-6)


def test_what_was_never_seen_or_is_unknown_is_as_the_mean() -> None:
    told, found = features(5)
    card = fitted(told, ROWS, found, np.ones(800))
    unknown = (Feature("count", np.array([np.nan])), Feature("kind", np.array([-1.0]), ("a", "b", "c")))
    means = card.start + sum(c.mean * e for c, e in zip(card.columns, card.effects, strict=True))
    assert card.scores(unknown, np.zeros(1, int))[0] == pytest.approx(means, abs=1e-6)


def test_steps_are_taken_from_what_is_learned_from_only() -> None:
    values = np.concatenate([np.arange(100.0), np.full(100, 1e6)])
    steps = [column.at_least for column in columns_of((Feature("x", values),), np.arange(100))]
    assert max(step or 0 for step in steps) < 100


def test_a_feature_that_never_varies_gives_no_points() -> None:
    card = fitted((Feature("x", np.zeros(200)),), np.arange(200), np.arange(200) % 2.0, np.ones(200))
    assert card.columns == ()
    assert card.chances((Feature("x", np.zeros(200)),), np.arange(3)) == pytest.approx(np.full(3, 0.5))
