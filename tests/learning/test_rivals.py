# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learned points against simpler ways: judged by what was known before, each figure with its interval or a refusal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pandzicht.learning.interval import Ground, Refused
from pandzicht.learning.labels import Labels
from pandzicht.learning.rivals import JudgedRound, Rival, ahead, by_hand, calibration, learned_rounds, rated, simplest
from pandzicht.ranking.yield_estimate import Figure
from tests.learning.simulated_rounds import EVERY_DAYS, EXPERT, FIRST_DAY, TRUTH, labels, rounds

TWELVE = labels(12)
JUDGED = learned_rounds(TWELVE, EXPERT)


def test_a_round_is_judged_once_enough_was_known_before_it() -> None:
    assert [each.day for each in JUDGED] == [FIRST_DAY + n * EVERY_DAYS for n in range(1, 12)]


def test_an_outcome_that_came_later_teaches_an_earlier_round_nothing() -> None:
    late = [replace(each, looked=each.proposed + 2 * EVERY_DAYS) for each in rounds(6)]
    found = learned_rounds(Labels.of(late, tuple(TRUTH)), EXPERT)
    assert [each.day for each in found] == [FIRST_DAY + n * EVERY_DAYS for n in range(3, 6)]


def test_an_appeal_that_was_decided_later_taught_an_earlier_round_nothing() -> None:
    """Half of the findings of the first rounds are undone; before that was known each round is taught as it was."""
    decided = FIRST_DAY + 8 * EVERY_DAYS
    told = [
        replace(each, is_found=False, undone=decided) if each.is_found and int(each.unit[-1]) % 2 else each
        for each in rounds(12)
    ]
    found = learned_rounds(Labels.of(told, tuple(TRUTH)), EXPERT)
    by_day = {each.day: each.taught for each in found}
    before = {each.day: each.taught for each in JUDGED if each.day <= decided}
    assert before
    assert {day: by_day[day] for day in before} == before
    assert all(by_day[each.day] != each.taught for each in JUDGED if each.day > decided)


def test_a_building_that_is_judged_is_not_learned_from() -> None:
    alike = [replace(each, building="een flat") for each in rounds(4)]
    assert learned_rounds(Labels.of(alike, tuple(TRUTH)), EXPERT) == ()


def test_the_learned_points_find_more_than_experts_who_are_wrong_and_these_more_than_the_lot() -> None:
    lot, experts, learned = (rated(TWELVE, JUDGED, rival).seen for rival in (Rival.LOT, Rival.EXPERTS, Rival.LEARNED))
    assert all(isinstance(each, Figure) for each in (lot, experts, learned))
    assert lot.high < experts.low  # type: ignore[union-attr]
    assert experts.value < learned.value  # type: ignore[union-attr]
    difference = ahead(TWELVE, JUDGED, Rival.LEARNED, Rival.EXPERTS)
    assert isinstance(difference, Figure)
    assert difference.low > 0


def test_the_median_and_the_worst_round_are_told_from_six_rounds_on() -> None:
    assert rated(TWELVE, JUDGED[:5], Rival.LEARNED).median is None
    told = rated(TWELVE, JUDGED[:6], Rival.LEARNED)
    assert told.median is not None
    assert told.worst is not None
    assert told.worst <= told.median


def test_of_all_units_nothing_is_claimed_below_an_effective_fifty() -> None:
    few = rated(TWELVE, JUDGED[:3], Rival.LEARNED)
    assert isinstance(few.of_all, Refused)
    assert few.of_all.ground is Ground.SMALL_SAMPLE
    assert few.lift == few.of_all


def test_the_lift_of_the_lot_is_one() -> None:
    lift = rated(TWELVE, JUDGED, Rival.LOT).lift
    assert isinstance(lift, Figure)
    assert lift.value == pytest.approx(1)


def test_of_equal_points_neither_is_ahead() -> None:
    scores = {Rival.EXPERTS: JUDGED[0].scores[Rival.EXPERTS], Rival.LEARNED: JUDGED[0].scores[Rival.EXPERTS]}
    same = [JudgedRound(JUDGED[0].day, JUDGED[0].rows, scores)]
    difference = ahead(TWELVE, same, Rival.LEARNED, Rival.EXPERTS)
    assert isinstance(difference, Figure)
    assert (difference.low, difference.high) == (0.0, 0.0)
    assert simplest(lambda one, other: ahead(TWELVE, same, one, other), [Rival.EXPERTS, Rival.LEARNED]) is Rival.EXPERTS


def test_what_was_expected_comes_about_where_it_can_be_told() -> None:
    bands = calibration(TWELVE, JUDGED)
    assert len(bands) == 4
    assert np.all(np.diff([band.expected for band in bands]) > 0)
    held = [band for band in bands if isinstance(band.found, Figure)]
    assert all(band.found.low <= band.expected <= band.found.high for band in held[:2])  # type: ignore[union-attr]


def test_what_people_added_by_hand_stands_beside_it() -> None:
    assert isinstance(by_hand(TWELVE), Refused)
    told = [replace(each, chance=None) for each in rounds(1)]
    found = by_hand(Labels.of(told, tuple(TRUTH)))
    assert isinstance(found, Figure)
    assert found.of == len(told)
