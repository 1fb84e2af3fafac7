# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from pandzicht.exports.described import About, Caveat, ColumnNote, DescribedTable

ABOUT = About("Wonen", "run-1", date(2026, 3, 1), date(2026, 3, 2))


def test_a_column_without_a_note_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="needs its note"):
        DescribedTable(pa.table({"a": [1], "b": [2]}), (ColumnNote("a", "A"),), ABOUT)


def test_notes_stand_in_the_order_of_the_columns() -> None:
    with pytest.raises(ValueError, match="in the order"):
        DescribedTable(pa.table({"a": [1], "b": [2]}), (ColumnNote("b", "B"), ColumnNote("a", "A")), ABOUT)


def test_a_note_tells_meaning_unit_source_and_day_dutch_first() -> None:
    note = ColumnNote("n", "Aantal", "Number", "personen", "BRP", date(2026, 2, 20), "Wie er staat")
    assert list(note.lines()) == [
        "Wie er staat",
        "Eenheid: personen",
        "Bron: BRP, levering van 20-02-2026",
        "Kolom: n",
        "EN: Number",
    ]


def test_a_bare_note_tells_its_column_only() -> None:
    assert list(ColumnNote("n", "Aantal", source="BRP").lines()) == ["Bron: BRP", "Kolom: n"]


def test_caveats_are_joined_as_marks_and_as_sentences() -> None:
    about = About("W", "r", ABOUT.on, ABOUT.known, (Caveat("DEMO", "Een demo."), Caveat("GEEN BAG", "Geen BAG.")))
    assert about.mark == "DEMO; GEEN BAG"
    assert about.caveat == "Een demo. Geen BAG."
    assert ABOUT.mark == ABOUT.caveat == ""
