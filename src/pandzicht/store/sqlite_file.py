# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes Arrow tables to a SQLite file: typed columns, an index, for Access by ODBC, QGIS and every other tool."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.types as pat

from pandzicht.store.engine import EngineFault, quoted

BATCH = 20_000
_PREPARE = (
    "PRAGMA journal_mode = OFF",  # the file is new and thrown away when the writing fails
    "PRAGMA synchronous = OFF",
    "PRAGMA encoding = 'UTF-8'",
)


@dataclass(frozen=True, slots=True)
class SqliteTable:
    """A table of the file, and the columns that get an index of their own."""

    table: pa.Table
    indexed: tuple[str, ...] = ()


def write_sqlite(path: Path, tables: Mapping[str, SqliteTable]) -> None:
    """Write a new SQLite file with these tables.

    A decimal becomes a NUMERIC column (SQLite keeps it as a floating number, so add up in the source tables), a date
    the text 2026-03-01 in a DATE column, a boolean 0 or 1. Raises EngineFault when SQLite refuses.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in _PREPARE:
                connection.execute(statement)
            connection.execute("BEGIN")
            for name, item in tables.items():
                _write(connection, name, item)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise EngineFault(f"{path.name}: cannot be written: {error}") from error


def _write(connection: sqlite3.Connection, name: str, item: SqliteTable) -> None:
    fields = item.table.schema
    columns = ", ".join(f"{quoted(field.name)} {_declared(field.type)}" for field in fields)
    connection.execute(f"CREATE TABLE {quoted(name)} ({columns})")
    insert = f"INSERT INTO {quoted(name)} VALUES ({', '.join('?' * len(fields))})"
    for batch in item.table.to_batches(max_chunksize=BATCH):
        values = [_plain(column).to_pylist() for column in batch.columns]
        connection.executemany(insert, zip(*values, strict=True))
    for column in item.indexed:
        index = quoted(f"{name}_{column}")
        connection.execute(f"CREATE INDEX {index} ON {quoted(name)} ({quoted(column)})")


def _declared(kind: pa.DataType) -> str:
    if pat.is_boolean(kind):
        return "BOOLEAN"
    if pat.is_integer(kind):
        return "INTEGER"
    if pat.is_decimal(kind):
        return f"NUMERIC({kind.precision},{kind.scale})"
    if pat.is_floating(kind):
        return "REAL"
    return "DATE" if pat.is_date(kind) else "TEXT"


def _plain(column: pa.Array) -> pa.Array:
    """Return a column of what SQLite takes: numbers and text."""
    if pat.is_boolean(column.type):
        return column.cast(pa.int8())
    if pat.is_integer(column.type) or pat.is_floating(column.type) or pat.is_string(column.type):
        return column
    return column.cast(pa.string())
