# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.addresses.current_state import (
    bag_ids,
    filled,
    first_of,
    id_lists,
    joined_sorted,
    shaped,
    stand_in_ids,
    without,
)
from pandzicht.addresses.spine_tables import SCHEMAS


def texts(*values: str | None) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values, pa.string())])


def test_what_a_format_does_not_deliver_is_null() -> None:
    table = shaped("woonplaatsen", {"naam": texts("Duinrijk")}, 1)
    assert table.schema == SCHEMAS["woonplaatsen"]
    assert table.to_pylist()[0]["woonplaats_id"] is None


def test_the_first_row_of_each_key_in_the_order_of_the_keys() -> None:
    table = pa.table({"key": [2, 1, 2, None, 1], "value": ["a", "b", "c", "d", "e"]})
    assert first_of(table, "key").to_pylist() == [{"key": 1, "value": "b"}, {"key": 2, "value": "a"}]


def test_ids_are_digits() -> None:
    assert bag_ids(texts("0518010000385480", "518", "", "x", None, "12345678901234567")).to_pylist() == [
        518010000385480, 518, None, None, None, None,
    ]  # fmt: skip


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=30))
def test_stand_ins_are_below_zero_and_as_different_as_their_content(parts: list[tuple[str, str]]) -> None:
    ids = stand_in_ids([texts(*(left for left, _ in parts)), texts(*(right for _, right in parts))]).to_pylist()
    assert all(number < 0 for number in ids)
    assert len(set(ids)) == len(set(parts))


def test_absent_and_empty_stand_for_the_same_thing() -> None:
    assert len(set(stand_in_ids([texts("a", "a"), texts(None, "")]).to_pylist())) == 1


def test_words_are_sorted_and_said_once() -> None:
    found = joined_sorted(texts("b, a,b", "a", "", None, ","), ",")
    assert found.to_pylist() == ["a|b", "a", None, None, None]


def test_lists_of_ids_are_sorted() -> None:
    assert id_lists(texts("20,3", None, "", "7", "1, 4"), ",").to_pylist() == [[3, 20], [], [], [7], [1, 4]]
    assert id_lists(pa.array(["5"]), ",").to_pylist() == [[5]]


def test_dummies_and_blanks_are_null() -> None:
    assert without(pa.array([1, 70, None], pa.int32()), frozenset({1})).to_pylist() == [None, 70, None]
    assert filled(texts(" a ", "  ", "", None)).to_pylist() == ["a", None, None, None]
