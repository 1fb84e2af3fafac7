# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Comparison slots: fair coins, no unit twice, each list in its order, and an end where a list ends."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import hypothesis.strategies as st
from hypothesis import given

from pandzicht.ranking.slots import Slot, Turn, coin, slots_of

UNITS = st.lists(st.sampled_from([f"u{number}" for number in range(12)]), unique=True)


def lot_of(*turns: Turn) -> str:
    """A lot whose first coins fall so."""
    found = (f"lot {number}" for number in range(10_000))
    return next(lot for lot in found if tuple(coin(lot, at) for at in range(1, len(turns) + 1)) == turns)


def test_each_list_gives_its_best_that_was_not_given_yet() -> None:
    lot = lot_of(Turn.PEOPLE, Turn.CHECK, Turn.CHECK, Turn.PEOPLE)
    assert slots_of(["a", "b", "c", "d"], ["b", "x", "c"], 4, lot) == (
        Slot(1, Turn.PEOPLE, "b", both=False),
        Slot(2, Turn.CHECK, "a", both=False),
        Slot(3, Turn.CHECK, "c", both=False),
        Slot(4, Turn.PEOPLE, "x", both=False),
    )


def test_a_unit_that_both_would_give_is_told_and_given_once() -> None:
    for turn in Turn:
        assert slots_of(["a", "b"], ["a", "x"], 1, lot_of(turn)) == (Slot(1, turn, "a", both=True),)


def test_where_a_list_ends_nothing_is_compared_any_more() -> None:
    lot = lot_of(Turn.CHECK, Turn.CHECK, Turn.PEOPLE)
    assert [slot.unit_id for slot in slots_of(["a", "b"], ["x"], 9, lot)] == ["a", "b"]
    assert slots_of([], ["x"], 3, lot) == ()
    assert slots_of(["a"], ["x"], 0, lot) == ()


def test_coins_are_fair_and_those_of_two_lots_have_nothing_to_do_with_each_other() -> None:
    one, other = ([coin(lot, number) is Turn.CHECK for number in range(1, 10_001)] for lot in ("wonen|7", "wonen|8"))
    assert abs(sum(one) - 5_000) < 200  # four standard deviations
    assert abs(sum(a is b for a, b in zip(one, other, strict=True)) - 5_000) < 200
    assert abs(sum(a is b for a, b in pairwise(one)) - 5_000) < 200


def test_a_coin_is_found_again_with_a_hash_alone() -> None:
    for number in range(1, 50):
        is_odd = int(hashlib.sha256(f"wonen|7|{number}".encode()).hexdigest(), 16) % 2
        assert coin("wonen|7", number) is (Turn.PEOPLE if is_odd else Turn.CHECK)


@given(UNITS, UNITS, st.integers(0, 15), st.integers(0, 99))
def test_whatever_the_lists(by_check: list[str], by_people: list[str], count: int, seed: int) -> None:
    slots = slots_of(by_check, by_people, count, str(seed))
    given_units = [slot.unit_id for slot in slots]
    assert len(set(given_units)) == len(given_units) <= count
    assert [slot.number for slot in slots] == list(range(1, len(slots) + 1))
    assert [slot.turn for slot in slots] == [coin(str(seed), slot.number) for slot in slots]
    assert slots == slots_of(by_check, by_people, count, str(seed))
    for turn, listed in ((Turn.CHECK, by_check), (Turn.PEOPLE, by_people)):
        places = [listed.index(slot.unit_id) for slot in slots if slot.turn is turn]
        assert places == sorted(places)
    if len(slots) < count:
        assert any(set(listed) <= set(given_units) for listed in (by_check, by_people))
