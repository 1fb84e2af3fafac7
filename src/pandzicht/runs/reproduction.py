# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A published run computed again: every table is held against the hash that was published, and nothing is kept."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import catalogue_of
from pandzicht.governance.desk import Operation
from pandzicht.runs.input_difference import InputDifference, input_difference
from pandzicht.runs.plan import Dates, RunPlan, plan_run
from pandzicht.runs.run import Progress, compute, log_comparison
from pandzicht.runs.shelf import RunTables
from pandzicht.runs.stage import published_folder
from pandzicht.store.publish import fresh_folder, read_json
from pandzicht.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TableAgain:
    """One table by the hash of its content as it was published and as it came out again."""

    name: str
    published: str
    again: str
    rows: int
    """As they were published; none of a table that was not."""
    rows_again: int

    @property
    def is_equal(self) -> bool:
        """Whether the content is the same to the last cell."""
        return self.published == self.again


@dataclass(frozen=True, slots=True)
class Reproduction:
    """What became of a run that was computed again."""

    run_id: str
    tables: tuple[TableAgain, ...]
    inputs: InputDifference
    """What it could not be made from any more: deliveries that were destroyed, another version of the code."""

    @property
    def is_equal(self) -> bool:
        """Whether every table came out the same."""
        return all(table.is_equal for table in self.tables)


def plan_again(workspace: Workspace, run_id: str) -> RunPlan:
    """Return the plan of a published run by its own definitions, dates and seed; raises as `plan_run` does."""
    tables = RunTables(workspace.runs / run_id)
    return plan_run(workspace, catalogue_of(tables.catalogue.document()), Dates(tables.on, tables.known), tables.seed)


def reproduce(plan: RunPlan, operation: Operation, run_id: str, *, threads: int, progress: Progress) -> Reproduction:
    """Compute a run again and hold its tables against what was published; whom it concerns is logged first."""
    operation.allows(Action.RUN)
    for purpose in plan.purposes:
        operation.serves(purpose)
    published = read_json(plan.workspace.runs / run_id / "manifest.json")
    log_comparison(plan, operation)
    with plan.workspace.writing():
        staging = fresh_folder(plan.workspace.staging / f"again-{run_id}")
        try:
            compute(plan, staging, threads, progress)
            again = read_json(published_folder(staging) / "manifest.json")
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return Reproduction(run_id, _tables(published, again), input_difference(published["inputs"], again["inputs"]))


def _tables(published: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[TableAgain, ...]:
    then, now = published["tables"], again["tables"]
    return tuple(_table_again(name, then.get(name, {}), now.get(name, {})) for name in dict.fromkeys((*then, *now)))


def _table_again(name: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> TableAgain:
    contents = [str(table.get("content", "")) for table in (then, now)]
    rows = [int(table.get("rows", 0)) for table in (then, now)]
    return TableAgain(name, contents[0], contents[1], rows[0], rows[1])
