# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sheet of a workbook as plain values: headings with their notes, rows of cells, links to rows of other sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

MAX_ROWS = 50_000
MAX_CELLS = 2_000_000
"""Over all sheets of a workbook: what opens on an ordinary office computer."""
TITLE_ROWS = 1
HEADING_ROW = TITLE_ROWS
FIRST_ROW = HEADING_ROW + 1
"""Rows counted from 0: the title line, the headings, then the rows."""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to a row of another sheet; `row` is the position among that sheet's rows."""

    sheet: str
    row: int
    text: str


Cell = str | int | float | Decimal | bool | date | Link | None


class Look(StrEnum):
    """How the cells of a column are shown."""

    PLAIN = "plain"
    WRAPPED = "wrapped"
    YEAR = "year"
    """A number without thousands separators."""
    SHARE = "share"
    """A probability, with six decimals."""
    PERCENT = "percent"
    """A share of a hundred, with two decimals."""
    BARRED = "barred"
    """A number with a bar for its size; never for what an inspector sees."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column, the note that appears beside it, and how its cells look."""

    label: str
    note: str = ""
    look: Look = Look.PLAIN
    width: int = 0
    """In characters; 0 fits it to what the column holds."""
    choices: tuple[str, ...] = ()
    """The only words that may be filled in below it, offered as a list."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; every row has a cell for every heading."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: Sequence[Sequence[Cell]] = field(default=())

    @property
    def cells(self) -> int:
        """The number of cells."""
        return len(self.rows) * len(self.headings)
