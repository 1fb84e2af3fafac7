# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of records: merged over chunks, and told where a field is not always the same kind of thing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.errors import DeliveryFaults
from pandzicht.readers import json_shape
from pandzicht.readers.json_records import Page
from pandzicht.readers.json_shape import NOTHING, Kind, Shape, merged, parsed, shape_of_records
from pandzicht.store.engine import Engine

STRUCTURES = st.recursive(
    st.sampled_from(["VARCHAR", "NULL", "JSON"]),
    lambda inner: st.tuples(inner).map(list) | st.dictionaries(st.sampled_from("abc"), inner, min_size=1, max_size=3),
    max_leaves=6,
)


def shape_of(*records: Any) -> Shape:
    with Engine() as engine:
        engine.run("CREATE TABLE records (file_no SMALLINT, record_no INTEGER, record JSON)")
        for number, record in enumerate(records, 1):
            engine.run("INSERT INTO records VALUES (0, ?, ?)", [number, json.dumps(record)])
        return shape_of_records(engine, [Page("a.json", len(records), "")])


def faults_of(*records: Any) -> list[str]:
    with pytest.raises(DeliveryFaults) as caught:
        shape_of(*records)
    return [str(fault) for fault in caught.value.faults]


@given(STRUCTURES, STRUCTURES, STRUCTURES)
def test_shapes_merge_alike_in_any_order(one: Any, two: Any, three: Any) -> None:
    a, b, c = map(parsed, (one, two, three))
    assert merged(a, b) == merged(b, a)
    assert merged(merged(a, b), c) == merged(a, merged(b, c))
    assert merged(a, a) == merged(a, NOTHING) == a


def test_fields_of_all_records_are_in_the_shape() -> None:
    shape = shape_of({"a": 1, "b": {"c": "x"}}, {"b": {"d": [1, 2]}, "e": [{"f": None}]}, {"e": []})
    assert shape.structure() == {"a": "VARCHAR", "b": {"c": "VARCHAR", "d": ["VARCHAR"]}, "e": [{"f": "VARCHAR"}]}
    assert shape.at("b.d") == Shape(Kind.LIST, element=Shape(Kind.SCALAR))
    assert shape.at("") is shape
    assert shape.at("b.x.y") is None


def test_without_records_there_is_no_shape() -> None:
    assert shape_of() == NOTHING


def test_records_beyond_one_chunk_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_shape, "CHUNK_BYTES", 1)
    shape = shape_of({"a": {}}, {"a": {"b": 1}}, {"a": {"b": "x", "c": [1]}}, {"a": {"c": [None]}}, {"a": None})
    assert shape.structure() == {"a": {"b": "VARCHAR", "c": ["VARCHAR"]}}


@pytest.mark.parametrize("chunk", [1, 1 << 20])
def test_single_values_of_several_kinds_are_text(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(json_shape, "CHUNK_BYTES", chunk)
    assert shape_of({"a": 1}, {"a": "x"}, {"a": True}, {"a": None}).structure() == {"a": "VARCHAR"}


def test_an_object_that_is_always_empty_is_nothing() -> None:
    shape = shape_of({"a": {}, "b": 1}, {"a": None})
    assert shape.at("a") == NOTHING


@pytest.mark.parametrize("chunk", [1, 1 << 20])
def test_a_field_of_two_kinds_is_told_with_the_rarer_records(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(json_shape, "CHUNK_BYTES", chunk)
    records = [{"verblijfplaats": {"straat": "A"}}] * 3 + [{"verblijfplaats": "A 1"}, {"verblijfplaats": ["A"]}]
    assert faults_of(*records[:4]) == [
        (
            "a.json: record 4, $.verblijfplaats: a single value where other records have something else; "
            "ask for the delivery again in the form of the API"
        )
    ]
    assert "record 4, $.l: a list" in faults_of({"l": 1}, {"l": 2}, {"l": 3}, {"l": [1]})[0]


def test_a_field_of_two_kinds_within_lists_is_told() -> None:
    found = faults_of({"l": [{"x": {"y": 1}}]}, {"l": [{"x": {"y": 2}}, {"x": 5}]})
    assert found == [
        (
            "a.json: record 2, $.l[].x: a single value where other records have something else; "
            "ask for the delivery again in the form of the API"
        )
    ]
    deep = faults_of({"k": {"l": [{"m": [{"n": 1}]}]}}, {"k": {"l": [{"m": [{"n": 2}]}, {"m": [{"n": {"o": 1}}]}]}})
    assert "record 2, $.k.l[].m[].n: an object" in deep[0]


def test_a_name_with_quotes_in_it_is_looked_up_too() -> None:
    assert 'record 3, $.a" b: an object' in faults_of({'a" b': 1}, {'a" b': 2}, {'a" b': {"c": 1}})[0]
    assert shape_of({"a\\b": 1}, {"a\\b": "x"}).structure() == {"a\\b": "VARCHAR"}


def test_names_that_differ_in_capitals_only_are_told() -> None:
    found = faults_of({"a": {"Naam": 1, "naam": 2}, "l": [{"x": 1, "X": 2}]})
    assert [fault.split(";")[0] for fault in found] == [
        "a.json: $.a: the fields 'Naam' and 'naam' differ in capitals only",
        "a.json: $.l[]: the fields 'x' and 'X' differ in capitals only",
    ]
    assert "a.json: $.a: a field has an empty name" in faults_of({"a": {"": 1}})[0]


def test_records_too_deep_or_too_wide_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nested(depth: int) -> Any:
        return {"a": nested(depth - 1)} if depth else 1

    assert shape_of(nested(31)).kind is Kind.OBJECT
    assert "objects or lists more than 32 deep" in faults_of(nested(32))[0]
    assert "the records cannot be taken apart (JSON exceeds maximum recursion" in faults_of(nested(300))[0]
    monkeypatch.setattr(json_shape, "MOST_FIELDS", 3)
    assert shape_of({"a": 1, "b": {"c": 1, "d": 2}}).kind is Kind.OBJECT
    assert (
        "more than 3 different fields; an object may be keyed by ids"
        in faults_of({"a": 1, "b": {"c": 1, "d": 2, "e": 3}})[0]
    )
