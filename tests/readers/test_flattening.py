# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.errors import DeliveryFaults
from pandzicht.readers import flattening
from pandzicht.readers.findings import Findings
from pandzicht.readers.flattening import Flattening


def flat(*batches: list[dict[str, Any]]) -> dict[str, list[str | None]]:
    findings = Findings("a.json")
    flattened = Flattening(findings)
    for batch in batches:
        flattened.add(batch)
    findings.raise_if_any()
    columns: dict[str, list[str | None]] = flattened.table().to_pydict()
    return columns


def told(*batches: list[dict[str, Any]]) -> list[str]:
    with pytest.raises(DeliveryFaults) as caught:
        flat(*batches)
    return [f"{fault.place}: {fault.found}" for fault in caught.value.faults]


def test_objects_become_dotted_paths_in_the_order_of_the_file() -> None:
    assert flat([{"b": {"d": "1", "c": {"e": "2"}}, "a": ""}, {"b": None, "z": True}, {"b": {"c": {}}}]) == {
        "b.d": ["1", None, None],
        "b.c.e": ["2", None, None],
        "a": [None, None, None],
        "z": [None, "true", None],
    }


def test_lists_of_single_values_are_joined_and_keep_empty_places() -> None:
    assert flat([{"a": ["x", "y"]}, {"a": ["x", None, False]}, {"a": []}, {"a": [None]}, {}]) == {
        "a": ["x|y", "x||false", None, None, None]
    }


def test_lists_of_objects_and_lists_are_counted() -> None:
    assert flat([{"a": [{"x": "1"}, {}], "b": [["1"]]}, {"a": [], "b": None}, {}]) == {
        "a[]": ["2", "0", None],
        "b[]": ["1", None, None],
    }


def test_what_stands_at_a_path_is_settled_over_all_batches() -> None:
    assert flat([{"a": None, "l": [], "e": {}}], [{"a": {"b": "1"}, "l": [{}]}], [{"a": None}]) == {
        "l[]": ["0", "1", None],
        "e": [None, None, None],
        "a.b": [None, "1", None],
    }


def test_a_path_may_hold_a_value_here_and_an_object_or_list_there() -> None:
    assert flat([{"a": "x"}, {"a": {"b": "y"}}, {"a": [{}]}, {"a": ["p", "q"]}]) == {
        "a.b": [None, "y", None, None],
        "a": ["x", None, None, "p|q"],
        "a[]": [None, None, "1", "2"],
    }


def test_a_key_with_a_dot_is_its_own_path() -> None:
    assert flat([{"08.11.80": "1"}]) == {"08.11.80": ["1"]}


@pytest.mark.parametrize(
    ("batches", "found"),
    [
        ([[{"a.b": "1"}], [{"a": {"b": "2"}}]], "$.a.b: two different keys give this name"),
        ([[{"a[]": "1", "a": [{}]}]], "$.a[]: two different keys give this name"),
        ([[{}, {"": "1"}]], "record 1, $.: an empty key"),
        ([[{}], [{}, {"a": ["1", {}]}]], "record 3, $.a: a list of both single values and objects or lists"),
        ([[{"a": "goed"}, {"a": "fout \ud800"}]], "record 2, $.a: half a sign (a lone surrogate) in a text"),
    ],
)
def test_what_cannot_be_laid_flat_is_told(batches: list[list[dict[str, Any]]], found: str) -> None:
    assert told(*batches) == [found]


def test_half_a_sign_in_a_key_can_be_told() -> None:
    assert told([{"a": {"\ud800": "1"}}]) == [r"record 1, $.a.\ud800: half a sign (a lone surrogate) in a key"]


def test_records_that_are_too_deep_or_keyed_by_ids_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    deep: dict[str, Any] = {}
    for _ in range(40):
        deep = {"a": deep}
    assert told([{}, deep])[0].startswith("record 2, $.a.a")
    monkeypatch.setattr(flattening, "_MOST_COLUMNS", 5)
    assert "more than 5 different fields" in told([{str(number): "x" for number in range(6)}])[0]


def test_records_without_fields_give_no_columns() -> None:
    assert flat([{}, {}]) == {}


RECORDS = st.lists(st.dictionaries(st.sampled_from("abc"), st.none() | st.text("xy|", max_size=3)), min_size=1)


@given(st.lists(RECORDS, min_size=1, max_size=3))
def test_flat_records_come_back_however_they_are_cut_into_batches(batches: list[list[dict[str, Any]]]) -> None:
    records = [record for batch in batches for record in batch]
    names = list(dict.fromkeys(key for record in records for key in record))
    found = flat(*batches)
    assert found == {name: [record.get(name) or None for record in records] for name in found}
    assert sorted(found) == sorted(names)
