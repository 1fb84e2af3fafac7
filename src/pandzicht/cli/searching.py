# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht search`: what a text means: an address in any spelling, a postcode, an id, an owner, a selection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.language import Language
from pandzicht.runs.finding import named_run, purposes_of
from pandzicht.runs.opened import open_run
from pandzicht.searching.found import Found
from pandzicht.searching.search import search
from pandzicht.store.workspace import open_workspace


def searched(
    text: Annotated[
        str, typer.Argument(help="An address in any spelling, a postcode, an id, a case, a firm, a selection.")
    ],
    check: Annotated[
        str, typer.Option("--check", help="For the purpose of this check; an owner or a case needs one.")
    ] = "",
    run: Annotated[str, typer.Option("--run", help="The run; by default the one in force.")] = "",
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Find what a text means: at most ten things, the likeliest first."""
    space = open_workspace(workspace).within(channel)
    output = Output(language, as_json=as_json)
    run_id = named_run(space, run or None)
    purposes = purposes_of(space, run_id, [check]) if check else ()
    with desk_at(space, output).operation(Action.SEARCH, purposes=purposes) as operation:
        found = search(open_run(space, operation, run_id), text, language)
    output.answer([asdict(item) for item in found], lambda page: _show(page, found))


def _show(page: Page, found: Sequence[Found]) -> None:
    if not found:
        page.line(page.say("Nothing was found."))
    for item in found:
        page.lead(item.label, item.target if item.target != item.label else "")
        page.line(item.sublabel, indent=5, style="dim")
