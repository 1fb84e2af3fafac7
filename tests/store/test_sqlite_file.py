# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from pandzicht.store.engine import EngineFault
from pandzicht.store.sqlite_file import BATCH, SqliteTable, write_sqlite


def everything() -> pa.Table:
    return pa.table(
        {
            "id": pa.array(["0518010000000001", None], pa.string()),
            "aantal": pa.array([3, None], pa.int32()),
            "deel": pa.array([0.5, None], pa.float64()),
            "bedrag": pa.array([Decimal("12.50"), None], pa.decimal128(9, 2)),
            "dag": pa.array([date(2026, 3, 1), None], pa.date32()),
            "ja": pa.array([True, None], pa.bool_()),
            'raar"e naam': pa.array(["x", None], pa.string()),
        }
    )


def read(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_every_type_has_its_column_and_nothing_stays_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    write_sqlite(path, {"adressen": SqliteTable(everything())})
    assert read(path, "SELECT * FROM adressen") == [
        ("0518010000000001", 3, 0.5, 12.5, "2026-03-01", 1, "x"),
        (None,) * 7,
    ]
    declared = {row[1]: row[2] for row in read(path, "PRAGMA table_info(adressen)")}
    assert declared == {
        "id": "TEXT",
        "aantal": "INTEGER",
        "deel": "REAL",
        "bedrag": "NUMERIC(9,2)",
        "dag": "DATE",
        "ja": "BOOLEAN",
        'raar"e naam': "TEXT",
    }


def test_an_id_keeps_its_leading_zero_and_its_sixteen_digits(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    write_sqlite(path, {"adressen": SqliteTable(everything())})
    assert read(path, "SELECT typeof(id) FROM adressen WHERE id LIKE '0%'") == [("text",)]


def test_a_search_by_an_indexed_column_uses_the_index(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    write_sqlite(path, {"adressen": SqliteTable(everything(), ("id",))})
    plan = read(path, "EXPLAIN QUERY PLAN SELECT * FROM adressen WHERE id = '1'")
    assert "adressen_id" in str(plan)


def test_several_tables_stand_beside_each_other(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    write_sqlite(path, {"a": SqliteTable(pa.table({"n": [1]})), "b": SqliteTable(pa.table({"m": ["y"]}))})
    assert read(path, "SELECT n, m FROM a, b") == [(1, "y")]


def test_more_rows_than_one_batch_all_arrive_in_order(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    write_sqlite(path, {"a": SqliteTable(pa.table({"n": pa.array(range(BATCH + 5))}))})
    assert read(path, "SELECT count(*), max(n) FROM a") == [(BATCH + 5, BATCH + 4)]
    assert read(path, f"SELECT n FROM a WHERE rowid = {BATCH + 1}") == [(BATCH,)]


def test_a_place_where_nothing_can_be_written_is_a_fault_with_the_name(tmp_path: Path) -> None:
    with pytest.raises(EngineFault, match=r"x\.sqlite: cannot be written"):
        write_sqlite(tmp_path / "nowhere" / "x.sqlite", {"a": SqliteTable(pa.table({"n": [1]}))})


def test_a_file_that_holds_the_table_already_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    write_sqlite(path, {"a": SqliteTable(pa.table({"n": [1]}))})
    with pytest.raises(EngineFault, match="already exists"):
        write_sqlite(path, {"a": SqliteTable(pa.table({"n": [2]}))})
