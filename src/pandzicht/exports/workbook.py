# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workbook (.xlsx) of sheets: the same sheets give the same bytes, whenever and wherever they are written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_rowcol_to_cell

from pandzicht.errors import ExportRefused
from pandzicht.exports.harmless import harmless
from pandzicht.exports.sheet import FIRST_ROW, HEADING_ROW, MAX_CELLS, MAX_ROWS, Cell, Heading, Link, Look, Sheet

LONGEST_TEXT = 32_767
"""Signs in one cell; Excel drops the cell beyond it, so the text is cut and says so."""
_CUT = " … [ingekort, te lang voor een cel]"
_NARROWEST, _WIDEST = 9, 60
_SAMPLE = 200
"""Rows by which the width of a column is fitted."""
_BASE = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 12},
    "heading": {"bold": True, "text_wrap": True, "bg_color": "#E7EDF3", "bottom": 1},
    "text": {"num_format": "@"},
    "wrapped": {"num_format": "@", "text_wrap": True},
    "whole": {"num_format": "#,##0"},
    "year": {"num_format": "0"},
    "decimal": {"num_format": "#,##0.00"},
    "share": {"num_format": "0.000000"},
    "percent": {"num_format": "0.00%"},
    "date": {"num_format": "dd-mm-yyyy"},
    "link": {"font_color": "#0B5394", "underline": 1},
}


def refuse_when_too_large(sheets: Sequence[Sheet]) -> None:
    """Raise ExportRefused when a sheet has too many rows or the sheets together too many cells."""
    for sheet in sheets:
        if len(sheet.rows) > MAX_ROWS:
            raise ExportRefused(
                f"sheet {sheet.name} would have {len(sheet.rows):,} rows, and a workbook holds at most {MAX_ROWS:,} "
                "per sheet; write it as .parquet, draw a smaller selection, or leave the source rows out with --no-rows"
            )
    cells = sum(sheet.cells for sheet in sheets)
    if cells > MAX_CELLS:
        raise ExportRefused(
            f"the workbook would have {cells:,} cells, and {MAX_CELLS:,} is the most that opens well; write it as "
            ".parquet, draw a smaller selection, or leave the source rows out with --no-rows"
        )


def write_workbook(sheets: Sequence[Sheet], path: Path, *, title: str, created: date) -> None:
    """Write sheets as a workbook; `created` is the day of the run, never of the clock.

    Every sheet has a title line, headings that stay in view, a filter, and its own note per heading. Raises
    ExportRefused when it is too large or the file cannot be made.
    """
    refuse_when_too_large(sheets)
    options = {"constant_memory": True, "tmpdir": str(path.parent), "default_date_format": "dd-mm-yyyy"}
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties({"title": title, "created": datetime(created.year, created.month, created.day, tzinfo=UTC)})
    formats = {name: workbook.add_format(_BASE | look) for name, look in _FORMATS.items()}
    for sheet in sheets:
        _Written(workbook.add_worksheet(sheet.name), sheet, formats).write()
    try:
        workbook.close()
    except FileCreateError as error:
        raise ExportRefused(f"{path}: cannot be written ({error})") from error


class _Written:
    """One sheet while it is written, row by row from the top."""

    def __init__(self, worksheet: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
        self._to = worksheet
        self._sheet = sheet
        self._formats = formats

    def write(self) -> None:
        last = max(len(self._sheet.headings) - 1, 0)
        for column, heading in enumerate(self._sheet.headings):
            self._to.set_column(column, column, heading.width or self._width(column, heading))
        self._to.write_string(0, 0, harmless(self._sheet.title), self._formats["title"])
        for column, heading in enumerate(self._sheet.headings):
            self._to.write_string(HEADING_ROW, column, harmless(heading.label), self._formats["heading"])
            if heading.note:
                size = {"x_scale": 2, "y_scale": 1 + heading.note.count("\n") / 3, "author": "Pandzicht"}
                self._to.write_comment(HEADING_ROW, column, heading.note, size)
        for number, row in enumerate(self._sheet.rows, start=FIRST_ROW):
            for column, cell in enumerate(row):
                self._cell(number, column, cell)
        bottom = FIRST_ROW + len(self._sheet.rows) - 1
        self._to.freeze_panes(FIRST_ROW, 1)
        self._to.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(max(bottom, HEADING_ROW), last)}"})
        self._to.autofilter(HEADING_ROW, 0, max(bottom, HEADING_ROW), last)
        self._for_paper()
        if self._sheet.rows:
            for column, heading in enumerate(self._sheet.headings):
                self._for_column(column, heading, bottom)

    def _for_column(self, column: int, heading: Heading, bottom: int) -> None:
        if heading.look is Look.BARRED:
            bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#9DB8D2", "min_type": "num", "min_value": 0}
            self._to.conditional_format(FIRST_ROW, column, bottom, column, bar)
        if heading.choices:
            offered = {"validate": "list", "source": list(heading.choices), "ignore_blank": True}
            self._to.data_validation(FIRST_ROW, column, bottom, column, offered)

    def _for_paper(self) -> None:
        """Fit the sheet to the width of a page, with its title line, and so its caveats, on every one."""
        self._to.set_landscape()
        self._to.set_paper(9)
        self._to.fit_to_pages(1, 0)
        self._to.repeat_rows(0, HEADING_ROW)
        self._to.set_footer("&L&A&R&P / &N")

    def _cell(self, row: int, column: int, cell: Cell) -> None:
        look = self._sheet.headings[column].look
        match cell:
            case None | "":
                return
            case Link():
                self._to.write_formula(row, column, _formula(cell), self._formats["link"], cell.text)
            case bool():
                self._to.write_string(row, column, "ja" if cell else "nee", self._formats["text"])
            case date():
                self._to.write_datetime(row, column, cell, self._formats["date"])
            case int() | float() | Decimal():
                self._to.write_number(row, column, cell, self._formats[_number_look(cell, look)])
            case str():
                wrapped = "wrapped" if look is Look.WRAPPED else "text"
                self._to.write_string(row, column, _fitting(harmless(cell)), self._formats[wrapped])

    def _width(self, column: int, heading: Heading) -> int:
        """Return a width that shows the usual cell whole; only the longest word of the heading must fit."""
        longest = max((len(word) for word in heading.label.split()), default=0) + 3
        for row in self._sheet.rows[:_SAMPLE]:
            longest = max(longest, max((len(line) for line in _shown(row[column]).splitlines()), default=0) + 1)
        return min(max(longest, _NARROWEST), _WIDEST)


def _number_look(cell: float | Decimal, look: Look) -> str:
    if look in {Look.YEAR, Look.SHARE, Look.PERCENT}:
        return look.value
    return "whole" if isinstance(cell, int) else "decimal"


def _formula(link: Link) -> str:
    """Return the formula of a link, made of names and numbers of our own only."""
    sheet, text = (part.replace('"', '""') for part in (link.sheet.replace("'", "''"), link.text))
    return f'=HYPERLINK("#\'{sheet}\'!A{FIRST_ROW + link.row + 1}","{text}")'


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(_CUT)] + _CUT


def _shown(cell: Cell) -> str:
    return cell.text if isinstance(cell, Link) else "" if cell is None else str(cell)
