# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Strata: who is drawn, and with exactly which probability."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.ranking.strata import Draws, Shares, Stratum, draw_strata, shares_of


def draws(count: int, seed: int) -> Draws:
    source = np.random.default_rng(seed)
    return Draws(*source.integers(0, 2**63, (3, count), dtype=np.uint64))


def test_shares_never_lose_the_control_to_rounding() -> None:
    assert shares_of(3, control=0.1, challenger=0.0) == Shares(top=2, challenger=0, control=1)
    assert shares_of(100, control=0.15, challenger=0.05) == Shares(top=80, challenger=5, control=15)
    assert shares_of(1, control=0.15, challenger=0.5) == Shares(top=0, challenger=0, control=1)


def test_the_stored_probabilities_are_those_of_repeated_drawing() -> None:
    score = np.array([5, 4, 4, 4, 2, 1, 0, 0, 0, 0, 0, 0])
    other = np.array([0, 9, 0, 0, 3, 3, 3, 1, 0, 0, 0, 0])
    shares = Shares(top=2, challenger=2, control=3)
    rounds = 20_000
    seen = np.zeros(len(score))
    for seed in range(rounds):
        drawn = draw_strata(score, other, shares, draws(len(score), seed))
        seen += drawn.stratum != ""
    promised = draw_strata(score, other, shares, draws(len(score), 0)).probability
    error = np.sqrt(promised * (1 - promised) / rounds)
    assert np.all(np.abs(seen / rounds - promised) <= 4.5 * error + 1e-12)


def test_units_without_points_reach_a_list_only_through_control() -> None:
    score = np.array([1, 0, 0, 0, 0, 0])
    drawn = draw_strata(score, None, Shares(top=3, challenger=0, control=1), draws(6, 1))
    assert sorted(drawn.stratum) == ["", "", "control", "control", "control", "top"]
    assert drawn.probability[0] == 1
    assert np.allclose(drawn.probability[1:], 3 / 5)


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=40),
    st.integers(0, 12),
    st.integers(0, 6),
    st.integers(1, 6),
    st.integers(0, 1000),
)
def test_a_draw_has_the_size_asked_and_its_probabilities_sum_to_it(
    points: list[int], top: int, challenger: int, control: int, seed: int
) -> None:
    score = np.array(points)
    size = min(top + challenger + control, len(score))
    drawn = draw_strata(score, score[::-1].copy(), Shares(top, challenger, control), draws(len(score), seed))
    assert (drawn.stratum != "").sum() == size
    assert np.isclose(drawn.probability.sum(), size)
    assert np.all((drawn.probability > 0) & (drawn.probability <= 1 + 1e-12))


@given(st.lists(st.integers(0, 6), min_size=2, max_size=40), st.integers(1, 12), st.integers(0, 1000))
def test_top_holds_nobody_with_fewer_points_than_one_left_out(points: list[int], top: int, seed: int) -> None:
    score = np.array(points)
    drawn = draw_strata(score, None, Shares(top, 0, 1), draws(len(score), seed))
    inside = score[drawn.stratum == Stratum.TOP]
    outside = score[drawn.stratum != Stratum.TOP]
    if len(inside) == top and len(outside):
        assert inside.min() >= outside.max()
