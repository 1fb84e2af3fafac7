# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A stage of a run: computes tables, keeps them in staging, and is skipped when an interrupted run left it finished.

The engine computes the next stage while the tables of the one before are written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from pandzicht.store.engine import Engine, literal, quoted
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.table_file import write_table


@dataclass(frozen=True, slots=True)
class Table:
    """A table that a stage makes: by which columns, which make its rows one, it is published; by none it is not."""

    name: str
    by: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Columns that say where something stood and are no part of the content."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a run; `compute` makes its tables in the engine and returns facts for the manifest."""

    name: str
    label: str
    tables: tuple[Table, ...]
    compute: Callable[[Engine], Mapping[str, Any]]


@dataclass(slots=True)
class StageOutcome:
    """What a stage left: facts for the manifest and the hashes of its published tables."""

    facts: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    resumed: bool = False


def carry_out(stage: Stage, engine: Engine, staging: Path, beside: Executor) -> Future[StageOutcome]:
    """Compute a stage, or take its tables back from staging when it had finished; they are written `beside`.

    Stages finish in the order in which they were carried out when `beside` does one thing at a time.
    """
    done = _done(staging, stage)
    if done.is_file():
        for table in stage.tables:
            kept_as = literal(_path(staging, table).as_posix())
            engine.run(f"CREATE OR REPLACE TABLE {quoted(table.name)} AS SELECT * FROM read_parquet({kept_as})")
        kept = read_json(done)
        return beside.submit(StageOutcome, kept["facts"], kept["tables"], resumed=True)
    facts = dict(stage.compute(engine))
    published = []
    for table in stage.tables:
        _path(staging, table).parent.mkdir(parents=True, exist_ok=True)
        if table.by:
            published.append((table, engine.ordered(quoted(table.name), ", ".join(map(quoted, table.by)))))
        else:
            engine.write_parquet(f"SELECT * FROM {quoted(table.name)}", _path(staging, table))
    return beside.submit(_finish, stage, staging, facts, published)


def _finish(
    stage: Stage, staging: Path, facts: dict[str, Any], published: Sequence[tuple[Table, pa.Table]]
) -> StageOutcome:
    """Write the published tables of a stage, and after them that it finished."""
    tables = {
        table.name: asdict(write_table(rows, _path(staging, table), by=table.by, without=table.without))
        for table, rows in published
    }
    write_json(_done(staging, stage), {"facts": facts, "tables": tables})
    return StageOutcome(facts, tables)


def _done(staging: Path, stage: Stage) -> Path:
    return staging / f"{stage.name}.json"


def published_folder(staging: Path) -> Path:
    """Return the part of staging that becomes the run."""
    return staging / "run"


def _path(staging: Path, table: Table) -> Path:
    folder = published_folder(staging) if table.by else staging / "work"
    return folder / f"{table.name}.parquet"
