# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults
from pandzicht.readers import json_table
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.json_table import read_json


def read(
    folder: Path, content: str | bytes, records: str = "", *, name: str = "a.json", encoding: str = "utf-8"
) -> Any:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_json([path], Format(records=records, encoding=encoding)).table.drop_columns(["file_no"]).to_pydict()


def told(folder: Path, content: str | bytes, records: str = "", *, name: str = "a.json") -> list[str]:
    with pytest.raises(DeliveryFaults) as caught:
        read(folder, content, records, name=name)
    return [str(fault) for fault in caught.value.faults]


def test_a_list_of_records_is_read_with_numbers_as_written(tmp_path: Path) -> None:
    text = (
        '\ufeff [{"id": 12345678901234567890, "w": 0.10, "x": {"y": [1, 2.50]}}, {"id": null, "w": 1e5, "ja": true}]\n'
    )
    assert read(tmp_path, text) == {
        "record_no": [1, 2],
        "id": ["12345678901234567890", None],
        "w": ["0.10", "1e5"],
        "x.y": ["1|2.50", None],
        "ja": [None, "true"],
    }


def test_records_line_after_line_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, '{"a": 1}\n{"a": 2}\r\n\n{"a":\n3}') == {"record_no": [1, 2, 3], "a": ["1", "2", "3"]}
    assert read(tmp_path, '{"a": [{}]}\n', name="a.jsonl") == {"record_no": [1], "a[]": ["1"]}
    assert read(tmp_path, '{"a": 1}') == {"record_no": [1], "a": ["1"]}


def test_a_list_within_a_document_is_read(tmp_path: Path) -> None:
    text = '{"count": 2, "_embedded": {"n": null, "zaken": [{"a": 1}, {"a": 2}], "z": {}}, "next": "x"}'
    assert read(tmp_path, text, "_embedded.zaken") == {"record_no": [1, 2], "a": ["1", "2"]}


def test_another_encoding_is_read_when_declared(tmp_path: Path) -> None:
    assert read(tmp_path, '[{"a": "ë"}]'.encode("utf-16"), encoding="utf-16")["a"] == ["ë"]
    assert "declared as utf-8, but the file is utf-16" in told(tmp_path, '[{"a": "ë"}]'.encode("utf-16"))[0]


def test_fields_of_several_files_are_laid_together(tmp_path: Path) -> None:
    paths = []
    for number, text in enumerate(['[{"a": 1}]', '[{"b": 2}]']):
        paths.append(tmp_path / f"{number}.json")
        paths[-1].write_text(text)
    table = read_json(paths, Format()).table
    assert table.to_pydict() == {"a": ["1", None], "file_no": [0, 1], "record_no": [1, 1], "b": [None, "2"]}


def as_text(value: Any) -> str | None:
    return json.dumps(value) if isinstance(value, bool) else None if value is None else str(value)


SCALARS = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), min_size=1, max_size=5)
KEYS = st.text("abé", min_size=1, max_size=3)


@given(
    st.lists(st.fixed_dictionaries({"id": st.integers()}, optional={"é": SCALARS, "x y": SCALARS}), min_size=1),
    st.sampled_from(["list", "lines", "document"]),
    st.integers(1, 3),
)
def test_what_was_written_comes_back_as_text(records: list[dict[str, Any]], form: str, batch: int) -> None:
    if form == "lines":
        text = "\n".join(json.dumps(record) for record in records)
    else:
        text = json.dumps(records if form == "list" else {"n": 1, "rijen": records, "z": [2]}, indent=batch)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_table, "_BATCH", batch)
        found = read(Path(folder), text, "rijen" if form == "document" else "")
    expected: dict[str, Any] = {"id": [str(record["id"]) for record in records]}
    for name in ("é", "x y"):
        if any(name in record for record in records):
            expected[name] = [as_text(record.get(name)) for record in records]
    assert found == {"record_no": list(range(1, len(records) + 1)), **expected}


@pytest.mark.parametrize(
    ("text", "records", "found"),
    [
        ('[\n {"a": 1},\n {"a": "x', "", "line 3, column 8: the file ends in the middle of record 2; ask for"),
        ('[{"a": 1},', "", "line 1, column 11: the file ends in the middle of record 2"),
        ('[{"a": 1}, {"b" 2}]', "", "line 1, column 17: no JSON: expecting ':' delimiter"),
        ('[{"a": 1}] x', "", "line 1, column 12: no JSON: expected the end of the document, found x"),
        ('[{"a": 1}, 2]', "", "line 1, column 12: $[1] is no object; a record is an object of fields"),
        ('[{"a": 1}, {"b": {"c": 1, "c": 2}}]', "", "line 1, column 12: the key 'c' stands twice in $[1].b"),
        ('[{"a": [1, NaN]}]', "", "line 1, column 2: $[0].a[1] is NaN, which is no number of JSON"),
        ('{"d": [{"a": -Infinity}]}', "d", "line 1, column 8: $.d[0].a is -Infinity, which is no number"),
        ('{"x": {"k": 1, "k": 2}, "d": [{"a": 1}]}', "d", "line 1, column 7: the key 'k' stands twice in $.x"),
        ('{"d": [{"a": 1}], "d": 2}', "d", "line 1, column 19: the key 'd' stands twice"),
        ('{"d": [{"a": 1}], "e": NaN}', "d", "line 1, column 24: $.e is NaN"),
        ('{"d": [{"a": 1}]', "d", "the file ends in the middle of record 2"),
        ('{"d": {"e": [], "f": 1}}', "d.g", "line 1, column 24: no 'g' in $.d, which has 'e', 'f'; correct 'records'"),
        ("{}", "d", "no 'd' in $, which has nothing"),
        ('{"d": [1]}', "d.e", "line 1, column 7: $.d is no object, so it has no 'e'"),
        ('[{"a": 1}]', "d", "line 1, column 1: $ is no object, so it has no 'd'"),
        ('{"d": {"e": 1}}', "d", "line 1, column 7: $.d is no list"),
        ("{a: 1}", "d", "line 1, column 2: no JSON: expected a key between quotes, found a"),
        ('{"n": 1, "v": {"w": [{"a": 1}]}}', "", "not a list of records; declare 'records' under format as 'v.w'"),
        ("[]", "", "line 1, column 3: no records; deliver a file with records, or no file"),
        ('{"d": []}', "d", "no records"),
        ("[{}]", "", "the records have no fields"),
        ('"tekst"', "", "line 1, column 1: $ is no object"),
        ('[{"Naam": 1, "naam": 2}]', "", "$.naam: the name 'naam' stands here again, as 'Naam' in column 1"),
        ('[{"a": "\\ud800"}]', "", "record 1, $.a: half a sign (a lone surrogate)"),
        ('[{"record_no": 1}]', "", "$.record_no: the name 'record_no' is used for the place of a row"),
        ("", "", "the file is empty"),
        ("<html>", "", "is a web page or XML document, expected text"),
        ("PAR1", "", "is a Parquet file, expected text"),
    ],
)  # fmt: skip
def test_a_wrong_delivery_is_told_in_one_sentence(tmp_path: Path, text: str, records: str, found: str) -> None:
    faults = told(tmp_path, text, records)
    assert len(faults) == 1
    assert found in faults[0]


def test_every_broken_line_is_told(tmp_path: Path) -> None:
    text = '{"a": 1}\n{"a": }\n{"a": 3}\n{"a": 4, "a": 4}\n7\n{"a": "x'
    assert told(tmp_path, text, name="a.jsonl") == [
        "a.jsonl: line 2, column 7: no JSON: expected a value; ask for the delivery again",
        "a.jsonl: line 4, column 1: the key 'a' stands twice in $; ask for the delivery again",
        "a.jsonl: line 5, column 1: $ is no object; a record is an object of fields",
        "a.jsonl: line 6, column 7: the file ends in the middle of record 6; ask for the delivery again",
    ]


def test_deep_records_are_told(tmp_path: Path) -> None:
    assert "nested too deeply" in told(tmp_path, '[{"a": ' + "[" * 100_000)[0]
    assert "more than 32 objects deep" in told(tmp_path, "[" + '{"a": ' * 40 + "1" + "}" * 40 + "]")[0]


@pytest.mark.parametrize(
    ("name", "records", "count"),
    [
        ("signalen/categories.json", "", 86),
        ("woz-mock/woz-mock-test-data.json", "", 12),
        ("sbi/sbi_code.json", "", 1_350),
        ("sbi/sbi_endcode.json", "", 775),
        ("brp-testset/bewoning-mock-test-data.json", "", 1_757),
        ("brp-testset/personen-mock-test-data.json", "", 1_176),
        ("denhaag-gebieden/buurten-0518-rd-benaderd.geojson", "features", 114),
        ("denhaag-gebieden/buurten-GM0518-svg.json", "features", 114),
    ],
)
def test_the_real_files_are_read_whole(real_data: Path, name: str, records: str, count: int) -> None:
    assert read_json([real_data / name], Format(records=records)).table.num_rows == count


def test_the_real_complaint_categories_have_their_departments(real_data: Path) -> None:
    delivered: Delivered = read_json([real_data / "signalen" / "categories.json"], Format())
    assert delivered.table["fields.departments"][0].as_py() == "6|12|4"
    assert delivered.table["fields.is_active"][0].as_py() == "true"


def test_the_real_woz_objects_count_their_values(real_data: Path) -> None:
    delivered = read_json([real_data / "woz-mock" / "woz-mock-test-data.json"], Format())
    assert {"identificatie", "aanduiding.postcode", "adresseerbaarObjectIdentificaties", "waarden[]"} <= set(
        delivered.fields
    )
    assert delivered.table["identificatie"][0].as_py() == "800000051111"
