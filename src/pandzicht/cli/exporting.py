# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht export`: a selection, or the whole table of a run, as a file that other programs open."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption, today
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.errors import ExportRefused, NotFound
from pandzicht.exports.audience import Audience
from pandzicht.language import Language
from pandzicht.runs.exporting import ExportAsk, Exported, export_run, export_selection
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.selecting import KeptSelection, open_selection
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
    with output.progress() as tell:
        if check:
            exported = export_run(_run(space, thing), check, ask)
        else:
            kept, run = _selection(space, thing)
            exported = export_selection(run, kept, ask, progress=tell)
    output.answer(asdict(exported) | {"for": audience.value}, lambda to: show_exported(to, exported))


def _run(space: Workspace, name: str) -> OpenRun:
    if (space.selections / name / "selection.json").is_file():
        raise ExportRefused(f"'{name}' is a selection, which has its own check; leave --check out")
    return open_run(space, None if name == CURRENT else name, today=today())


def _selection(space: Workspace, name: str) -> tuple[KeptSelection, OpenRun]:
    if name == CURRENT or (space.runs / name / "manifest.json").is_file():
        checks = ", ".join(
            open_run(space, None if name == CURRENT else name, today=today()).manifest["active"]["checks"]
        )
        raise ExportRefused(
            f"'{name}' is a run: name the check whose table you want with --check (it has {checks or 'none'}), "
            "or name a selection"
        )
    try:
        return open_selection(space, name, today=today())
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
