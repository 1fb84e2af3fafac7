# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work of computing a published run again, to see whether it comes out the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.governance.desk import Operation
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.work import ActOf, Tell, Work
from pandzicht.language import message
from pandzicht.runs.finding import named_run
from pandzicht.runs.reproduction import plan_again, reproduce
from pandzicht.store.workspace import Workspace

_THREADS = 2


class Recomputing(Work):
    """Compute one run again by its own deliveries, definitions, dates and seed; nothing of it is kept."""

    label = message("compute again")
    writes = True

    run: str

    def act(self, workspace: Workspace) -> ActOf:
        """Return the comparing of this run; raise NotFound for a run that is not there, Gone for a destroyed one."""
        run_id = named_run(workspace, self.run)
        return ActOf(Action.RUN, Subject(Kind.RUN, run_id), plan_again(workspace, run_id).purposes)

    def carry_out(self, workspace: Workspace, operation: Operation, place: Path, tell: Tell) -> Mapping[str, Any]:
        """Compute it; return which tables came out the same, and what it was made from otherwise."""
        del place
        run_id = operation.act.subject.name
        found = reproduce(plan_again(workspace, run_id), operation, run_id, threads=_THREADS, progress=tell)
        told = asdict(found)
        return {
            "run": run_id,
            "equal": found.is_equal,
            "rows": sum(table.rows for table in found.tables),
            "tables": [asdict(table) | {"equal": table.is_equal} for table in found.tables],
            "inputs": told["inputs"],
        }
