# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work of comparing: one run, taken up where an interrupted one left it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.folder_in_force import follow
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.work import ActOf, Tell, Work
from pandzicht.language import message
from pandzicht.runs.plan import Dates, RunPlan, plan_run
from pandzicht.runs.run import carry_out_run
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import Workspace

_THREADS = 2


class Comparison(Work):
    """Compare for a day, from what was known by a day."""

    label = message("compare")
    writes = True

    on: date
    known: date
    seed: int = 1
    in_force: bool = False

    def prepare(self, workspace: Workspace, desk: Desk) -> None:
        """Have the folder follow what was approved in the office, so that the comparison is made with that."""
        follow(desk, workspace.catalogue)

    def act(self, workspace: Workspace) -> ActOf:
        """Return the comparing, for the purposes of every check that is active."""
        plan = self._plan(workspace)
        return ActOf(Action.RUN, Subject(Kind.RUN, plan.run_id), plan.purposes)

    def carry_out(self, workspace: Workspace, operation: Operation, place: Path, tell: Tell) -> Mapping[str, Any]:
        """Compare; return the name of the run and whether people work from it."""
        del place
        outcome = carry_out_run(
            self._plan(workspace), operation, threads=_THREADS, progress=tell, in_force=self.in_force
        )
        return {
            "run": outcome.run_id,
            "computed": outcome.computed,
            "in_force": outcome.in_force,
            "approved": outcome.approved,
            "addresses": outcome.manifest["tables"]["addresses"]["rows"],
        }

    def _plan(self, workspace: Workspace) -> RunPlan:
        catalogue = sound_catalogue(workspace.catalogue, readers=known_readers())
        dates = Dates(self.on, self.known)
        return plan_run(workspace, catalogue, dates, self.seed, today=self.known)
