# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learned points: what is planted is found, nothing is learned from too little, and no signal ever takes away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.learning.labels import Labels
from pandzicht.learning.learned_points import FEWEST_LABELS, MOST_POINTS, LearnedPoints, NotLearned, learned_points
from tests.learning.simulated_rounds import EXPERT, TRUTH, labels, rounds


def learned(told: Labels, expert: dict[str, int] = EXPERT) -> LearnedPoints:
    found = learned_points(told, np.arange(len(told.found)), expert)
    assert isinstance(found, LearnedPoints)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_that_was_planted_is_found(seed: int) -> None:
    points = learned(labels(12, seed=seed)).points
    assert list(points)[:3] == ["leegstand", "melding", "geen_bewoner"]
    assert points["leegstand"] == MOST_POINTS
    assert points.get("oud_label", 0) <= 2


def test_one_label_too_few_teaches_nothing() -> None:
    told = rounds(3)
    few = Labels.of(told[: FEWEST_LABELS - 1], tuple(TRUTH))
    found = learned_points(few, np.arange(len(few.found)), EXPERT)
    assert found == NotLearned(found.ground, 299, 300) if isinstance(found, NotLearned) else False
    learned(Labels.of(told[:FEWEST_LABELS], tuple(TRUTH)))


def test_what_was_added_by_hand_is_no_label_to_learn_from() -> None:
    told = [replace(each, chance=None) if number % 2 else each for number, each in enumerate(rounds(4))]
    found = learned_points(Labels.of(told, tuple(TRUTH)), np.arange(len(told)), EXPERT)
    assert isinstance(found, NotLearned)
    assert found.there == 240


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6), st.floats(-3, -0.5))
def test_a_signal_that_speaks_against_a_finding_gets_hardly_anything_and_never_takes_away(
    seed: int, against: float
) -> None:
    truth = {"leegstand": 2.0, "melding": against}
    told = Labels.of(rounds(4, seed=seed, truth=truth, expert={"leegstand": 2, "melding": 1}), tuple(truth))
    points = learned(told, {"leegstand": 2, "melding": 1}).points
    assert min(points.values()) >= 1
    assert points.get("melding", 0) <= 2 < points["leegstand"]


def test_of_a_signal_that_was_hardly_ever_yes_the_word_of_experts_stands() -> None:
    told = [
        replace(each, answers={**each.answers, "zelden": "yes" if n < 3 else "no"}) for n, each in enumerate(rounds(6))
    ]
    found = Labels.of(told, (*TRUTH, "zelden"))
    points = learned(found, {**EXPERT, "zelden": 3}).points
    assert points["zelden"] >= 1
    assert "zelden" not in learned(found, EXPERT).points


def test_all_found_or_nothing_found_teaches_nothing() -> None:
    for is_found in (True, False):
        told = Labels.of([replace(each, is_found=is_found) for each in rounds(4)], tuple(TRUTH))
        assert isinstance(learned_points(told, np.arange(len(told.found)), EXPERT), NotLearned)


def test_the_same_labels_teach_the_same() -> None:
    assert learned(labels(5)).points == learned(labels(5)).points
