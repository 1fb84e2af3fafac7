# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may follow from learning: a challenger on evidence of earlier rounds, a take-over on its own, else a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pandzicht.learning.labels import Labels
from pandzicht.learning.learned import Asked, Obstacle, as_tried, learn
from pandzicht.learning.learned_points import LearnedPoints
from pandzicht.learning.rivals import Rival
from tests.learning.simulated_rounds import EVERY_DAYS, EXPERT, FIRST_DAY, TRUTH, labels, rounds

GOOD = {"leegstand": 10, "melding": 7, "geen_bewoner": 3}
EIGHT, MANY = labels(8), labels(24)
FOUND = learn(EIGHT, Asked(EXPERT, {}))
DAYS = tuple(FIRST_DAY + number * EVERY_DAYS for number in range(24))


def test_points_that_find_more_may_be_tried() -> None:
    assert isinstance(FOUND.result, LearnedPoints)
    assert FOUND.against_trying == ()
    assert FOUND.keep is Rival.LEARNED
    assert (FOUND.counted.rounds, FOUND.counted.labels, FOUND.counted.by_hand) == (8, 960, 0)
    assert FOUND.against_taking_over == (Obstacle.NO_CHALLENGER,)


def test_points_that_find_no_more_are_not_tried() -> None:
    right = {"leegstand": 24, "melding": 16, "geen_bewoner": 8}
    told = Labels.of(rounds(8, seed=2, expert={**right, "oud_label": 0}), tuple(TRUTH))
    found = learn(told, Asked(right, {}))
    assert found.keep is Rival.EXPERTS
    assert Obstacle.NOT_BETTER in found.against_trying


def test_the_same_points_are_not_proposed_again() -> None:
    assert isinstance(FOUND.result, LearnedPoints)
    again = replace(FOUND, asked=Asked(EXPERT, FOUND.result.points))
    assert again.against_trying == (Obstacle.SAME_POINTS,)


def test_without_a_round_to_hold_them_against_points_are_not_tried() -> None:
    alike = Labels.of([*rounds(1, seed=1), *rounds(1, seed=2), *rounds(1, seed=3)], tuple(TRUTH))
    assert learn(alike, Asked(EXPERT, {})).against_trying == (Obstacle.NO_ROUND,)


def test_too_few_labels_are_told_as_such() -> None:
    found = learn(labels(2), Asked(EXPERT, {}))
    assert found.against_trying == (Obstacle.NOT_LEARNED,)
    assert learn(Labels.of([], tuple(TRUTH)), Asked(EXPERT, {})).counted.labels == 0


@pytest.mark.parametrize(
    ("points", "days", "against"),
    [
        (GOOD, DAYS[:2], (Obstacle.FEW_TRIED,)),
        (GOOD, (), (Obstacle.FEW_TRIED,)),
        (GOOD, DAYS[:3], (Obstacle.NOT_SURE,)),  # too few of its own to tell
        (EXPERT, DAYS, (Obstacle.NOT_SURE,)),  # finds no more
        (GOOD, DAYS, ()),
    ],
)
def test_a_challenger_takes_over_on_rounds_in_which_it_was_tried_and_on_no_others(
    points: dict[str, int], days: tuple[int, ...], against: tuple[Obstacle, ...]
) -> None:
    asked = Asked(EXPERT, points, days)
    assert replace(FOUND, tried=as_tried(MANY, asked)).against_taking_over == against
