# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A described table as one sheet of a workbook: labels as headings, what each column means, words for answers."""

from __future__ import annotations

from collections.abc import Sequence

from pandzicht.exports.described import ColumnNote, DescribedTable
from pandzicht.exports.sheet import Cell, Heading, Look, Sheet

UNKNOWN = "onbekend"
ANSWERS = {"yes": "ja", "no": "nee", "unknown": UNKNOWN, "disputed": "betwist"}
CLOSING = frozenset({"run", "peildatum", "caveat"})
"""The columns that close every row of a file, and are said once in the title line of a sheet."""
_YEARS = ("jaar", "huisnummer")
"""How the name of a number ends that has no thousands separator."""


def described_sheet(
    described: DescribedTable, name: str, title: str, notes: Sequence[ColumnNote], wide: Sequence[str] = ()
) -> Sheet:
    """Return the columns of a table that these notes describe, in their order; `wide` names those of running text."""
    columns = [[_value(note, value) for value in described.table[note.name].to_pylist()] for note in notes]
    headings = tuple(_heading(note, is_wide=note.name in wide) for note in notes)
    return Sheet(name, title, headings, list(zip(*columns, strict=True)))


def _heading(note: ColumnNote, *, is_wide: bool) -> Heading:
    label = f"{note.label} ({note.unit})" if note.unit and note.unit not in note.label else note.label
    look = Look.YEAR if note.name.endswith(_YEARS) else Look.PLAIN
    return Heading(label, "\n".join(note.lines()), Look.WRAPPED if is_wide else look, 60 if is_wide else 0)


def _value(note: ColumnNote, value: Cell) -> Cell:
    if value is None:
        return UNKNOWN if note.is_value else None
    return ANSWERS.get(str(value), value) if note.is_answer else value
