# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Holdings of a later month: who moved lives elsewhere from that day, newcomers come on top, the others stay."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.holdings import MOVED, Holdings
from pandzicht.modelcity.later_holdings import AGE_OF_NEWCOMERS, later_holdings
from pandzicht.modelcity.moves import Moves


def numbers(*values: int) -> Array:
    return np.array(values, dtype=np.int64)


FIRST = Holdings(
    person=numbers(1, 2, 3),
    at=numbers(10, 10, 20),
    letter_box=np.zeros(3, dtype=bool),
    start=numbers(100, 200, 300),
    end=numbers(-1, -1, 400),
    reason=numbers(-1, -1, 2),
    born=numbers(50, 60, 70),
    secret=numbers(0, 7, 0),
    partner=numbers(2, 1, -1),
    parent=numbers(-1, -1, -1),
    second_parent=numbers(-1, -1, -1),
)
MONTHS = (
    Moves(numbers(1), numbers(30), numbers(500), numbers(90, 91), numbers(40, 41), numbers(510, 511)),
    Moves(numbers(0), numbers(50), numbers(600), numbers(), numbers(), numbers()),
)


def test_nobody_moves_where_no_month_went_by() -> None:
    ended, begun = later_holdings(FIRST, ())
    assert begun == []
    assert all(np.array_equal(getattr(ended, item.name), getattr(FIRST, item.name)) for item in fields(Holdings))


def test_who_moved_ends_here_and_begins_there_on_the_same_day() -> None:
    ended, (second, third) = later_holdings(FIRST, MONTHS)
    assert ended.end.tolist() == [600, 500, 400]
    assert ended.reason.tolist() == [MOVED, MOVED, 2]
    assert FIRST.end.tolist() == [-1, -1, 400]
    assert (second.person[0], second.at[0], second.start[0], second.end[0]) == (2, 30, 500, -1)
    assert (second.secret[0], second.partner[0], second.born[0]) == (7, 1, 60)
    assert third.person.tolist() == [1]


def test_newcomers_are_adults_who_are_related_to_nobody() -> None:
    _, (second, _) = later_holdings(FIRST, MONTHS)
    assert second.person[1:].tolist() == [90, 91]
    assert second.at[1:].tolist() == [40, 41]
    assert (second.start - second.born)[1:].tolist() == [AGE_OF_NEWCOMERS] * 2
    assert {*second.partner[1:], *second.parent[1:], *second.second_parent[1:]} == {-1}
