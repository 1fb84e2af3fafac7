# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The peer of the list: the wide table of the same run in SQLite, indexed, as an analyst keeps it today.

It does less: no right is looked at, nothing is logged, no sentence is made, and no count per filter is given.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bench.measuring import ROOT
from bench.office.served import CHECK, pandzicht


def wide_table(workspace: Path) -> Path:
    """Return the whole table of the check as `pandzicht export` writes it to SQLite."""
    place = workspace.parent / f"{workspace.name}-wide.sqlite"
    if not place.is_file():
        words = ["export", "current", "--check", CHECK, "--to", str(place), "--workspace", str(workspace)]
        subprocess.run([*pandzicht(), *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return place


def list_ms(place: Path, count: int, seed: int) -> Iterator[float]:
    """Yield the milliseconds of lists with three filters: how many there are, and the first fifty by points."""
    draw = random.Random(seed)
    with closing(sqlite3.connect(place)) as connection:
        table = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' LIMIT 1").fetchone()[0]
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        signals = [name for name in columns if _answers(connection, table, name)]
        order = next(name for name in columns if name in {"rang", "plaats", "rank", "score"})
        for name in (*signals, order):
            connection.execute(f'CREATE INDEX IF NOT EXISTS "by_{name}" ON {table} ("{name}")')
        connection.execute("ANALYZE")
        for _ in range(count):
            asked = draw.sample(signals, 3)
            where = " AND ".join(f"\"{name}\" = '{draw.choice(('yes', 'no'))}'" for name in asked)
            begun = time.perf_counter()
            connection.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()
            connection.execute(f'SELECT * FROM {table} WHERE {where} ORDER BY "{order}" LIMIT 50').fetchall()
            yield (time.perf_counter() - begun) * 1_000


def _answers(connection: sqlite3.Connection, table: str, name: str) -> bool:
    found = {row[0] for row in connection.execute(f'SELECT DISTINCT "{name}" FROM {table} LIMIT 20')}
    return bool(found) and found <= {"yes", "no", "unknown", "disputed"} and "yes" in found
