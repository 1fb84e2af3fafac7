# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht tokens`: the access tokens of an account, and the end of one; they are made in the office only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.governance.access_token import AccessToken, tokens_of, withdraw_token
from pandzicht.governance.accounts import account_named
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language, message, shown
from pandzicht.store.workspace import open_workspace

HEADINGS = (message("access token"), message("purpose"), message("last day"), message("last used"))


def tokens(
    account: Annotated[str, typer.Option("--account", help="Of somebody else, for who manages accounts.")] = "",
    withdrawn: Annotated[str, typer.Option("--withdraw", help="End this one at once, by its name.")] = "",
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """List the access tokens by which machines act in your name, or end one."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    whose = account or desk.actor.account
    action = Action.ADMINISTER if account else Action.MAKE_TOKEN
    with desk.operation(action, Subject(Kind.ACCOUNT, whose)) as operation:
        if account:
            with operation.state.transaction(reads=True) as transaction:
                account_named(transaction, whose)
        if withdrawn:
            withdraw_token(operation, whose, withdrawn)
        with operation.state.transaction(reads=True) as transaction:
            found = tokens_of(transaction, whose)

    def show(page: Page) -> None:
        if withdrawn:
            page.line(page.say("Access token '{name}' of {account} was withdrawn.", name=withdrawn, account=whose))
        _show(page, whose, found)

    told = [
        {"name": item.name, "purpose": item.purpose, "made_at": item.made_at, "until": item.until.isoformat()}
        | {"used_at": item.used_at}
        for item in found
    ]
    output.answer({"account": whose, "tokens": told}, show)


def _show(page: Page, account: str, found: Sequence[AccessToken]) -> None:
    if not found:
        page.line(page.say("{account} has no access tokens.", account=account))
        return
    rows = [
        [item.name, item.purpose or "-", shown(item.until, page.language), (item.used_at or "-")[:16]] for item in found
    ]
    page.table([page.say(heading) for heading in HEADINGS], rows)
