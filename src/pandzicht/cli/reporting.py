# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht report-discrimination`: freeze a check, see whom it affected, and tell who must know (lawful.md 16)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.cli.stopping import answer_proposed, document_of
from pandzicht.definitions.action import Action
from pandzicht.definitions.role import Role
from pandzicht.governance.accounts import accounts
from pandzicht.governance.activity import activity_of_check
from pandzicht.governance.concerned import address
from pandzicht.governance.desk import Desk
from pandzicht.governance.stops import Cause, Stop, propose_end, stop, to_be_told
from pandzicht.governance.subject import Subject
from pandzicht.language import Language, message
from pandzicht.runs.affected import Affected, affected, shown_addresses
from pandzicht.runs.finding import known_check, named_run, purposes_of
from pandzicht.runs.opened import open_run
from pandzicht.store.workspace import Workspace, open_workspace

HEADINGS = (message("selection"), message("date"), message("addresses"))
Told = Sequence[tuple[Role, Sequence[str]]]
"""Roles that must hear of it, each with the accounts that have it."""


def report(
    check: Annotated[str, typer.Argument(help="The check, as the catalogue names it.")],
    because: Annotated[str, typer.Option("--because", help="What was seen; with --end, what was found and done.")] = "",
    end: Annotated[bool, typer.Option("--end", help="Propose to end the report; two others approve.")] = False,
    addresses: Annotated[
        bool, typer.Option("--addresses", help="List the affected addresses, for who may export selections.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Report discrimination by a check: it stops, nothing of it is destroyed, and you see whom it affected."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    subject = known_check(space, check)
    desk = desk_at(space, output)
    if addresses:
        _answer_addresses(output, space, desk, subject)
        return
    with desk.operation(Action.STOP, subject) as operation:
        if end:
            answer_proposed(output, propose_end(operation, subject, because, Cause.DISCRIMINATION))
            return
        made = stop(operation, subject, because, Cause.DISCRIMINATION)
        found, told = affected(space, check), _told(desk)
    document = document_of(made) | {
        "selections": [
            {"selection": item.selection_id, "date": item.on, "addresses": len(item.addresses)} for item in found
        ],
        "addresses": len(_all(found)),
        "tell": {role.role: list(names) for role, names in told},
    }
    output.answer(document, lambda to: _show(to, made, found, told))


def _told(desk: Desk) -> Told:
    with desk.state.transaction(reads=True) as transaction:
        known = [item for item in accounts(transaction) if not item.closed_at]
    return [
        (role, [item.account for item in known if any(grant.role == role.role for grant in item.grants)])
        for role in to_be_told(desk.roles)
    ]


def _answer_addresses(output: Output, space: Workspace, desk: Desk, subject: Subject) -> None:
    """Answer with the affected addresses that this account may see; they are logged before they are shown."""
    run_id = named_run(space)
    purposes = purposes_of(space, run_id, [subject.name])
    with desk.operation(Action.EXPORT_SELECTION, subject, purposes) as operation:
        catalogue = open_run(space, operation, run_id).catalogue
        ids = shown_addresses(space, affected(space, subject.name), operation.sight)
        operation.concerns(map(address, ids), activity=activity_of_check(catalogue, subject.name))

    def show(page: Page) -> None:
        page.line(page.say("{count} address", "{count} addresses", count=len(ids)))
        for item in ids:
            page.line(item, indent=2)

    output.answer({"check": subject.name, "addresses": ids}, show)


def _all(found: Sequence[Affected]) -> frozenset[str]:
    return frozenset(name for item in found for name in item.addresses)


def _show(page: Page, made: Stop, found: Sequence[Affected], told: Told) -> None:
    check, say = made.subject.name, page.say
    page.line(
        say(
            "Reported: check {check} is stopped, and nothing of it is destroyed until the report is ended.", check=check
        )
    )
    counts = {"model": sum(not item.without_model for item in found), "addresses": len(_all(found))}
    text = say(
        "{count} selection used it, of which {model} by its points, with {addresses} addresses in all.",
        "{count} selections used it, of which {model} by its points, with {addresses} addresses in all.",
        count=len(found),
        **counts,
    )
    page.line(text)
    if found:
        rows = [[item.selection_id, item.on, len(item.addresses)] for item in found]
        page.table([say(heading) for heading in HEADINGS], rows)
    page.line(say("To be told:"))
    for role, names in told:
        page.line(
            f"{role.label.in_(page.language)}: {', '.join(names) or say('nobody has this role')}", indent=2, hang=2
        )
    page.line(say("The list, for who may export selections:"))
    page.command(f"pandzicht report-discrimination {check} --addresses")
    page.line(say("To end the report, with the approval of two others:"))
    page.command(f'pandzicht report-discrimination {check} --end --because "{say("REASON")}"')
