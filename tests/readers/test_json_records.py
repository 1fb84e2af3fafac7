# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Delivered JSON files in the engine: every form of file, every wrong one told with its place."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.source import Format
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.json_records import Page, Places, load_records
from pandzicht.store.engine import Engine
from tests.readers.conftest import Deliver, Told

PLACES = Places(("", "value"), lone=("kvkNummer",))


def loaded(*files: Path, **form: Any) -> tuple[tuple[Page, ...], list[tuple[int, int, Any]]]:
    with Engine() as engine:
        pages = load_records(engine, files, PLACES, Format(**form))
        rows = engine.rows("SELECT file_no, record_no, record FROM records ORDER BY ALL")
    return pages, [(file_no, record_no, json.loads(record)) for file_no, record_no, record in rows]


def read(files: Sequence[Path], form: Format) -> Delivered:
    with Engine() as engine:
        load_records(engine, files, PLACES, form)
    raise AssertionError("no fault was told")


def test_lists_documents_and_lone_records_are_loaded_in_their_order(deliver: Deliver) -> None:
    files = [
        deliver("a.json", [{"a": 1}, {"a": 2}]),
        deliver("b.json", {"count": 1, "value": [{"a": 3}], "next": None}),
        deliver("c.json", {"kvkNummer": "90000171"}),
    ]
    pages, rows = loaded(*files)
    assert rows == [(0, 1, {"a": 1}), (0, 2, {"a": 2}), (1, 1, {"a": 3}), (2, 1, {"kvkNummer": "90000171"})]
    assert [(page.name, page.count, page.at) for page in pages] == [
        ("a.json", 2, ""),
        ("b.json", 1, "value"),
        ("c.json", 1, ""),
    ]
    assert pages[1].envelope == {"count": 1, "next": None}


def test_a_list_is_read_alike_by_the_engine_and_by_hand(deliver: Deliver, tmp_path: Path) -> None:
    records = [{"naam": f"é{number}", "lijst": [number, None]} for number in range(300)]
    by_engine = loaded(deliver("a.json", records))[1]
    by_hand = loaded(deliver("b.json", json.dumps(records).encode("utf-16")), encoding="utf-16")[1]
    with_mark = loaded(deliver("c.json", b"\xef\xbb\xbf\n" + json.dumps(records).encode()))[1]
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.write(tmp_path / "a.json", "map/a.json")
    zipped = loaded(tmp_path / "d.zip")[1]
    assert by_engine == by_hand == with_mark == zipped
    assert [row[1] for row in by_engine] == list(range(1, 301))


def test_a_declared_place_of_the_records_is_the_only_one(deliver: Deliver, told: Told) -> None:
    file = deliver("a.json", {"value": [{"a": 1}], "data": {"rows": [{"b": 1}]}})
    assert loaded(file, records="data.rows")[1] == [(0, 1, {"b": 1})]
    faults = told(read, file, records="data.lines")
    assert faults == [
        (
            "a.json: $: no list of records at 'data.lines'; the document holds value, data; name the path of the list "
            "at 'records' under 'format', or deliver the file that this reader is for"
        )
    ]


def test_a_record_larger_than_the_engine_takes_is_read_all_the_same(deliver: Deliver) -> None:
    long = "x" * (17 << 20)
    assert loaded(deliver("a.json", [{"a": long}]))[1] == [(0, 1, {"a": long})]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "the file is empty"),
        (b"%PDF-1.7 x", "is a PDF, expected text"),
        ('[{"a": 1},\n{"a": ', "line 2, column 7: the file ends in the middle, after 1 whole records"),
        ('[{"a": 1}\n{"a": 2}]', "line 2, column 1: not JSON in record 2: ',' or ']' is expected"),
        ("[{'a': 1}]", "line 1, column 3: not JSON: Expecting property name"),
        (b'[{"a": "\xe9"}]', "is no UTF-8"),
        (
            '{"status": 403, "title": "Niet geautoriseerd", "detail": "geen recht"}',
            "this is an error answer of the API",
        ),
        ('{"odata.error": {"message": {"value": "too many rows"}}}', "not data (too many rows)"),
        ('{"error": "invalid_client"}', "not data (invalid_client)"),
        ("{}", "the document holds nothing"),
        ("12", "no list of records at the document itself or 'value'"),
        ('[{"a": 1}, 3, [4], null, "x", true]', "record 2: a record is an object; this is a number"),
    ],
)
def test_what_is_no_list_of_records_is_told(deliver: Deliver, told: Told, content: str | bytes, expected: str) -> None:
    assert expected in told(read, deliver("a.json", content))[0]


def test_all_records_that_are_no_objects_are_told(deliver: Deliver, told: Told) -> None:
    faults = told(read, deliver("a.json", '[{"a": 1}, 3, [4], null, "x", true]'))
    assert [fault.split("this is ")[1].split(";")[0] for fault in faults] == [
        "a number", "a list", "null", "a text", "true or false"
    ]  # fmt: skip


def test_the_faults_of_all_files_are_told_at_once(deliver: Deliver, told: Told) -> None:
    files = [
        deliver("a.json", "[{"),
        deliver("b.json", [{"a": 1}]),
        deliver("c.json", {"title": "Fout", "status": 500}),
    ]
    faults = told(read, files)
    assert [fault.split(":")[0] for fault in faults] == ["a.json", "c.json"]
    assert "(500: Fout)" in faults[1]


def test_a_list_cut_anywhere_is_never_taken_for_whole(deliver: Deliver, told: Told) -> None:
    text = '[{"a": [{"b": 1}]},\n{}\n]'
    for end in range(len(text)):
        assert told(read, deliver("a.json", text[:end])), text[:end]


TWICE = '[{"a": 1, "a": 2}, {"a": 1}, {"b": {"c": "1", "c": 2}}]'


@pytest.mark.parametrize(
    "content",
    [TWICE, f'{{"value": {TWICE}}}', TWICE.encode("utf-16")],
    ids=["a list, read by the engine", "a document", "a list, read by hand"],
)
def test_of_two_equal_keys_none_wins_in_silence(deliver: Deliver, told: Told, content: str | bytes) -> None:
    encoding = "utf-16" if isinstance(content, bytes) else "utf-8"
    again = "ask for the delivery again and do not edit it"
    assert told(read, deliver("a.json", content), encoding=encoding) == [
        f"a.json: record 1: the key 'a' stands twice in $; {again}",
        f"a.json: record 3: the key 'c' stands twice in $.b; {again}",
    ]


def test_equal_keys_beside_the_records_are_told(deliver: Deliver, told: Told) -> None:
    (fault,) = told(read, deliver("a.json", '{"count": 1, "value": [{"a": 1}], "count": 2}'))
    assert fault.startswith("a.json: the key 'count' stands twice in $; ")


def test_flat_records_with_equal_keys_are_told_too(deliver: Deliver, told: Told) -> None:
    files = [deliver("a.json", '[{"a": 1}, {"a": "{", "b": 2}]'), deliver("b.json", '[{"b": 1, "a": 1, "b": 2}, {}]')]
    (fault,) = told(read, files)
    assert fault.startswith("b.json: record 1: the key 'b' stands twice in $")


@pytest.mark.parametrize(("depth", "inner"), [(950, '{"x": 1, "x": 2}'), (100_000, "")])
def test_a_list_that_is_nested_without_end_is_told(deliver: Deliver, told: Told, depth: int, inner: str) -> None:
    (fault,) = told(read, deliver("a.json", '[{"a": {"b": ' + "[" * depth + inner + "]" * depth + "}}]"))
    assert "record 1: nested too deeply" in fault or "stands twice" in fault


@pytest.mark.parametrize("behind", ["x", "]", "[]", '[{"a": 2}]', '{"a": 2}', ","])
def test_what_stands_behind_a_list_is_told(deliver: Deliver, told: Told, behind: str) -> None:
    (fault,) = told(read, deliver("a.json", f'[{{"a": 1}}]\n{behind}\n'))
    assert "line 2, column 1: not JSON in record 2: text after the end of the document" in fault


def test_a_file_whose_name_looks_like_a_pattern_is_itself(deliver: Deliver) -> None:
    deliver("a1.json", [{"a": 2}])
    assert loaded(deliver("a[1].json", [{"a": 1}]))[1] == [(0, 1, {"a": 1})]
