# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht stop`: the points of a check are no longer used, from this moment on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at, now
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.errors import PandzichtError
from pandzicht.governance.desk import Desk
from pandzicht.governance.proposal import Proposal
from pandzicht.governance.stops import CAUSES, EVERYTHING, Stop, propose_end, stops
from pandzicht.governance.stops import stop as stop_check
from pandzicht.governance.subject import Subject
from pandzicht.language import Language, message
from pandzicht.runs.finding import known_check
from pandzicht.store.workspace import open_workspace

HEADINGS = (message("check"), message("state"), message("since"), message("by"), message("because"))


def stop(
    check: Annotated[str, typer.Argument(help="The check; without one, what is stopped is listed.")] = "",
    because: Annotated[str, typer.Option("--because", help="Why; it is kept.")] = "",
    all_: Annotated[bool, typer.Option("--all", help="Stop every check.")] = False,
    release: Annotated[
        bool, typer.Option("--release", help="Propose to use it again; somebody else approves.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Stop a check at once: from now on all is drawn at random, without its points; or propose to release it."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    if check and all_:
        raise PandzichtError("name a check or give --all, not both")
    if not (check or all_):
        _answer_list(output, desk_at(space, output))
        return
    subject = EVERYTHING if all_ else known_check(space, check)
    desk = desk_at(space, output)
    with desk.operation(Action.STOP, subject) as operation:
        if release:
            answer_proposed(output, propose_end(operation, subject, because))
            return
        made = stop_check(operation, subject, because)
    output.answer(document_of(made), lambda to: _show_stopped(to, made))


def answer_proposed(output: Output, made: Sequence[Proposal]) -> None:
    """Answer with the proposals that end a stop, and what somebody else has to type."""

    def show(page: Page) -> None:
        for item in made:
            page.line(page.say("Proposal {name}: somebody else approves it:", name=item.reference))
            page.command(f"pandzicht approve {item.reference}")

    output.answer([{"proposal": item.reference, "subject": str(item.subject)} for item in made], show)


def document_of(made: Stop) -> dict[str, Any]:
    """Return a stop as a machine reads it."""
    return {
        "stop": made.stop_id,
        "subject": str(made.subject),
        "cause": made.cause.value,
        "at": made.stopped_at,
        "by": made.account,
        "because": made.reason,
    }


def told_check(page: Page, subject: Subject) -> str:
    """Return how a page names what was stopped."""
    return page.say("all checks") if subject == EVERYTHING else subject.name


def _answer_list(output: Output, desk: Desk) -> None:
    with desk.operation(Action.SEE_PROPOSALS, EVERYTHING), desk.state.transaction(reads=True) as transaction:
        found = stops(transaction, now())

    def show(page: Page) -> None:
        if not found:
            page.line(page.say("Nothing is stopped."))
            return
        rows = [
            [
                told_check(page, item.subject),
                page.say(CAUSES[item.cause]),
                item.stopped_at[:16],
                item.account,
                item.reason,
            ]
            for item in found
        ]
        page.table([page.say(heading) for heading in HEADINGS], rows)

    output.answer([document_of(item) for item in found], show)


def _show_stopped(page: Page, made: Stop) -> None:
    page.line(page.say("Stopped: {check}.", check=told_check(page, made.subject)))
    page.line(page.say("What is drawn from now on is drawn at random. What was drawn before stays as it was."))
    page.line(page.say("To use it again, with the approval of somebody else:"))
    name = "--all" if made.subject == EVERYTHING else made.subject.name
    page.command(f'pandzicht stop {name} --release --because "{page.say("REASON")}"')
