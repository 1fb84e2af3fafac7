# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gets a second visit is decided by the lot and the name of the list, and by nothing else."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from pandzicht.ranking.second_visits import second_visits

UNITS = [f"{number:016}" for number in range(200)]


@given(st.lists(st.text(min_size=1), unique=True), st.integers(1, 99), st.floats(0.01, 1.0))
def test_it_is_the_share_rounded_up_and_at_least_one(units: list[str], seed: int, share: float) -> None:
    found = second_visits(units, str(seed), share)
    assert found <= set(units)
    assert abs(len(found) - share * len(units)) < 1
    assert len(found) >= min(1, len(units))
    assert len(found) >= math.floor(share * len(units))
    assert second_visits(reversed(units), str(seed), share) == found


def test_without_a_share_nobody_goes_twice() -> None:
    assert second_visits(UNITS, "1", 0.0) == frozenset()


def test_another_list_of_the_same_units_draws_others() -> None:
    one, other, third = (second_visits(UNITS, name, 0.1) for name in ("wonen-1", "wonen-2", "hennep-1"))
    assert len({one, other, third}) == 3


def test_every_unit_is_drawn_as_often_as_any() -> None:
    """Over many seeds each of two hundred is marked in one of twenty, as if nobody knew anything of it."""
    times = dict.fromkeys(UNITS, 0)
    for seed in range(1_000):
        for unit in second_visits(UNITS, f"wonen-{seed}", 0.05):
            times[unit] += 1
    square = sum((count - 50) ** 2 for count in times.values()) / (50 * 0.95)
    assert 140 < square < 268, "the chi-square of 199 degrees lies there in 997 of 1,000"
