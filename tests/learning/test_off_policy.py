# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new rule judged by visits of another: without bias, and refused where the visits cannot tell."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.learning.interval import Ground, Refused
from pandzicht.learning.off_policy import Logged, Value, rule_value
from pandzicht.ranking.yield_estimate import Figure

SIZE = 8000


def logged(rng: np.random.Generator, *, is_frame: bool = True, expected: float | None = None) -> tuple[Logged, float]:
    """A frame that was drawn by one feature, and a new rule that goes by another; and what is true of that rule."""
    old, new = rng.random(SIZE), rng.random(SIZE)
    truth = 0.05 + 0.3 * old * new + 0.1 * new
    taken = (new > 0.8).astype(float)
    chance = np.clip(0.02 + 0.35 * old**2, 0, 1)
    outcome = (rng.random(SIZE) < truth).astype(float)
    drawn = rng.random(SIZE) < chance
    found = np.where(drawn, outcome, np.nan)
    guess = truth if expected is None else np.full(SIZE, expected)
    told = Logged(found, taken, chance, np.arange(SIZE), guess, is_frame)
    real = float(truth @ taken / taken.sum())
    if is_frame:
        return told, real
    cut = (told.found, taken, chance, np.arange(SIZE), guess)
    return Logged(*(each[drawn] for each in cut), is_frame=False), real


def values(draws: int, seed: int, *, expected: float | None = None) -> list[tuple[Value, float]]:
    rng = np.random.default_rng(seed)
    return [(rule_value(told), real) for told, real in (logged(rng, expected=expected) for _ in range(draws))]


@pytest.mark.parametrize("expected", [None, 0.5])
def test_both_estimates_are_without_bias_also_with_a_wrong_model(expected: float | None) -> None:
    told = values(200, 7, expected=expected)
    for name in ("hajek", "doubly_robust"):
        off = [getattr(value, name).value - real for value, real in told]
        assert abs(np.mean(off)) < 3 * np.std(off) / np.sqrt(len(off))


def test_the_naive_figure_is_biased_here() -> None:
    off = [(value.naive or 0) - real for value, real in values(100, 7)]
    assert np.mean(off) > 0.03


def test_a_good_model_makes_the_doubly_robust_estimate_sharper() -> None:
    told = values(100, 9)
    width = {
        name: np.mean([getattr(value, name).high - getattr(value, name).low for value, _ in told])
        for name in ("hajek", "doubly_robust")
    }
    assert width["doubly_robust"] < 1.05 * width["hajek"]


def covered(draws: int, seed: int) -> list[float]:
    told = values(draws, seed)
    return [
        float(np.mean([getattr(value, name).low <= real <= getattr(value, name).high for value, real in told]))
        for name in ("hajek", "doubly_robust")
    ]


def test_the_intervals_hold_the_truth() -> None:
    assert min(covered(300, 21)) >= 0.935


@pytest.mark.release
def test_the_intervals_hold_the_truth_over_many_draws() -> None:
    assert min(covered(3000, 22)) >= 0.935


def small(found: int, chance: float = 0.1) -> Logged:
    outcome = np.full(200, np.nan)
    outcome[:found] = np.arange(found) % 2
    return Logged(outcome, np.ones(200), np.full(200, chance), np.arange(200), np.full(200, 0.4), is_frame=True)


def test_below_fifty_visits_drawn_alike_nothing_is_claimed() -> None:
    refused = rule_value(small(49))
    assert (refused.hajek, refused.doubly_robust) == (Refused(Ground.SMALL_SAMPLE, 49),) * 2
    assert refused.naive is None
    assert isinstance(rule_value(small(50)).hajek, Figure)


def test_an_address_that_could_never_be_drawn_is_no_ground() -> None:
    rows = small(100)
    rows.chance[150] = 0.0
    assert rule_value(rows).hajek == Refused(Ground.NO_OVERLAP)


def test_one_that_the_rule_does_not_choose_may_be_out_of_reach() -> None:
    rows = small(100)
    rows.chance[150], rows.taken[150] = 0.0, 0.0
    assert isinstance(rule_value(rows).hajek, Figure)


def test_an_address_added_by_hand_enters_no_estimate() -> None:
    rows, others = small(100), small(100)
    rows.chance[:10] = np.nan
    others.taken[:10] = 0.0
    assert rule_value(rows).hajek == rule_value(others).hajek


def test_without_the_unvisited_there_is_no_doubly_robust_estimate() -> None:
    told, _ = logged(np.random.default_rng(3), is_frame=False)
    value = rule_value(told)
    assert isinstance(value.hajek, Figure)
    assert value.doubly_robust == Refused(Ground.NO_FRAME)
