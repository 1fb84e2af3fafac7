# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The workbook of a linked table: its rows with their answers, and beside them what those mean."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa

from pandzicht.exports.described import About, Caveat, ColumnNote, DescribedTable
from pandzicht.exports.linked_columns import TYPES, answer_notes
from pandzicht.exports.linked_sheets import EXPLANATION, RESULT, ExplanationLine, linked_sheets
from pandzicht.exports.sheet import Look

ABOUT = About("lijst.xlsx", "", date(2026, 3, 1), date(2026, 3, 1))
HEADINGS = ("Onderdeel", "Gegeven", "Rijen", "Aandeel", "Betekenis", "Wat u kunt doen")


def described(about: About = ABOUT) -> DescribedTable:
    answer = {name: pa.array([None], kind) for name, kind in TYPES.items()}
    answer |= {"zekerheid": pa.array([Decimal("0.9912")], TYPES["zekerheid"]), "reden": pa.array(["zomaar"])}
    table = pa.table({"Straat": ["Markt"], **answer})
    return DescribedTable(table, (ColumnNote("Straat", "Straat"), *answer_notes(list(TYPES))), about)


def test_the_result_has_the_own_columns_first_and_says_what_the_others_mean() -> None:
    result, _ = linked_sheets(described(), [])
    assert (result.name, result.title) == (RESULT, "Resultaat · lijst.xlsx · peildatum 01-03-2026")
    assert [heading.label for heading in result.headings] == ["Straat", *TYPES]
    assert result.headings[0].note == ""
    assert result.headings[1].note.startswith("Het adres in de BAG")
    looks = {heading.label: heading.look for heading in result.headings}
    assert (looks["zekerheid"], looks["afstand"], looks["reden"]) == (Look.PERCENT, Look.PERCENT, Look.WRAPPED)
    assert result.rows == [("Markt", None, None, None, Decimal("0.9912"), "zomaar", None, None, None, None)]


def test_the_explanation_has_a_row_per_line() -> None:
    line = ExplanationLine("Reden", "in twijfel", 3, 0.25, "omdat", "kijk")
    _, explanation = linked_sheets(described(), [line, ExplanationLine("Kolom", "Nr")])
    assert explanation.name == EXPLANATION
    assert tuple(heading.label for heading in explanation.headings) == HEADINGS
    assert list(explanation.rows) == [
        ("Reden", "in twijfel", 3, 0.25, "omdat", "kijk"),
        ("Kolom", "Nr", None, None, "", ""),
    ]


def test_what_must_be_said_stands_above_both_sheets() -> None:
    about = About("lijst.csv", "", ABOUT.on, ABOUT.known, (Caveat("geen BAG", "Dit is geen BAG."),))
    assert all(sheet.title.endswith(" · Dit is geen BAG.") for sheet in linked_sheets(described(about), []))
