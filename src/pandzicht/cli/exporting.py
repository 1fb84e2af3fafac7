# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht export`: a selection, or the whole table of a run, as a file that other programs open."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.errors import ExportRefused, NotFound
from pandzicht.exports.audience import Audience
from pandzicht.governance.desk import Desk
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.runs.exporting import ACTION_FOR, ExportAsk, Exported, export_run, export_selection
from pandzicht.runs.finding import active_checks, named_run, purposes_of
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.selecting import KeptSelection, kept_selection
from pandzicht.store.workspace import Workspace, open_workspace

CURRENT = "current"
"""Names the run in force."""


def export(
    thing: Annotated[str, typer.Argument(help="A selection; or with --check a run, 'current' for the one in force.")],
    to: Annotated[Path, typer.Option("--to", help="The file: .xlsx, .csv, .parquet, .gpkg; of a run also .sqlite.")],
    check: Annotated[str, typer.Option("--check", help="Of a run: the check whose whole table is wanted.")] = "",
    audience: Annotated[
        Audience, typer.Option("--for", help="analist: everything; toezichthouder: facts only, in order of address.")
    ] = Audience.ANALIST,
    force: Annotated[bool, typer.Option("--force", help="Replace the file when it exists.")] = False,
    decimal_comma: Annotated[bool, typer.Option("--decimal-comma", help="In .csv: 2,50 instead of 2.50.")] = False,
    rows: Annotated[bool, typer.Option("--rows/--no-rows", help="In .xlsx: the source rows.")] = True,
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Write a selection, or the whole wide table of a run for one check, as a file that other programs open."""
    space = open_workspace(workspace).within(channel)
    ask = ExportAsk(to=to, audience=audience, force=force, decimal_comma=decimal_comma, rows=rows, language=language)
    output = Output(language, as_json=as_json)
    desk = desk_at(space, output)
    exported = (
        _export_run(space, desk, thing, check, ask) if check else _export_selection(space, desk, thing, ask, output)
    )
    output.answer(asdict(exported) | {"for": audience.value}, lambda to: show_exported(to, exported))


def _export_run(space: Workspace, desk: Desk, name: str, check: str, ask: ExportAsk) -> Exported:
    """Write the table of a check of a run, as an act of its own."""
    if (space.selections / name / "selection.json").is_file():
        raise ExportRefused(f"'{name}' is a selection, which has its own check; leave --check out")
    run_id = named_run(space, None if name == CURRENT else name)
    purposes = purposes_of(space, run_id, [check])
    with desk.operation(Action.EXPORT_RUN, Subject(Kind.RUN, run_id), purposes) as operation:
        return export_run(open_run(space, operation, run_id), check, ask)


def _export_selection(space: Workspace, desk: Desk, name: str, ask: ExportAsk, output: Output) -> Exported:
    """Write a selection, as an act of its own: for analysts, or the facts for visits."""
    kept = _selection(space, name)
    run_id = str(kept.account["run"])
    purposes = purposes_of(space, run_id, [str(kept.account["check"])])
    act = desk.operation(ACTION_FOR[ask.audience], Subject(Kind.SELECTION, kept.selection_id), purposes)
    with act as operation, output.progress() as tell:
        return export_selection(open_run(space, operation, run_id), kept, ask, progress=tell)


def _selection(space: Workspace, name: str) -> KeptSelection:
    if name == CURRENT or (space.runs / name / "manifest.json").is_file():
        checks = ", ".join(active_checks(space, named_run(space, None if name == CURRENT else name)))
        raise ExportRefused(
            f"'{name}' is a run: name the check whose table you want with --check (it has {checks or 'none'}), "
            "or name a selection"
        )
    try:
        return kept_selection(space, name)
    except NotFound as error:
        raise NotFound(f"{error}; for the whole table of a run name it with --check") from error


def show_exported(page: Page, exported: Exported) -> None:
    """Say in a sentence what was written, and what a map had to leave out."""
    counts = {"rows": exported.rows, "columns": exported.columns}
    page.line(page.say("{file}: {rows} addresses, {columns} columns.", file=exported.to, **counts))
    if exported.left_out:
        text = page.say(
            "{count} more has no coordinates and is not on the map.",
            "{count} more have no coordinates and are not on the map.",
            count=exported.left_out,
        )
        page.line(text)


def write_selection(run: OpenRun, kept: KeptSelection, to: Path, language: Language, *, force: bool = False) -> Path:
    """Write a selection as a workbook for analysts and return where it is."""
    return export_selection(
        run, kept, ExportAsk(to=to, force=force, language=language), progress=lambda _label, _part: None
    ).to
