# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht list`: the worklist of a check, filtered and page by page, or all of it as a file."""

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
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language, shown
from pandzicht.runs.exporting import ExportAsk, Exported
from pandzicht.runs.finding import named_run, purposes_of
from pandzicht.runs.opened import open_run
from pandzicht.store.workspace import open_workspace
from pandzicht.worklist.facets import Facet
from pandzicht.worklist.list_file import write_list
from pandzicht.worklist.listing import Worklist, worklist
from pandzicht.worklist.rows import Row
from pandzicht.worklist.view import view_of

MOST_CHOICES = 12
"""Shown of what can be asked of one sort; a machine is told all."""


def listed(
    check: Annotated[str, typer.Argument(help="The check, as the catalogue names it.")],
    asked: Annotated[
        str, typer.Option("--filter", help="What is asked: signal=NAME:yes&area=BU...&order=address&page=2.")
    ] = "",
    size: Annotated[int, typer.Option("--size", min=1, max=200, help="How many units a page has.")] = 20,
    to: Annotated[Path | None, typer.Option("--to", help="Write all of it to a file: .xlsx, .csv, .parquet.")] = None,
    places: Annotated[bool, typer.Option("--places", help="Also the place in the order, and the points.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file when it exists.")] = False,
    run: Annotated[str, typer.Option("--run", help="The run; by default the one in force.")] = "",
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Show the worklist of a check: which units to look at, and why, with what a filter more would leave."""
    space = open_workspace(workspace).within(channel)
    output = Output(language, as_json=as_json)
    view = view_of(asked)
    run_id = named_run(space, run or None)
    subject, purposes, desk = Subject(Kind.CHECK, check), purposes_of(space, run_id, [check]), desk_at(space, output)
    if to is not None:
        ask = ExportAsk(to, force=force, language=language)
        with desk.operation(Action.EXPORT_LIST, subject, purposes) as operation:
            exported = write_list(open_run(space, operation, run_id), check, view, ask, analysed=places)
        told = {"file": exported.to, "rows": exported.rows, "columns": exported.columns}
        output.answer(
            asdict(exported), lambda page: page.line(page.say("{file}: {rows} units, {columns} columns.", **told))
        )
        return
    sized = view if "size" in view.model_fields_set else view.model_copy(update={"size": size})
    with desk.operation(Action.LIST, subject, purposes) as operation:
        found = worklist(open_run(space, operation, run_id), check, sized, language, analysed=places)
    output.answer(asdict(found), lambda page: show_list(page, found))


def _show_file(page: Page, exported: Exported) -> None:
    counts = {"rows": exported.rows, "columns": exported.columns}
    page.line(page.say("{file}: {rows} units, {columns} columns.", file=exported.to, **counts))


def show_list(page: Page, found: Worklist) -> None:
    """Show a page of a list, why each unit is on it, and what can be asked further."""
    say = page.say
    page.lead(found.label, say("{count} of {total}", count=found.count, total=found.total))
    if found.empty:
        page.line(found.empty)
    if found.stopped:
        page.line(say("The check was stopped ({reason}): signals and points are not shown.", reason=found.stopped))
    if found.could_rise:
        page.line(say("{count} more could stand above the last if what is unknown were yes.", count=found.could_rise))
    for row in found.rows:
        _show_row(page, found, row)
    page.line(say("Page {page} of {pages}.", page=found.page, pages=found.pages), style="dim")
    for facet in found.facets:
        page.line(f"{facet.key}: {_choices(page, facet)}", indent=2, hang=4, style="dim")
    for caveat in found.caveats:
        page.line(caveat.sentence, style="dim")
    page.line(say("A place on this list is a reason to look, not evidence."))


def _show_row(page: Page, found: Worklist, row: Row) -> None:
    counts = [page.say("{count} yes", count=row.yes)] if row.yes else []
    counts += [page.say("{count} unknown", count=row.unknown)] if row.unknown else []
    counts += [page.say("{count} disputed", count=row.disputed)] if row.disputed else []
    if row.analysis:
        points = page.say("{count} point", "{count} points", count=row.analysis.score)
        counts += [page.say("place {rank} of {of}", rank=row.analysis.place, of=row.analysis.of), points]
    page.lead(row.adres, ", ".join([row.unit_id, *counts]))
    visited = page.say("last visited {day}", day=row.last_visit) if row.last_visit else ""
    page.line(" · ".join(filter(None, [row.what, row.area, visited])), indent=5, style="dim")
    if row.why:
        page.line(row.why, indent=5)
    for column, value in zip(found.columns, row.values, strict=True):
        label = column.label if page.language is Language.NL else column.label_en or column.label
        page.line(f"{label}: {shown(value, page.language)}", indent=5, hang=2)


def _choices(page: Page, facet: Facet) -> str:
    most = sorted(facet.choices, key=lambda item: -item.count)[:MOST_CHOICES]
    told = [f"{item.value} ({shown(item.count, page.language)})" for item in most]
    left = len(facet.choices) - len(most)
    return ", ".join([*told, *([page.say("and {count} more", count=left)] if left else [])])
