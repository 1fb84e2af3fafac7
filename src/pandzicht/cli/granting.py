# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht account`: who has an account here, and which roles; nobody grants a role to themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at, now
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption, day
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.governance.accounts import (
    Account,
    account_named,
    accounts,
    close_account,
    grant_role,
    make_account,
    withdraw_role,
)
from pandzicht.governance.actor import Grant
from pandzicht.governance.desk import Operation
from pandzicht.governance.subject import WORKSPACE, Kind, Subject
from pandzicht.language import Language, message
from pandzicht.store.state_database import Transaction, moment
from pandzicht.store.workspace import open_workspace

HEADINGS = (message("account"), message("person"), message("roles"), message("state"))


def account(
    name: Annotated[
        str, typer.Argument(help="The account; made when it is not there. Without one, all are listed.")
    ] = "",
    person: Annotated[str, typer.Option("--person", help="Whose it is; two accounts of a person count as one.")] = "",
    role: Annotated[list[str] | None, typer.Option("--role", help="A role to grant.")] = None,
    withdraw: Annotated[list[str] | None, typer.Option("--withdraw", help="A role to take away.")] = None,
    purpose: Annotated[list[str] | None, typer.Option("--purpose", help="Grant it for these purposes only.")] = None,
    area: Annotated[list[str] | None, typer.Option("--area", help="Grant it for these buurten or wijken only.")] = None,
    until: Annotated[str, typer.Option("--until", help="The last day of the grant.")] = "",
    close: Annotated[bool, typer.Option("--close", help="Close the account.")] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Make or close an account, grant it roles or take them away; without a name, list all accounts."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    grants = [Grant(item, _some(purpose), _some(area), day(until, "--until") if until else None) for item in role or ()]
    subject = Subject(Kind.ACCOUNT, name) if name else WORKSPACE
    with desk.operation(Action.ADMINISTER, subject) as operation:
        if name:
            with operation.change() as transaction:
                _carry_out(transaction, operation, name, person or name, grants, withdraw or [])
                if close:
                    close_account(transaction, account_named(transaction, name), at=moment(now()))
        with desk.state.transaction(reads=True) as transaction:
            found = [item for item in accounts(transaction) if not name or item.account == name]
    output.answer([_document(item) for item in found], lambda to: _show(to, found))


def _carry_out(
    transaction: Transaction, operation: Operation, name: str, person: str, grants: list[Grant], gone: list[str]
) -> None:
    at = moment(now())
    if all(item.account != name for item in accounts(transaction)):
        make_account(transaction, name, person=person, name=name, at=at)
    for role in gone:
        withdraw_role(transaction, account_named(transaction, name), role)
    for grant in grants:
        known = account_named(transaction, name)
        grant_role(transaction, known, grant, operation.desk.roles, by=operation.desk.actor, at=at)


def _some(names: list[str] | None) -> frozenset[str] | None:
    return frozenset(names) if names else None


def _show(page: Page, found: list[Account]) -> None:
    rows = [
        [
            item.account,
            item.person,
            ", ".join(grant.role for grant in item.grants),
            page.say("closed") * bool(item.closed_at),
        ]
        for item in found
    ]
    page.table([page.say(heading) for heading in HEADINGS], rows)


def _document(item: Account) -> dict[str, object]:
    grants = [
        {
            "role": grant.role,
            "purposes": sorted(grant.purposes) if grant.purposes else None,
            "areas": sorted(grant.areas) if grant.areas else None,
            "until": grant.until,
        }
        for grant in item.grants
    ]
    return {"account": item.account, "person": item.person, "closed_at": item.closed_at, "roles": grants}
