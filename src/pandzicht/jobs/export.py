# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work of writing a selection, or the whole table of a run, as a file for whoever asked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.errors import Gone, NotFound
from pandzicht.exports.audience import Audience
from pandzicht.governance.desk import Operation
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.job import Job
from pandzicht.jobs.work import ActOf, Tell, Work
from pandzicht.language import Language, message
from pandzicht.runs.exporting import ACTION_FOR, ExportAsk, export_run, export_selection
from pandzicht.runs.finding import named_run, purposes_of
from pandzicht.runs.opened import open_run
from pandzicht.runs.selecting import kept_selection
from pandzicht.store.workspace import Workspace


class Export(Work):
    """Write a selection; or, where a check is named, the whole table of a run for that check."""

    label = message("export")
    writes = False

    selection: str = ""
    run: str = ""
    """With a check: the run, by default the one in force."""
    check: str = ""
    form: str
    """The ending of the file: .xlsx, .csv, .parquet, .gpkg; of a run also .sqlite."""
    audience: Audience = Audience.ANALIST
    decimal_comma: bool = False
    rows: bool = True
    """In .xlsx: the source rows."""
    language: Language = Language.NL

    def act(self, workspace: Workspace) -> ActOf:
        """Return the exporting: of a selection for its audience, or of a whole table, which is for analysts."""
        if self.check:
            run_id = named_run(workspace, self.run or None)
            return ActOf(Action.EXPORT_RUN, Subject(Kind.RUN, run_id), purposes_of(workspace, run_id, [self.check]))
        kept = kept_selection(workspace, self.selection)
        purposes = purposes_of(workspace, str(kept.account["run"]), [str(kept.account["check"])])
        return ActOf(ACTION_FOR[self.audience], Subject(Kind.SELECTION, kept.selection_id), purposes)

    def carry_out(self, workspace: Workspace, operation: Operation, place: Path, tell: Tell) -> Mapping[str, Any]:
        """Write it; return what the file is called and how much is in it."""
        named = operation.act.subject.name
        to = place / f"{named}-{self.check}{self.form}" if self.check else place / f"{named}{self.form}"
        place.mkdir(parents=True, exist_ok=True)
        told = self.model_dump(include={"audience", "decimal_comma", "rows", "language"})
        ask = ExportAsk(to=to, force=True, **told)
        tell(self.label, 0.0)
        if self.check:
            exported = export_run(open_run(workspace, operation, named), self.check, ask)
        else:
            kept = kept_selection(workspace, named)
            run = open_run(workspace, operation, str(kept.account["run"]))
            exported = export_selection(run, kept, ask, progress=tell)
        tell(self.label, 1.0)
        counts = {"rows": exported.rows, "columns": exported.columns, "left_out": exported.left_out}
        return {"file": to.name, **counts}


def exported_file(workspace: Workspace, job: Job) -> Path:
    """Return the file that a job wrote; raise NotFound when it wrote none, Gone when its term has passed."""
    name = job.result.get("file")
    if not name:
        raise NotFound(f"job '{job.job_id}' wrote no file; see where it stands with 'pandzicht jobs'")
    path = workspace.within(job.arguments.get("channel")).exports / job.job_id / str(name)
    if not path.is_file():
        raise Gone(f"{name}: what is written in the background is kept for a short time only; ask for it again")
    return path
