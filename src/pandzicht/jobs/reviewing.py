# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work of choosing the links in doubt that somebody is going to look at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.governance.desk import Operation
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.work import ActOf, Tell, Work
from pandzicht.language import message
from pandzicht.runs.plan import Dates, RunPlan, plan_run
from pandzicht.runs.review_round import keep_round
from pandzicht.runs.reviewing import review_queue
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import Workspace

_THREADS = 2


class Reviewing(Work):
    """Choose so many links of which an answer changes most, by what is loaded for a day."""

    label = message("choose links in doubt")
    writes = False

    on: date
    known: date
    questions: int = Field(default=50, ge=1, le=200)
    seed: int = 1

    def act(self, workspace: Workspace) -> ActOf:
        """Return the seeing of links in doubt, for the purposes of every check that is active."""
        plan = self._plan(workspace)
        return ActOf(Action.REVIEW, Subject(Kind.RUN, plan.run_id), plan.purposes)

    def carry_out(self, workspace: Workspace, operation: Operation, place: Path, tell: Tell) -> Mapping[str, Any]:
        """Choose them and keep them for whoever asked; return how many there are."""
        queue = review_queue(
            self._plan(workspace), operation, questions=self.questions, threads=_THREADS, progress=tell
        )
        keep_round(queue, place)
        tell(self.label, 1.0)
        return {"questions": len(queue.questions)}

    def _plan(self, workspace: Workspace) -> RunPlan:
        catalogue = sound_catalogue(workspace.catalogue, readers=known_readers())
        return plan_run(workspace, catalogue, Dates(self.on, self.known), self.seed, today=self.known)
