# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Steps of the linker: read one after the other, and given back whatever way they are kept."""

from __future__ import annotations

from pandzicht.linking.step import Step, clear_steps, take_steps
from pandzicht.store.engine import Engine


def test_a_step_reads_those_before_it_and_only_a_table_tells_its_rows_apart_by_rowid() -> None:
    steps = (
        Step("numbers", "SELECT range AS n FROM range(3)"),
        Step("odd", "FROM numbers WHERE n % 2 = 1", is_table=True),
        Step("numbered", "SELECT rowid AS at, n FROM odd"),
    )
    with Engine(threads=1) as engine:
        take_steps(engine, steps)
        assert engine.rows("FROM numbered") == [(0, 1)]
        assert engine.rows("SELECT table_name FROM duckdb_tables()") == [("odd",)]
        clear_steps(engine, steps)
        assert engine.rows("SELECT table_name FROM information_schema.tables") == []
