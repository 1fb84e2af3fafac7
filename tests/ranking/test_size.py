# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How large a list must be: as precise as asked and not a unit more, never below the floors, never above the frame."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.ranking.size import FEWEST_A_ROUND, Ground, Wanted, size_for, visits_for
from pandzicht.ranking.yield_estimate import wilson


def reach(expected: float, visits: int) -> float:
    low, high = wilson(expected, visits)
    return (high - low) / 2


@given(expected=st.floats(0.01, 0.99), within=st.floats(0.01, 0.3))
def test_the_visits_are_just_enough(expected: float, within: float) -> None:
    visits = visits_for(expected, within)
    assert reach(expected, visits) <= within
    assert visits == 1 or reach(expected, visits - 1) > within


def test_more_precision_asks_for_a_larger_list_and_what_nobody_looks_at_is_added() -> None:
    sizes = [
        size_for(Wanted(0.1, within, 4), share=0.1, rounds=5, frame=100_000).size for within in (0.07, 0.05, 0.03, 0.02)
    ]
    assert sizes == sorted(sizes)
    all_seen = size_for(Wanted(0.1, 0.03, 4), share=0.1, rounds=5, frame=100_000)
    half_seen = size_for(Wanted(0.1, 0.03, 4, looked_at=0.5), share=0.1, rounds=5, frame=100_000)
    assert half_seen.control == 2 * all_seen.control
    assert half_seen.visits == all_seen.visits == 388
    assert (half_seen.low, half_seen.high) == (all_seen.low, all_seen.high)
    assert half_seen.high - half_seen.low <= 2 * 0.03


@pytest.mark.parametrize(
    ("within", "rounds_a_year", "frame", "ground", "control"),
    [
        (0.05, 4, 100_000, Ground.PRECISION, 141),
        (0.30, 12, 100_000, Ground.ROUND, FEWEST_A_ROUND),
        (0.30, 2, 100_000, Ground.YEAR, 100),
        (0.02, 4, 500, Ground.FRAME, 500),
    ],
)
def test_what_decides_the_size_is_told(
    within: float, rounds_a_year: int, frame: int, ground: Ground, control: int
) -> None:
    found = size_for(Wanted(0.1, within, rounds_a_year), share=0.1, rounds=5, frame=frame)
    assert (found.ground, found.control) == (ground, control)
    assert found.size == min(frame, 10 * control)


def test_in_the_first_rounds_the_random_share_is_larger_and_the_list_so_much_smaller() -> None:
    wanted = Wanted(0.1, 0.05, 12)
    first, later = (size_for(wanted, share=0.05, rounds=rounds, frame=100_000) for rounds in (2, 3))
    assert first.control == later.control == 141
    assert (first.size, later.size) == (940, 2_820)
    assert size_for(wanted, share=0.2, rounds=0, frame=100_000).share == 0.2
