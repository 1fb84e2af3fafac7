# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults
from pandzicht.readers import xlsx_table
from pandzicht.readers.xlsx_table import read_xlsx


def written(path: Path, rows: Sequence[Sequence[Any]], fill: Callable[[Any], None] = lambda _: None) -> Path:
    workbook = Workbook()
    workbook.active.title = "Retour"
    for row in rows:
        workbook.active.append(row)
    fill(workbook.active)
    workbook.save(path)
    return path


def read(path: Path, form: Format | None = None) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = read_xlsx([path], form or Format()).table.drop_columns(["file_no"]).to_pydict()
    return table


def told(path: Path, form: Format | None = None) -> list[str]:
    with pytest.raises(DeliveryFaults) as caught:
        read(path, form)
    return [str(fault) for fault in caught.value.faults]


def rewritten(path: Path, old: str, new: str, part: str = "xl/worksheets/sheet1.xml") -> Path:
    """Change the text of a part of a workbook."""
    target = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode()
            assert name != part or old in content
            after.writestr(name, content.replace(old, new) if name == part else content)
    path.write_bytes(target.getvalue())
    return path


def test_cells_are_the_text_that_a_person_reads(tmp_path: Path) -> None:
    moment = datetime(2025, 11, 3, 8, 15, tzinfo=UTC).replace(tzinfo=None)
    rows = [
        ["Volgnr", "Datum", "Moment", "Nr", "Bedrag", "Ja"],
        [1, date(2025, 11, 3), moment, "12a-2", 12.5, True],
        [None, None, None, "", None, None],
        [2.0, None, None, "007", 1e-7, False],
    ]
    assert read(written(tmp_path / "a.xlsx", rows)) == {
        "Volgnr": ["1", "2"],
        "Datum": ["2025-11-03", None],
        "Moment": ["2025-11-03T08:15:00", None],
        "Nr": ["12a-2", "007"],
        "Bedrag": ["12.5", "0.0000001"],
        "Ja": ["true", "false"],
        "record_no": [1, 2],
    }


def test_codes_keep_the_zeros_of_their_format(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet["A2"].number_format = "0000"

    assert read(written(tmp_path / "a.xlsx", [["gemeente"], [518]], fill))["gemeente"] == ["0518"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(st.lists(st.lists(TEXTS | st.integers(-(10**14), 10**14), min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_was_written_comes_back_as_text(rows: list[list[Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
            sheet = workbook.add_worksheet()
            for number, row in enumerate([["id", "een", "twee"], *([str(at), *row] for at, row in enumerate(rows))]):
                for at, value in enumerate(row):
                    (sheet.write_string if isinstance(value, str) else sheet.write_number)(number, at, value)
        found = read(path)
    for at, name in enumerate(["een", "twee"]):
        assert found[name] == [str(row[at]) or None for row in rows]


def test_hidden_rows_columns_and_empty_rows_change_nothing(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    found = read(written(tmp_path / "a.xlsx", [["a", "b"], [1, 2], [], [3, 4]], fill))
    assert found == {"a": ["1", "3"], "b": ["2", "4"], "record_no": [1, 2]}


def test_rows_before_the_header_are_passed_over(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.merge_cells("A1:B1")

    path = written(tmp_path / "a.xlsx", [["Lijst van maart"], [], ["a", "b"], [1, 2]], fill)
    assert read(path, Format(header_lines=1)) == {"a": ["1"], "b": ["2"], "record_no": [1]}


def test_a_sheet_without_header_takes_the_declared_names(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", [[1, 2], [3, 4]])
    assert read(path, Format(columns=("a", "b"))) == {"a": ["1", "3"], "b": ["2", "4"], "record_no": [1, 2]}
    assert told(path, Format(columns=("a", "A")))[0].startswith("a.xlsx: declared column 2: the name 'A'")


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.parent.create_sheet("Uitleg").append(["lees mij"])

    path = written(tmp_path / "a.xlsx", [["a"], [1]], fill)
    assert read(path, Format(sheet="Retour"))["a"] == ["1"]
    assert told(path) == ["a.xlsx: holds 2 sheets: 'Retour', 'Uitleg'; declare one of them as 'sheet' under format"]
    assert told(path, Format(sheet="Mei")) == [
        "a.xlsx: has no sheet 'Mei'; it has 'Retour', 'Uitleg'; correct 'sheet' under format"
    ]


def test_a_row_number_without_name_is_read_and_an_empty_column_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", [[None, "a", None, "b"], [1, "x", None, "y"], [2, "z", None, "w"]])
    assert list(read(path)) == ["column_1", "a", "b", "record_no"]


def test_every_cell_that_is_no_data_is_told(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet["B4"] = "#N/A"
        sheet["B4"].data_type = "e"
        sheet.merge_cells("A5:B6")

    rows = [["a", "b", "a"], ["=1+1", 2, 3], [1234567890123456, None, None, "verdwaald"], [1], [9, 9]]
    faults = told(written(tmp_path / "a.xlsx", rows, fill))
    assert [fault.removeprefix("a.xlsx: sheet 'Retour', cell ").partition("; ")[0] for fault in faults] == [
        "C1: the name 'a' stands here again, as 'a' in column 1",
        "A2: a formula (=1+1)",
        "A3: a number of more than 15 digits, of which Excel has kept 15",
        "D3: a value beyond the last column with a name",
        "B4: the error value #N/A",
        "A5:B6: merged cells",
    ]


def test_a_formula_that_kept_its_value_is_a_fault_too(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, [1, 2])
        sheet.write_formula(2, 1, "=SUM(A2:B2)", None, 3)
    assert "sheet 'Sheet1', cell B3: a formula (=SUM(A2:B2)); paste it as a value" in told(path)[0]


@pytest.mark.parametrize(
    ("rows", "form", "found"),
    [
        ([], Format(), "sheet 'Retour': no header and no rows"),
        ([["a", "b"]], Format(), "sheet 'Retour': a header and no rows"),
        ([["a"], [1]], Format(header_lines=5), "sheet 'Retour': no header and no rows"),
        ([["a", None, "b"], [1, "x", 2]], Format(), "cell B1: column 2 holds values but has no name"),
    ],
)
def test_a_sheet_that_is_no_table_is_told(
    tmp_path: Path, rows: Sequence[Sequence[Any]], form: Format, found: str
) -> None:
    (fault,) = told(written(tmp_path / "a.xlsx", rows), form)
    assert found in fault


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"a;b\n1;2\n", "is text, expected an Excel workbook (.xlsx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "of before 2007 (.xls), or a locked one, expected an Excel workbook"),
        (b"PK\x03\x04 a.csv", "is a zip, expected an Excel workbook"),
        (b"", "the file is empty"),
    ],
)
def test_another_file_is_told(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert found in told(path)[0]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('t="n"><v>2<', 't="s"><v>99<', "cell B2: points to a text or format that is not there"),
        ('t="n"><v>2<', 't="s"><v>x<', "cell B2: points to a text or format that is not there"),
        ('t="n"><v>2<', 't="n"><v>twee<', "cell B2: 'twee' is no number"),
        ('<c r="A2"', '<c r="?2"', "sheet 'Retour': after row 2: a row or cell without a position"),
        ('<row r="2"', '<row r="twee"', "sheet 'Retour': after row 1: a row or cell without a position"),
        ("</sheetData>", "", "xl/worksheets/sheet1.xml, line"),
    ],
)
def test_a_damaged_sheet_is_told(tmp_path: Path, old: str, new: str, found: str) -> None:
    path = rewritten(written(tmp_path / "a.xlsx", [["a", "b"], [1, 2]]), old, new)
    assert any(found in fault for fault in told(path))


def test_cells_without_positions_and_other_kinds_of_text_are_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", [["a", "b", "c"], [1, 2, 3]])
    rewritten(path, '<row r="1"', "<row")
    rewritten(path, '<c r="A2" t="n"><v>1</v></c>', '<c t="inlineStr"><is><t>een</t></is></c>')
    rewritten(path, '<c r="B2" t="n"><v>2</v></c>', '<c t="str"><v>twee_x000D_</v></c>')
    rewritten(path, '<c r="C2" t="n"><v>3</v></c>', '<c t="d"><v>2026-03-01</v></c>')
    assert read(path) == {"a": ["een"], "b": ["twee\r"], "c": ["2026-03-01"], "record_no": [1]}


def test_rows_are_laid_together_batch_by_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_table, "_BATCH", 2)
    path = written(tmp_path / "a.xlsx", [["a"], *([number] for number in range(5))])
    assert read(path)["a"] == ["0", "1", "2", "3", "4"]
