# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A described table as a sheet: words for answers, what is unknown told, years without separators."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from pandzicht.exports.described import About, ColumnNote, DescribedTable
from pandzicht.exports.described_sheet import described_sheet
from pandzicht.exports.sheet import Look

NOTES = (
    ColumnNote("adres", "Adres", "Address"),
    ColumnNote("bouwjaar", "Bouwjaar", is_value=True),
    ColumnNote("oppervlakte", "Oppervlakte", unit="m²", source="BAG", is_value=True),
    ColumnNote("signaal_x", "Is het zo?", is_answer=True),
    ColumnNote("run", "Run"),
)


def table() -> DescribedTable:
    columns = {
        "adres": ["Straat 1", None],
        "bouwjaar": [1931, None],
        "oppervlakte": [70, None],
        "signaal_x": ["yes", "disputed"],
        "run": ["r", "r"],
    }
    return DescribedTable(pa.table(columns), NOTES, About("Wonen", "r", date(2026, 3, 1), date(2026, 3, 1)))


def test_the_columns_that_are_asked_stand_in_their_order() -> None:
    sheet = described_sheet(table(), "Blad", "Titel", [NOTES[3], *NOTES[:3]], wide=["adres"])
    assert (sheet.name, sheet.title) == ("Blad", "Titel")
    assert [heading.label for heading in sheet.headings] == ["Is het zo?", "Adres", "Bouwjaar", "Oppervlakte (m²)"]
    assert [tuple(row) for row in sheet.rows] == [
        ("ja", "Straat 1", 1931, 70),
        ("betwist", None, "onbekend", "onbekend"),
    ]


def test_a_heading_says_what_it_means_and_how_its_cells_look() -> None:
    answer, text, year, size = described_sheet(table(), "", "", [NOTES[3], *NOTES[:3]], wide=["adres"]).headings
    assert [heading.look for heading in (answer, text, year)] == [Look.PLAIN, Look.WRAPPED, Look.YEAR]
    assert (text.width, size.width) == (60, 0)
    assert "Bron: BAG" in size.note
