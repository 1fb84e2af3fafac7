# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A SQLite file that explains itself: the table, what every column means, and of which comparison it is."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from pandzicht.exports.described import DescribedTable
from pandzicht.store.sqlite_file import SqliteTable, write_sqlite

INDEXED = ("address_id", "unit_id")


def write_described_sqlite(described: DescribedTable, path: Path) -> None:
    """Write tables `adressen` (indexed on address_id), `kolommen` (one row per column) and `verantwoording`."""
    indexed = tuple(name for name in INDEXED if name in described.table.column_names)
    write_sqlite(
        path,
        {
            described.name: SqliteTable(described.table, indexed),
            "kolommen": SqliteTable(_columns(described)),
            "verantwoording": SqliteTable(_account(described)),
        },
    )


def _columns(described: DescribedTable) -> pa.Table:
    return pa.table(
        {
            "kolom": pa.array([note.name for note in described.notes], pa.string()),
            "label": pa.array([note.label for note in described.notes], pa.string()),
            "label_en": pa.array([note.label_en for note in described.notes], pa.string()),
            "eenheid": pa.array([note.unit for note in described.notes], pa.string()),
            "bron": pa.array([note.source for note in described.notes], pa.string()),
            "levering": pa.array([note.delivered for note in described.notes], pa.date32()),
            "betekenis": pa.array([note.meaning for note in described.notes], pa.string()),
        }
    )


def _account(described: DescribedTable) -> pa.Table:
    about = described.about
    lines = {
        "titel": about.title,
        "run": about.run,
        "peildatum": about.on.isoformat(),
        "bekend tot": about.known.isoformat(),
        "voorbehoud": about.caveat,
    }
    return pa.table({"gegeven": list(lines), "waarde": list(lines.values())})
