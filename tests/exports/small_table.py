# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small described table with everything that a file form can stumble over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa

from pandzicht.exports.described import About, Caveat, ColumnNote, DescribedTable

ABOUT = About(
    "Wonen", "2026-03-01-abc", date(2026, 3, 1), date(2026, 3, 2), (Caveat("DEMO", "DEMO: niet geverifieerd."),)
)


def small_table() -> DescribedTable:
    """Three addresses: a formula, text with every sign of a CSV, and nothing at all."""
    table = pa.table(
        {
            "address_id": pa.array(["0518010000000001", "0518010000000002", "0518010000000003"]),
            "adres": pa.array(['=HYPERLINK("http://kwaad")', 'Straat; "1"\nachter', None]),
            "aantal": pa.array([-4, 5, None], pa.int32()),
            "bedrag": pa.array([Decimal("-1234.50"), Decimal("0.05"), None], pa.decimal128(9, 2)),
            "dag": pa.array([date(2026, 3, 1), None, None], pa.date32()),
            "woont": pa.array([True, False, None]),
            "x_rd": pa.array([Decimal("80000.01"), Decimal("80000.50"), None], pa.decimal128(12, 2)),
            "y_rd": pa.array([Decimal("455000.25"), Decimal("455001.00"), None], pa.decimal128(12, 2)),
        }
    )
    notes = tuple(ColumnNote(name, name.title(), f"{name} in English") for name in table.column_names)
    notes = (
        *notes[:2],
        ColumnNote("aantal", "Aantal", "Number", "personen", "BRP", date(2026, 2, 20), "Wie"),
        *notes[3:],
    )
    return DescribedTable(table, notes, ABOUT)
