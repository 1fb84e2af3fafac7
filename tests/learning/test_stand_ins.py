# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may stand in for a refused trait is tested on what the lot found: not on a list that its own points made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pandzicht.learning.interval import Ground, Refused
from pandzicht.learning.labels import Labels
from pandzicht.learning.stand_ins import Verdict, stand_in_test
from pandzicht.ranking.yield_estimate import Figure
from tests.learning.simulated_rounds import EXPERT, TRUTH, labels, rounds


def test_a_signal_that_tells_something_finds_more_and_one_that_tells_nothing_does_not() -> None:
    twelve = labels(12)
    found = stand_in_test(twelve, "leegstand")
    assert found.verdict is Verdict.FINDS
    assert isinstance(found.yes, Figure)
    assert isinstance(found.other, Figure)
    assert found.yes.value > found.other.value
    assert stand_in_test(twelve, "oud_label").verdict is Verdict.UNSURE


def test_a_signal_that_speaks_against_a_finding_is_told_so() -> None:
    truth = {**TRUTH, "leegstand": -4.0}
    told = Labels.of(rounds(40, truth=truth), tuple(TRUTH))
    assert stand_in_test(told, "leegstand").verdict is Verdict.FINDS_NOT


def test_of_a_signal_that_tells_nothing_it_is_hardly_ever_said_that_it_finds() -> None:
    wrong = sum(stand_in_test(labels(6, seed=seed), "oud_label").verdict is Verdict.FINDS for seed in range(60))
    assert wrong <= 5


def test_that_its_own_points_made_the_list_does_not_count_for_it() -> None:
    """The top holds nearly all that says yes, beside what does tell: among the visited alone it would seem to find."""
    expert = {**EXPERT, "oud_label": 9, "leegstand": 8}
    told = Labels.of(rounds(12, expert=expert), tuple(TRUTH))
    says_yes = told.yes[:, told.signals.index("oud_label")] == 1
    assert told.found[says_yes].mean() > 2 * told.found[~says_yes].mean()
    assert stand_in_test(told, "oud_label").verdict is Verdict.UNSURE


@pytest.mark.parametrize("chance", [None, 1.0])
def test_few_rows_and_what_was_added_by_hand_tell_nothing(chance: float | None) -> None:
    few = [replace(each, chance=chance) for each in rounds(1)[: 12 if chance else None]]
    found = stand_in_test(Labels.of(few, tuple(TRUTH)), "oud_label")
    assert isinstance(found.difference, Refused)
    assert found.difference.ground is Ground.FEW_ROWS
    assert found.verdict is Verdict.UNSURE
