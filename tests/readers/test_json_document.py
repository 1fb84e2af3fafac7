# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON documents cut into records: whole, nested, broken at any place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.readers.json_document import BrokenDocument, cut

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.lists(st.dictionaries(st.text(), VALUES, max_size=3), max_size=5)


@given(RECORDS, st.dictionaries(st.text(), VALUES, max_size=3), st.sampled_from([None, 2]))
def test_records_and_envelope_come_back_as_they_were(
    records: list[dict[str, object]], around: dict[str, object], indent: int | None
) -> None:
    around.pop("data", None)
    text = json.dumps({**around, "data": {"before": 1, "list": records, "after": [2]}}, indent=indent)
    document = cut(text, ["data.list", "never"])
    assert document.at == "data.list"
    assert [json.loads(record) for record in document.records] == records
    assert document.envelope == {**around, "data": {"before": 1, "after": [2]}}


def test_a_document_that_is_the_list_has_no_envelope() -> None:
    document = cut(' [ {"a": [1, 2]} ,\n{}\t] ', [""])
    assert (document.at, document.records, document.envelope) == ("", ('{"a": [1, 2]}', "{}"), {})
    assert cut("[]", [""]).records == ()


@pytest.mark.parametrize("text", ['{"a": 1}', "{}", "[1]", "3", '{"value": {"b": 1}}'])
def test_without_a_list_at_the_place_nothing_is_found(text: str) -> None:
    document = cut(text, ["value"])
    assert document.at is None
    assert document.records == ()


def test_only_the_first_of_two_places_counts() -> None:
    document = cut('{"results": [{"a": 1}], "value": [{"b": 2}]}', ["value", "results"])
    assert (document.at, document.records) == ("results", ('{"a": 1}',))
    assert document.envelope == {"value": [{"b": 2}]}


@pytest.mark.parametrize(
    ("text", "line", "column", "whole", "is_cut"),
    [
        ('{"value": [{"a": 1},\n {"a": 2', 2, 9, 1, True),
        ('{"value": [{"a": 1}\n {"a": 2}]}', 2, 2, 1, False),
        ('{"value": [{"a": 1}]} x', 1, 23, 1, False),
        ('{"value": [{"a": NaN}]}', 1, 12, 0, False),
        ('{"value" [1]}', 1, 10, 0, False),
        ("{value: [1]}", 1, 2, 0, False),
        ('{"a": 1 "value": [1]}', 1, 9, 0, False),
        ('{"value": [1', 1, 13, 1, True),
        ('{"value": [{"a": 1},]}', 1, 21, 1, False),
        ("", 1, 1, 0, True),
    ],
)
def test_where_the_text_stops_being_json(text: str, line: int, column: int, whole: int, is_cut: bool) -> None:
    with pytest.raises(BrokenDocument) as caught:
        cut(text, ["value"])
    broken = caught.value
    assert (broken.line, broken.column, broken.whole_records, broken.is_cut) == (line, column, whole, is_cut)


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ('{"value": [{"a": 1}, {"b": {"c": 1, "c": 2}, "b": 3}]}', [("record 2", "b"), ("record 2", "c")]),
        ('{"value": [{"a": 1, "a": 2}, {"a": 1}, {"a": 1, "a": 1}]}', [("record 1", "a"), ("record 3", "a")]),
        ('{"count": 1, "value": [{"a": 1}], "count": 2}', [("", "count")]),
        ('{"value": [{"a": 1}], "value": [{"a": 2}]}', [("", "value")]),
        ('{"value": [], "links": [{"self": 1, "self": 2}]}', [("", "self")]),
    ],
)
def test_keys_that_stand_twice_are_told_with_their_record(text: str, repeated: list[tuple[str, str]]) -> None:
    found = cut(text, ["value"]).repeated
    assert sorted((record, said.split("'")[1]) for record, said in found) == repeated


def test_the_path_of_a_key_that_stands_twice_beside_the_records_is_told() -> None:
    found = cut('{"data": {"list": [], "n": 1, "n": 2}, "links": {"a": 1, "a": 2}}', ["data.list"]).repeated
    assert found == (("", "the key 'n' stands twice in $.data"), ("", "the key 'a' stands twice in $.links"))


def test_a_bomb_of_brackets_is_told_and_not_walked() -> None:
    with pytest.raises(BrokenDocument, match="nested too deeply"):
        cut('{"value": [' + "[" * 200_000, ["value"])


@given(RECORDS, st.data())
def test_a_document_cut_anywhere_is_never_taken_for_whole(
    records: list[dict[str, object]], data: st.DataObject
) -> None:
    text = json.dumps({"value": records})
    with pytest.raises(BrokenDocument):
        cut(text[: data.draw(st.integers(0, len(text) - 1))], ["value"])
