# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Records as columns: every path is there, values keep their text, lists keep their order."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.errors import DeliveryFaults
from pandzicht.readers.json_columns import Table, one_of
from pandzicht.readers.json_records import Page
from pandzicht.readers.json_shape import shape_of_records
from pandzicht.store.engine import Engine


@cache
def engine() -> Engine:
    """One engine for all draws of a property: a new one costs more than what is asked of it."""
    started = Engine()
    started.run("SET preserve_insertion_order = true")
    return started


def rows(*records: Any, exploded: tuple[str, ...] = (), computed: dict[str, str] | None = None, **options: Any) -> Any:
    texts = pa.array([json.dumps(record) for record in records], pa.string())
    numbers = pa.array(range(1, len(records) + 1), pa.int32())
    engine().register("given", pa.table({"record_no": numbers, "record": texts}))
    engine().run(
        "CREATE OR REPLACE TABLE records AS "
        "SELECT CAST(0 AS SMALLINT) AS file_no, record_no, CAST(record AS JSON) AS record FROM given"
    )
    shape = shape_of_records(engine(), [Page("a.json", len(records), "")])
    table = Table(shape, exploded=exploded, **options).read(engine(), computed)
    assert table.column_names[:2] == ["file_no", "record_no"]
    return [{name: value for name, value in row.items() if name != "file_no"} for row in table.to_pylist()]


def test_every_path_is_a_column_of_text() -> None:
    found = rows({"a": 12, "b": {"c": True, "d": None, "e": ""}, "f": 1.5, 'g " h': "x'y"}, {"b": {"c": False}})
    assert found == [
        {"record_no": 1, "a": "12", "b.c": "true", "b.d": None, "b.e": None, "f": "1.5", 'g " h': "x'y"},
        {"record_no": 2, "a": None, "b.c": "false", "b.d": None, "b.e": None, "f": None, 'g " h': None},
    ]


def test_lists_of_single_values_are_joined() -> None:
    assert rows({"l": ["a", 2, None, True]}, {"l": []}, {"l": None}, {}) == [
        {"record_no": 1, "l": "a|2||true"},
        {"record_no": 2, "l": None},
        {"record_no": 3, "l": None},
        {"record_no": 4, "l": None},
    ]


def test_lists_of_objects_are_counted_and_their_fields_joined_in_place() -> None:
    partners = [{"bsn": "1", "naam": {"voor": "Jim | Kim"}}, {"naam": {"voor": "An"}}, {}]
    assert rows({"partners": partners}, {"partners": []}, {}) == [
        {"record_no": 1, "partners[]": "3", "partners[].bsn": "1||", "partners[].naam.voor": "Jim ¦ Kim|An|"},
        {"record_no": 2, "partners[]": "0", "partners[].bsn": None, "partners[].naam.voor": None},
        {"record_no": 3, "partners[]": None, "partners[].bsn": None, "partners[].naam.voor": None},
    ]


def test_lists_within_lists_are_joined_with_commas() -> None:
    gezag = [{"ouders": [{"bsn": "1"}, {"bsn": "2"}]}, {"ouders": []}, {"codes": ["x", "y"]}]
    assert rows({"gezag": gezag}) == [
        {
            "record_no": 1,
            "gezag[]": "3",
            "gezag[].ouders[]": "2|0|",
            "gezag[].ouders[].bsn": "1,2||",
            "gezag[].codes": "||x,y",
        }
    ]


def test_a_list_that_is_always_empty_is_counted() -> None:
    assert rows({"l": []}, {"l": None}) == [{"record_no": 1, "l[]": "0"}, {"record_no": 2, "l[]": None}]


def test_exploded_lists_give_a_row_per_pair_of_elements_and_lose_no_record() -> None:
    records = [
        {"id": 1, "o": ["x", "y"], "w": [{"v": 10}, {"v": 20, "s": ["a", "b"]}]},
        {"id": 2, "o": [], "w": [{"v": 30}]},
        {"id": 3},
    ]
    assert rows(*records, exploded=("o", "w", "absent")) == [
        {"record_no": 1, "id": "1", "o": "x", "w[].v": "10", "w[].s": None},
        {"record_no": 1, "id": "1", "o": "x", "w[].v": "20", "w[].s": "a|b"},
        {"record_no": 1, "id": "1", "o": "y", "w[].v": "10", "w[].s": None},
        {"record_no": 1, "id": "1", "o": "y", "w[].v": "20", "w[].s": "a|b"},
        {"record_no": 2, "id": "2", "o": None, "w[].v": "30", "w[].s": None},
        {"record_no": 3, "id": "3", "o": None, "w[].v": None, "w[].s": None},
    ]


def test_a_list_within_an_object_is_exploded_by_its_path() -> None:
    assert rows({"_embedded": {"l": [{"a": 1}, {"a": 2}]}}, exploded=("_embedded.l",)) == [
        {"record_no": 1, "_embedded.l[].a": "1"},
        {"record_no": 1, "_embedded.l[].a": "2"},
    ]


def test_an_empty_list_to_explode_is_counted_like_any_other() -> None:
    assert rows({"l": []}, exploded=("l",)) == [{"record_no": 1, "l[]": "0"}]


def test_columns_can_be_left_out_trimmed_and_computed() -> None:
    found = rows(
        {"a": "  NL00  ", "b": "   ", "c": 1},
        omitted=frozenset({"c"}),
        trimmed=True,
        computed={"n": 'r."c"', "m": '"a"'},
    )
    assert found == [{"record_no": 1, "a": "NL00", "b": None, "n": "1", "m": "NL00"}]


def test_records_without_fields_are_rows_without_columns() -> None:
    assert rows({}, {}) == [{"record_no": 1}, {"record_no": 2}]
    assert rows() == []


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"a.b": 1, "a": {"b": 2}}, "a.b"),
        ({"a.b": 1, "A": {"b": 2}}, "a.b"),
        ({"Record_No": 1}, "record_no"),
        ({"x": {"y": 1}, "n": 2}, "n"),
    ],
)
def test_a_column_that_stands_for_two_things_is_told(record: Any, name: str) -> None:
    with pytest.raises(DeliveryFaults) as caught:
        rows(record, computed={"n": "'x'"})
    assert [fault.place for fault in caught.value.faults] == [f"$[].{name}"]


FEWER = settings(max_examples=settings.default.max_examples // 3)
"""Each draw asks the engine for a new plan."""
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00|,¦"), min_size=1)


@FEWER
@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "ë e"]), TEXTS | st.integers(-(2**53), 2**53)), min_size=1))
def test_any_value_comes_back_as_its_text(records: list[dict[str, Any]]) -> None:
    found = rows(*records)
    assert len(found) == len(records)
    for record, row in zip(records, found, strict=True):
        assert {name: str(value) for name, value in record.items()} == {
            name: value for name, value in row.items() if name != "record_no" and value is not None
        }


@FEWER
@given(st.lists(TEXTS | st.none(), min_size=1, max_size=4))
def test_a_joined_list_can_be_taken_apart_again(values: list[str | None]) -> None:
    joined = rows({"l": [{"a": value} for value in values]}, {"l": [{"a": "x"}]})[0]["l[].a"]
    assert (joined.split("|") if joined else [""] * len(values)) == [value or "" for value in values]


def test_the_first_delivered_name_is_taken() -> None:
    assert one_of(["a", 'b"'], "c", 'b"', "a") == '"b"""'
    assert one_of(["a"], "c") == "CAST(NULL AS VARCHAR)"


def test_lists_of_lists_are_counted_and_joined_inside() -> None:
    assert rows({"l": [[1, 2], [], [3]], "m": [[[4, 5]], [[6]]]}) == [
        {"record_no": 1, "l[]": "3", "l[][]": "1,2||3", "m[]": "2", "m[][]": "1|1", "m[][][]": "4,5|6"}
    ]


def test_lists_deeper_than_three_are_json() -> None:
    deep: Any = [1, "x"]
    for _ in range(25):
        deep = [deep]
    (row,) = rows({"l": deep})
    assert row == {
        "record_no": 1,
        "l[]": "1",
        "l[][]": "1",
        "l[][][]": "[" * 22 + '[1,"x"]' + "]" * 22,
    }


def test_coordinates_of_shapes_are_json_and_those_of_points_are_joined() -> None:
    polygon = {"type": "Polygon", "coordinates": [[[4.2, 52.1], [4.3, 52.1]]]}
    point = {"type": "Point", "coordinates": [4.2, 52.1]}
    assert [row["g.coordinates"] for row in rows({"g": point}, {"g": None})] == ["4.2|52.1", None]
    found = [row["g.coordinates"] for row in rows({"g": polygon}, {"g": point}, {"g": None})]
    assert found == ["[[[4.2,52.1],[4.3,52.1]]]", "[4.2,52.1]", None]
