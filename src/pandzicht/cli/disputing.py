# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht dispute`: an objection or a correction; a disputed signal counts zero until it is settled."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.governance.dispute import STANDINGS, Standing
from pandzicht.language import Language
from pandzicht.runs.disputing import Handled, Use, dispute_signal, disputes_about, settle_dispute
from pandzicht.runs.finding import address_in, named_run
from pandzicht.runs.opened import open_run
from pandzicht.store.workspace import open_workspace


class Outcome(StrEnum):
    """How a dispute can be settled."""

    UPHELD = Standing.UPHELD.value
    REJECTED = Standing.REJECTED.value
    WITHDRAWN = Standing.WITHDRAWN.value
    CORRECTED = Standing.CORRECTED.value


def dispute(
    address: Annotated[str, typer.Argument(help="A BAG id, or street, number and woonplaats.")],
    signal: Annotated[str, typer.Argument(help="The signal; without it the disputes about the address.")] = "",
    because: Annotated[str, typer.Option("--because", help="What is wrong, or why it is settled so; no names.")] = "",
    outcome: Annotated[
        Outcome | None, typer.Option("--outcome", help="Settle it: upheld stays out until the source is corrected.")
    ] = None,
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Dispute a signal of an address, or settle that: while it is disputed it counts zero in every list."""
    space = open_workspace(workspace).within(channel)
    output = Output(language, as_json=as_json)
    run_id = named_run(space)
    subject = address_in(space, run_id, address)
    with desk_at(space, output).operation(Action.DISPUTE, subject) as operation:
        run = open_run(space, operation, run_id)
        if not signal:
            handled = disputes_about(run, subject.name)
        elif outcome is None:
            handled = dispute_signal(run, subject.name, signal, because)
        else:
            handled = settle_dispute(run, subject.name, signal, Standing(outcome.value), because)
    output.answer(asdict(handled), lambda to: _show(to, handled))


def _show(page: Page, handled: Handled) -> None:
    say = page.say
    if not handled.disputes:
        page.line(say("Nothing of this address is disputed."))
    for item in handled.disputes:
        standing = say(STANDINGS[item.standing])
        page.line(f"{item.raised_at[:10]}  {item.signal}  {standing}: {item.reason}", hang=4)
        if item.is_in_effect:
            page.line(say("It counts for nothing in every list that is drawn, and is told as disputed."), indent=4)
        if item.settled_because:
            page.line(f"{(item.settled_at or '')[:10]}  {item.settled_because}", indent=4)
    if handled.uses:
        page.line(say("Where this signal was used:"))
        page.table(
            (say("run"), say("selection"), say("check"), say("answer"), say("proposed")),
            [_row(page, use) for use in handled.uses],
        )


def _row(page: Page, use: Use) -> tuple[str, ...]:
    proposed = page.say("yes") if use.proposed else page.say("no")
    return use.run, use.selection, use.check, page.say(use.answer), proposed if use.selection else ""
