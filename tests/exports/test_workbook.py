# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pandzicht.errors import ExportRefused
from pandzicht.exports import workbook
from pandzicht.exports.sheet import Cell, Heading, Link, Look, Sheet
from pandzicht.exports.workbook import LONGEST_TEXT, refuse_when_too_large, write_workbook

DAY = date(2026, 3, 1)


def sheet(rows: Sequence[Sequence[Cell]], *headings: Heading, name: str = "Lijst") -> Sheet:
    return Sheet(name, f"{name} · run 1", headings or (Heading("Adres"),), rows)


def written(folder: Path, *sheets: Sheet) -> dict[str, Worksheet]:
    write_workbook(sheets, folder / "x.xlsx", title="Wonen", created=DAY)
    book = openpyxl.load_workbook(folder / "x.xlsx")
    return {worksheet.title: worksheet for worksheet in book}


def cells(worksheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in worksheet.iter_rows(min_row=3, values_only=True)]


def test_a_title_line_headings_that_stay_and_a_filter(tmp_path: Path) -> None:
    found = written(tmp_path, sheet([("a", 1), ("b", 2)], Heading("Adres", "EN: Address"), Heading("Aantal")))["Lijst"]
    assert found["A1"].value == "Lijst · run 1"
    assert [cell.value for cell in found[2]] == ["Adres", "Aantal"]
    assert found.freeze_panes == "B3"
    assert found.auto_filter.ref == "A2:B4"
    assert found["A2"].comment.text == "EN: Address"
    assert found["B2"].comment is None
    assert found.print_title_rows == "$1:$2"


def test_every_kind_of_value_is_what_excel_takes_it_for(tmp_path: Path) -> None:
    row: tuple[Cell, ...] = ("0518010000000001", 1234, Decimal("2.50"), 0.25, DAY, True, False, None, "")
    headings = tuple(Heading(name) for name in "abcdefghi")
    found = written(tmp_path, sheet([row], *headings))["Lijst"]
    values = [cell.value for cell in found[3]]
    assert values[:4] == ["0518010000000001", 1234, 2.5, 0.25]
    assert values[4].date() == DAY
    assert values[5:] == ["ja", "nee", None, None]
    assert found["A3"].number_format == "@"
    assert found["E3"].number_format == "dd-mm-yyyy"


def test_years_and_probabilities_are_shown_as_such(tmp_path: Path) -> None:
    row = (1931, 0.125, 1931, Decimal("0.9912"))
    headings = (Heading("Bouwjaar", look=Look.YEAR), Heading("Kans", look=Look.SHARE), Heading("Aantal"))
    found = written(tmp_path, sheet([row], *headings, Heading("Zekerheid", look=Look.PERCENT)))["Lijst"]
    assert [cell.number_format for cell in found[3]] == ["0", "0.000000", "#,##0", "0.00%"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/c calc'!A0"])
def test_no_text_is_a_formula_anywhere(tmp_path: Path, text: str) -> None:
    found = written(tmp_path, Sheet("Lijst", text, (Heading(text),), [(text,)]))["Lijst"]
    for place in ("A1", "A2", "A3"):
        assert found[place].data_type == "s"
        assert str(found[place].value).startswith("'")


def test_a_link_leads_to_the_row_of_the_other_sheet(tmp_path: Path) -> None:
    there = sheet([("a",), ("b",)], name="Uit'leg")
    found = written(tmp_path, sheet([(Link("Uit'leg", 1, 'de "uitleg"'),)]), there)
    formula = found["Lijst"]["A3"].value
    assert formula == '=HYPERLINK("#\'Uit\'\'leg\'!A4","de ""uitleg""")'
    assert found["Uit'leg"]["A4"].value == "b"


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    found = written(tmp_path, sheet([("x" * (LONGEST_TEXT + 1),), ("y" * LONGEST_TEXT,)]))["Lijst"]
    cut, whole = str(found["A3"].value), str(found["A4"].value)
    assert len(cut) == LONGEST_TEXT
    assert cut.endswith("[ingekort, te lang voor een cel]")
    assert whole == "y" * LONGEST_TEXT


def test_control_signs_that_xml_forbids_do_not_break_the_file(tmp_path: Path) -> None:
    found = written(tmp_path, sheet([("a\x01b\x0bc",)]))["Lijst"]
    assert "a" in str(found["A3"].value)


def test_the_columns_are_as_wide_as_what_they_hold_within_bounds(tmp_path: Path) -> None:
    headings = (Heading("A"), Heading("B"), Heading("C"), Heading("D", width=33))
    row = ("x", "x" * 30, "x" * 500, "x")
    found = written(tmp_path, sheet([row], *headings))["Lijst"]
    widths = [round(found.column_dimensions[letter].width) for letter in "ABCD"]
    assert widths == [10, 32, 61, 34]


def test_bars_stand_only_where_they_are_asked_for(tmp_path: Path) -> None:
    headings = (Heading("Punten", look=Look.BARRED), Heading("Aantal"))
    write_workbook([sheet([(3, 3)], *headings)], tmp_path / "x.xlsx", title="t", created=DAY)
    text = zipfile.ZipFile(tmp_path / "x.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert 'conditionalFormatting sqref="A3"' in text
    assert 'sqref="B3"' not in text


def test_a_sheet_without_rows_still_opens(tmp_path: Path) -> None:
    found = written(tmp_path, sheet([], Heading("Punten", look=Look.BARRED)))["Lijst"]
    assert found.auto_filter.ref == "A2"
    assert cells(found) == []


def test_a_sheet_without_columns_still_opens(tmp_path: Path) -> None:
    write_workbook([Sheet("Leeg", "niets", ())], tmp_path / "x.xlsx", title="t", created=DAY)
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["Leeg"]["A1"].value == "niets"


def test_the_same_sheets_give_the_same_bytes_and_the_day_of_the_run(tmp_path: Path) -> None:
    made = sheet([("a", 1), ("b", 2)], Heading("Adres", "EN: Address"), Heading("Punten", look=Look.BARRED))
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook([made], tmp_path / name, title="Wonen", created=DAY)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    properties = openpyxl.load_workbook(tmp_path / "a.xlsx").properties
    assert properties.created.date() == properties.modified.date() == DAY
    assert properties.title == "Wonen"


def test_nothing_but_the_workbook_is_left(tmp_path: Path) -> None:
    write_workbook([sheet([("a",)])], tmp_path / "x.xlsx", title="t", created=DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["x.xlsx"]


def test_too_many_rows_are_refused_with_the_way_out() -> None:
    with pytest.raises(ExportRefused, match=r"sheet Bron would have 50,001 rows.*50,000.*\.parquet.*--no-rows"):
        refuse_when_too_large([sheet([()] * 50_001, name="Bron")])
    refuse_when_too_large([sheet([()] * 50_000)])


def test_too_many_cells_over_all_sheets_are_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_CELLS", 3)
    sheets = [sheet([("a",), ("b",)], name=name) for name in ("A", "B")]
    with pytest.raises(ExportRefused, match=r"4 cells, and 3 is the most.*\.parquet"):
        write_workbook(sheets, tmp_path / "x.xlsx", title="t", created=DAY)
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").mkdir()
    with pytest.raises(ExportRefused, match="cannot be written"):
        write_workbook([sheet([("a",)])], tmp_path / "x.xlsx", title="t", created=DAY)
