# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any Excel table: one sheet with a header, as the text that a person reads in its cells.

Whole numbers stand without decimals, numbers as Excel shows them (15 digits), a percentage as its fraction, codes with
the zeros of their format, dates as ISO 8601, truth values as true and false. Hidden rows, columns and sheets are
delivered data and are read: a filter that was left on changes nothing. A formula is no data, for it may show something
else elsewhere; it is a fault, as are error values and merged cells from the header down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl.utils.cell import column_index_from_string, get_column_letter, range_boundaries

from pandzicht.definitions.source import Format
from pandzicht.readers.bundle import gathered
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.findings import Findings
from pandzicht.readers.header import named, without_unnamed
from pandzicht.readers.signature import Kind, expect
from pandzicht.readers.xlsx_value import NoValue, Style, number_text
from pandzicht.readers.xlsx_workbook import NAMES, Sheet, Workbook, open_workbook, plain_text, rich_text

SUFFIXES = (".xlsx", ".xlsm")
_BATCH = 10_000
_PLAIN = Style()


def read_xlsx(files: Sequence[Path], form: Format) -> Delivered:
    """Read one sheet (`sheet`, needed when there are several) of workbooks of one layout.

    `header_lines` rows are passed over before the header; with `columns` there is none. Empty rows are no records.
    Raises DeliveryFaults with every fault of every file, at its sheet and cell.
    """
    return gathered(files, lambda content, findings: _one(content, form, findings), suffixes=SUFFIXES)


def _one(content: bytes, form: Format, findings: Findings) -> pa.Table:
    expect(Kind.WORKBOOK, content, findings)
    workbook = open_workbook(content, findings)
    cells = _Cells(workbook, _sheet(workbook, form.sheet, findings), findings)
    rows = cells.rows(form.header_lines)
    start, header = (0, _positions(form.columns)) if form.columns else next(rows, (0, {}))
    if not header:
        raise findings.stop(cells.place(""), "no header and no rows", "correct 'sheet' or 'header_lines' under format")
    names = [header.get(at, "") for at in range(max(header) + 1)]

    def place(at: int) -> str:
        return cells.place(f"{get_column_letter(at + 1)}{start}") if start else f"declared column {at + 1}"

    columns = named(names, place, findings)
    table = _table(rows, columns, cells, findings)
    cells.refuse_merged(start)
    if not table.num_rows and not len(findings):
        findings.add(cells.place(""), "a header and no rows", "deliver a file with rows, or no file")
    return without_unnamed(table, names, place, findings)


def _positions(names: Sequence[str]) -> dict[int, str]:
    return dict(enumerate(names))


def _sheet(workbook: Workbook, wanted: str | None, findings: Findings) -> Sheet:
    """Return the sheet to read, or raise DeliveryFaults with those that are there."""
    shown = ", ".join(f"'{sheet.name}'" for sheet in workbook.sheets) or "none"
    if wanted is None and len(workbook.sheets) != 1:
        found = f"holds {len(workbook.sheets)} sheets: {shown}"
        raise findings.stop("", found, "declare one of them as 'sheet' under format")
    for sheet in workbook.sheets:
        if wanted in (None, sheet.name):
            return sheet
    raise findings.stop("", f"has no sheet '{wanted}'; it has {shown}", "correct 'sheet' under format")


def _table(
    rows: Iterator[tuple[int, dict[int, str]]], names: Sequence[str], cells: _Cells, findings: Findings
) -> pa.Table:
    """Return the rows under the header as columns of text."""
    batches: list[pa.Table] = [pa.table([pa.array([], pa.string()) for _ in names], names)]
    width = range(len(names))
    columns: list[list[str | None]] = [[] for _ in width]
    for number, row in rows:
        for at in width:
            columns[at].append(row.get(at))
        if len(columns[0]) == _BATCH:
            batches.append(pa.table([pa.array(column, pa.string()) for column in columns], names))
            columns = [[] for _ in width]
        if max(row) >= len(names):
            beyond = next(at for at in sorted(row) if at >= len(names))
            findings.add(
                cells.place(f"{get_column_letter(beyond + 1)}{number}"),
                "a value beyond the last column with a name", "name the column, or remove the value",
            )  # fmt: skip
    batches.append(pa.table([pa.array(column, pa.string()) for column in columns], names))
    return pa.concat_tables(batches).combine_chunks()


class _Cells:
    """The cells of one sheet as text, with what is wrong in them noted."""

    def __init__(self, workbook: Workbook, sheet: Sheet, findings: Findings) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._findings = findings
        self._merged: list[str] = []
        self._number = lru_cache(maxsize=65_536)(self._uncached_number)

    def place(self, cell: str) -> str:
        """Return the place of a cell, or of the sheet."""
        return f"sheet '{self._sheet.name}'" + (f", cell {cell}" if cell else "")

    def rows(self, passed_over: int) -> Iterator[tuple[int, dict[int, str]]]:
        """Yield the number and the filled cells, by their position, of every row that is not empty."""
        number = 0
        try:
            for element in self._workbook.parts.elements(self._sheet.part, ["row", "mergeCell"], "worksheet"):
                if NAMES[element.tag] == "mergeCell":
                    self._merged.append(element.get("ref", ""))
                    continue
                number = int(element.get("r", number + 1))
                if number > passed_over and (row := self._row(element, number)):
                    yield number, row
        except ValueError as error:
            found = f"after row {number}: a row or cell without a position ({error})"
            raise self._findings.stop(self.place(""), found, "save the workbook again") from error

    def refuse_merged(self, first: int) -> None:
        """Note the cells that are merged from a row down; all but the first of them hold nothing."""
        for reference in self._merged:
            if range_boundaries(reference)[3] >= first:
                self._findings.add(self.place(reference), "merged cells", "split them, and fill every cell")

    def _row(self, element: Any, number: int) -> dict[int, str]:
        row: dict[int, str] = {}
        at = -1
        for cell in element:
            reference = cell.get("r")
            at = _position(reference.rstrip("0123456789")) if reference else at + 1
            text = self._text(cell, reference or f"{get_column_letter(at + 1)}{number}")
            if text:
                row[at] = text
        return row

    def _text(self, cell: Any, reference: str) -> str | None:
        raw: str | None = None
        for part in cell:
            name = NAMES[part.tag]
            if name == "f":
                remedy = "paste it as a value (Paste special, Values)"
                self._findings.add(self.place(reference), f"a formula (={part.text or ''})", remedy)
                return "="
            raw = rich_text(part) if name == "is" else part.text if name == "v" else raw
        if raw is None:
            return None
        try:
            return self._value(raw, cell.get("t", "n"), cell.get("s", "0"))
        except NoValue as error:
            self._findings.add(self.place(reference), str(error), "correct the cell")
        except (IndexError, ValueError):
            self._findings.add(self.place(reference), "points to a text or format that is not there", "save it again")
        return "?"

    def _value(self, raw: str, kind: str, style: str) -> str:
        if kind == "s":
            return self._workbook.texts[int(raw)]
        if kind == "n":
            return self._number(raw, style)
        if kind == "b":
            return "true" if raw == "1" else "false"
        if kind == "e":
            raise NoValue(f"the error value {raw}")
        return plain_text(raw) if kind == "str" else raw

    def _uncached_number(self, raw: str, style: str) -> str:
        styles = self._workbook.styles
        return number_text(raw, styles[int(style)] if styles else _PLAIN, self._workbook.epoch)


@lru_cache(maxsize=16_384)
def _position(letters: str) -> int:
    """Return the position of a column from 0, by its letters."""
    return int(column_index_from_string(letters)) - 1
