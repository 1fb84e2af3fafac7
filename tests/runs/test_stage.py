# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A stage that had finished is not computed again; one that had not is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pandzicht.runs.stage import Stage, StageOutcome, Table, carry_out, published_folder
from pandzicht.store.engine import Engine

TABLES = (Table("numbers", ("n",)), Table("work"))


def carried_out(stage: Stage, engine: Engine, staging: Path) -> StageOutcome:
    with ThreadPoolExecutor(max_workers=1) as beside:
        return carry_out(stage, engine, staging, beside).result()


def counting(calls: list[int]) -> Stage:
    def compute(engine: Engine) -> dict[str, int]:
        calls.append(1)
        engine.run("CREATE OR REPLACE TABLE numbers AS SELECT range AS n FROM range(3)")
        engine.run("CREATE OR REPLACE TABLE work AS SELECT n * 2 AS n FROM numbers")
        return {"made": 3}

    return Stage("numbers", "getallen", TABLES, compute)


def test_a_finished_stage_is_taken_back_from_staging(tmp_path: Path) -> None:
    calls: list[int] = []
    with Engine(threads=1) as engine:
        first = carried_out(counting(calls), engine, tmp_path)
    with Engine(threads=1) as engine:
        second = carried_out(counting(calls), engine, tmp_path)
        assert engine.rows("SELECT n FROM work ORDER BY n") == [(0,), (2,), (4,)]
    assert calls == [1]
    assert (first.resumed, second.resumed) == (False, True)
    assert (first.facts, first.tables) == (second.facts, second.tables) == ({"made": 3}, first.tables)
    assert [path.name for path in published_folder(tmp_path).iterdir()] == ["numbers.parquet"]


def test_a_stage_that_failed_is_computed_anew(tmp_path: Path) -> None:
    calls: list[int] = []
    broken = Stage("numbers", "getallen", (*TABLES, Table("absent", ("n",))), counting(calls).compute)
    with Engine(threads=1) as engine, pytest.raises(Exception, match="absent"):
        carried_out(broken, engine, tmp_path)
    with Engine(threads=1) as engine:
        assert not carried_out(counting(calls), engine, tmp_path).resumed
    assert calls == [1, 1]


def test_a_stage_whose_tables_could_not_be_written_has_not_finished(tmp_path: Path) -> None:
    calls: list[int] = []
    (tmp_path / "run" / "numbers.parquet").mkdir(parents=True)
    with Engine(threads=1) as engine, pytest.raises(OSError, match=r"numbers\.parquet"):
        carried_out(counting(calls), engine, tmp_path)
    assert not (tmp_path / "numbers.json").exists()
