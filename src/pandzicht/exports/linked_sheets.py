# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The two sheets of a linked table: the table with its answers, and what those mean and ask of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pandzicht.exports.described import DescribedTable
from pandzicht.exports.linked_columns import CHANCE, KEY, TYPES
from pandzicht.exports.sheet import Cell, Heading, Look, Sheet

RESULT, EXPLANATION = "Resultaat", "Uitleg"
_WIDTHS = {"gevonden_adres": 40, "uitkomst": 15, "reden": 60, "ander_adres": 40, KEY: 12}


@dataclass(frozen=True, slots=True)
class ExplanationLine:
    """One line of the explanation: the part it belongs to, what, how many rows, what it means, and what to do."""

    part: str
    name: str
    rows: int | None = None
    share: float | None = None
    meaning: str = ""
    advice: str = ""


def linked_sheets(
    described: DescribedTable, headings: Sequence[str], lines: Sequence[ExplanationLine]
) -> tuple[Sheet, Sheet]:
    """Return the sheet of a linked table and that of its explanation, whose six headings are given."""
    about = described.about
    title = f"{about.title} · peildatum {about.on:%d-%m-%Y}" + (f" · {about.caveat}" if about.caveat else "")
    return _result(described, title), _explanation(title, headings, lines)


def _result(described: DescribedTable, title: str) -> Sheet:
    own = len(described.notes) - len(TYPES)
    headings = [Heading(note.label) for note in described.notes[:own]]
    for note, (name, kind) in zip(described.notes[own:], TYPES.items(), strict=True):
        look = Look.PERCENT if kind == CHANCE else Look.WRAPPED if name == "reden" else Look.PLAIN
        headings.append(Heading(note.label, f"{note.meaning}\nEN: {note.label_en}", look, _WIDTHS.get(name, 0)))
    columns = [column.to_pylist() for column in described.table.columns]
    return Sheet(RESULT, f"{RESULT} · {title}", tuple(headings), list(zip(*columns, strict=True)))


def _explanation(title: str, headings: Sequence[str], lines: Sequence[ExplanationLine]) -> Sheet:
    looks = (Look.PLAIN, Look.WRAPPED, Look.PLAIN, Look.PERCENT, Look.WRAPPED, Look.WRAPPED)
    widths = (14, 34, 9, 10, 60, 60)
    heads = tuple(
        Heading(label, look=look, width=width) for label, look, width in zip(headings, looks, widths, strict=True)
    )
    return Sheet(EXPLANATION, f"{EXPLANATION} · {title}", heads, [_cells(line) for line in lines])


def _cells(line: ExplanationLine) -> tuple[Cell, ...]:
    return (line.part, line.name, line.rows, line.share, line.meaning, line.advice)
