# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of people over all rounds: every slot counts once, by the look that counts for its round."""

from __future__ import annotations

import pytest

from pandzicht.definitions.action import Action
from pandzicht.ranking.slots import Turn
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.uplift import Counts, FindsMore, Side, Uplift, always_valid
from pandzicht.ranking.yield_estimate import Figure
from pandzicht.runs.rounds import rounds_of
from pandzicht.runs.uplift import uplift_over
from tests.desk import opened
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity
from tests.slots_city import NOT_VISITED, SLOTS, SlotsCity


def told(city: SlotsCity) -> Uplift:
    run = opened(city.space, None, Action.SEE_YIELD)
    found = uplift_over(run, rounds_of(run, PURPOSE))
    assert found is not None
    return found


def given(city: SlotsCity, turn: Turn) -> list[int]:
    """The numbers of the slots of a list over both rounds, without those that both would have given."""
    return [slot.number for kept in city.kept for slot in kept.slots if slot.turn is turn and not slot.both]


def test_the_slots_of_both_rounds_count_together(slots_city: SlotsCity) -> None:
    found = told(slots_city)
    for turn, side in ((Turn.CHECK, found.check), (Turn.PEOPLE, found.people)):
        numbers = given(slots_city, turn)
        assert (side.given, side.visited) == (len(numbers), sum(number % NOT_VISITED > 0 for number in numbers))
    assert found.check.given + found.people.given + found.both == sum(SLOTS)
    assert found.people.established == 0
    assert found.check.established / found.check.visited == pytest.approx(0.8, abs=0.05)


def test_their_difference_is_certain_once_the_interval_is_past_nothing(slots_city: SlotsCity) -> None:
    found = told(slots_city)
    assert isinstance(found.difference, Figure)
    sides: tuple[Side, Side] = (found.check, found.people)
    counts = [count for side in sides for count in (side.established, side.visited - side.established)]
    assert (found.difference.low, found.difference.high) == pytest.approx(always_valid(Counts(*counts)))
    assert found.difference.low > 0
    assert found.verdict is FindsMore.CHECK


def test_slots_leave_the_estimate_of_the_frame_as_it_is(slots_city: SlotsCity) -> None:
    run = opened(slots_city.space, None, Action.SEE_YIELD)
    for one, kept in zip(rounds_of(run, PURPOSE), slots_city.kept, strict=True):
        probable = [unit for unit in one.round.units.values() if unit.stratum is not Stratum.MANUAL]
        assert len(probable) == 120
        drawn = {unit["unit_id"]: unit for unit in kept.frame.to_pylist() if unit["stratum"]}
        assert {unit.unit_id: unit.probability for unit in probable} == {
            name: unit["inclusion_probability"] for name, unit in drawn.items()
        }
        assert len(one.round.units) > 120


def test_without_slots_there_is_no_comparison(rounds_city: RoundsCity) -> None:
    run = opened(rounds_city.space, None, Action.SEE_YIELD)
    assert uplift_over(run, rounds_of(run, PURPOSE)) is None
