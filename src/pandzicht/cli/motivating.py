# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht motivate`: what a decision says of the comparison that preceded it (Awb art. 3:46)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.definitions.action import Action
from pandzicht.language import Language
from pandzicht.runs.finding import address_in, named_run, purposes_of
from pandzicht.runs.hits import hits
from pandzicht.runs.motivating import motivation_of
from pandzicht.runs.opened import open_run
from pandzicht.store.workspace import open_workspace


def motivate(
    address: Annotated[str, typer.Argument(help="A BAG id, or street, number and woonplaats.")],
    check: Annotated[str, typer.Option("--check", help="The check whose selection preceded the decision.")],
    because: Annotated[
        str, typer.Option("--because", help="Why you need what is known; kept, and good for 30 days.")
    ] = "",
    run: Annotated[str, typer.Option("--run", help="The run; by default the one in force.")] = "",
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Tell the motivation of a decision on an address: check, facts, data and rules, without points and place."""
    space = open_workspace(workspace).within(channel)
    output = Output(language, as_json=as_json)
    run_id = named_run(space, run or None)
    subject, purposes = address_in(space, run_id, address), purposes_of(space, run_id, [check])
    desk = desk_at(space, output)
    if because:
        with desk.operation(Action.HIT, subject, purposes) as operation:
            hits(open_run(space, operation, run_id), subject.name, [check], language)
            operation.needs(because)
    with desk.operation(Action.MOTIVATE, subject, purposes) as operation:
        text = motivation_of(open_run(space, operation, run_id), check, subject.name, language)
    output.answer({"check": check, "address": subject.name, "motivation": text}, lambda page: page.line(text))
