# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading a table that somebody wants linked, from whatever file it stands in."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
import xlsxwriter

from pandzicht.exports.linked_columns import ANSWER, TYPES
from pandzicht.runs import loose_table
from pandzicht.runs.loose_table import LooseTable, TableFaults, read_loose_table

ROWS = [["Straat", "Nr"], ["Dorpsstraat", "1"], ["Markt", "2a"]]


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def told(path: Path, **how: object) -> list[str]:
    with pytest.raises(TableFaults) as found:
        read_loose_table(path, **how)  # type: ignore[arg-type]
    return [str(fault) for fault in found.value.faults]


def plain(table: LooseTable) -> list[dict[str, str | None]]:
    assert table.answers is None
    return table.own.to_pylist()


def test_a_table_is_read_from_every_kind_of_file(tmp_path: Path) -> None:
    expected = [{"Straat": "Dorpsstraat", "Nr": "1"}, {"Straat": "Markt", "Nr": "2a"}]
    (tmp_path / "a.csv").write_text("Straat;Nr\nDorpsstraat;1\nMarkt;2a\n", encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(expected), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist(expected), tmp_path / "a.parquet")
    workbook(tmp_path / "a.xlsx", Blad1=ROWS)
    for name in ("a.csv", "a.json", "a.parquet", "a.xlsx"):
        assert plain(read_loose_table(tmp_path / name)) == expected, name


def test_a_layer_of_a_map_is_a_table_with_a_place(tmp_path: Path) -> None:
    points = np.array([shapely.Point(81_000, 455_000)])
    fields = {"geometry": shapely.to_wkb(points), "field_data": [np.array(["Markt"])], "fields": ["Straat"]}
    pyogrio.raw.write(
        tmp_path / "a.gpkg", **fields, layer="een", geometry_type="Point", crs="EPSG:28992", driver="GPKG"
    )
    (row,) = plain(read_loose_table(tmp_path / "a.gpkg", part="een"))
    assert (row["Straat"], row["geom_x"]) == ("Markt", "81000")


def test_one_sheet_of_several_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Blad1=[["x"], ["y"]], Adressen=ROWS)
    assert len(plain(read_loose_table(path, part="Adressen"))) == 2
    assert told(path) == [
        "a.xlsx: holds 2 sheets: 'Blad1', 'Adressen'; name the right one with --sheet (lines above the header: --skip)"
    ]
    assert "has no sheet 'Blad2'; it has 'Blad1', 'Adressen'" in told(path, part="Blad2")[0]


def test_lines_above_the_header_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Blad1=[["Lijst van maart"], *ROWS])
    assert len(plain(read_loose_table(path, skip=1))) == 2


def test_a_result_is_a_table_with_its_answers(tmp_path: Path) -> None:
    answers = [f"{name}!" for name in TYPES]
    header = ["Straat", "uitkomst", "gevonden_adres", "address_id", "uitkomst_2", *list(TYPES)[3:]]
    rows = [["titel"], header, ["Markt", "eigen", *answers]]
    path = workbook(tmp_path / "a.xlsx", Resultaat=rows, Uitleg=[["y"]])
    table = read_loose_table(path)
    assert table.own.to_pylist() == [{"Straat": "Markt", "uitkomst": "eigen"}]
    assert table.answers is not None
    assert table.answers.to_pylist() == [dict(zip(TYPES, answers, strict=True))]


def test_answers_without_their_key_vouch_for_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Blad1=[["Straat", *ANSWER], ["Markt", *ANSWER]])
    assert plain(read_loose_table(path)) == [{"Straat": "Markt"}]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"Straat;Nr\n", "no rows"),
        ("a.csv", b"Straat;straat\nA;1\n", "the name 'straat' stands here again"),
        ("a.csv", b"Straat;Nr\nA;1\nB;1;2\n", "3 fields where the header has 2"),
        ("a.xlsx", b"PK\x03\x04 and no more", "in which no table can be read"),
        ("a.parquet", b"PAR1 and no more", "cannot be read"),
        ("a.pdf", b"%PDF-1.7", "is a PDF"),
        ("a.json", b'[{"straat": "A"}', "the file ends in the middle"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert any(says in fault for fault in told(tmp_path / name)), told(tmp_path / name)


def test_a_file_that_is_not_there_or_is_a_folder_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "weg.csv") == ["weg.csv: does not exist, or is no file; name the file to link"]
    assert len(told(tmp_path)) == 1


def test_a_file_that_may_not_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.csv").write_text("Straat\nMarkt\n", encoding="utf-8")
    monkeypatch.setattr(loose_table, "recognise", locked)
    assert told(tmp_path / "a.csv") == [
        "a.csv: cannot be opened (Permission denied); close it elsewhere, or copy it first"
    ]


def test_all_faults_of_a_workbook_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("Blad1")
        sheet.write_row(0, 0, ["Straat", "Nr"])
        sheet.write_formula("A2", "=B2&B3")
        sheet.write_formula("B3", "=1+1")
    assert len(told(tmp_path / "a.xlsx")) == 2
