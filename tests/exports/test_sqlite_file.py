# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pandzicht.exports.sqlite_file import write_described_sqlite
from tests.exports.small_table import small_table


def read(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_the_table_its_columns_and_its_account_stand_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    write_described_sqlite(small_table(), path)
    assert read(path, "SELECT aantal, dag FROM adressen WHERE address_id = '0518010000000001'") == [(-4, "2026-03-01")]
    assert read(path, "SELECT label, eenheid, bron, levering FROM kolommen WHERE kolom = 'aantal'") == [
        ("Aantal", "personen", "BRP", "2026-02-20")
    ]
    account = dict(read(path, "SELECT gegeven, waarde FROM verantwoording"))
    assert account["run"] == "2026-03-01-abc"
    assert account["voorbehoud"] == "DEMO: niet geverifieerd."


def test_the_object_id_has_an_index(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    write_described_sqlite(small_table(), path)
    assert read(path, "SELECT name FROM sqlite_master WHERE type = 'index'") == [("adressen_address_id",)]
