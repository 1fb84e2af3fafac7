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


def linked_sheets(described: DescribedTable, lines: Sequence[ExplanationLine]) -> tuple[Sheet, Sheet]:
    """Return the sheet of a linked table and that of its explanation."""
    about = described.about
    title = f"{about.title} · peildatum {about.on:%d-%m-%Y}" + (f" · {about.caveat}" if about.caveat else "")
    return _result(described, title), _explanation(title, lines)


def _result(described: DescribedTable, title: str) -> Sheet:
    own = len(described.notes) - len(TYPES)
    headings = [Heading(note.label) for note in described.notes[:own]]
    for note, (name, kind) in zip(described.notes[own:], TYPES.items(), strict=True):
        look = Look.PERCENT if kind == CHANCE else Look.WRAPPED if name == "reden" else Look.PLAIN
        headings.append(Heading(note.label, f"{note.meaning}\nEN: {note.label_en}", look, _WIDTHS.get(name, 0)))
    columns = [column.to_pylist() for column in described.table.columns]
    return Sheet(RESULT, f"{RESULT} · {title}", tuple(headings), list(zip(*columns, strict=True)))


def _explanation(title: str, lines: Sequence[ExplanationLine]) -> Sheet:
    headings = (
        Heading("Onderdeel", "EN: Part", width=18),
        Heading("Gegeven", "EN: Item", Look.WRAPPED, 34),
        Heading("Rijen", "EN: Rows"),
        Heading("Aandeel", "Van alle rijen\nEN: Share of all rows", Look.PERCENT),
        Heading("Betekenis", "EN: Meaning", Look.WRAPPED, 60),
        Heading("Wat u kunt doen", "EN: What you can do", Look.WRAPPED, 60),
    )
    return Sheet(EXPLANATION, f"{EXPLANATION} · {title}", headings, [_cells(line) for line in lines])


def _cells(line: ExplanationLine) -> tuple[Cell, ...]:
    return (line.part, line.name, line.rows, line.share, line.meaning, line.advice)
