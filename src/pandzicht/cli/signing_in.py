# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht password` and `pandzicht sign-outs`: a password for once, and the end of who is signed in."""

from __future__ import annotations

from pathlib import Path

from pandzicht.cli.access import AccountArgument
from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.accounts import account_named
from pandzicht.governance.credential import ONE_TIME_HOLDS, set_one_time_password
from pandzicht.governance.session import end_sessions_of
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.store.workspace import open_workspace


def password(
    account: AccountArgument,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Give an account a password for once, shown here and nowhere else; where passwords are used at all."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    if not (space.office.local_accounts or space.demo):
        raise AccessDenied(
            f"{space.root / 'pandzicht.toml'} has no local accounts, so a password would open nothing; people sign in "
            "through your organisation, or set local_accounts = true in [office]"
        )
    desk = desk_at(space, output)
    act = desk.operation(Action.ADMINISTER, Subject(Kind.ACCOUNT, account))
    with act as operation, operation.change() as transaction:
        known = account_named(transaction, account)
        if known.closed_at:
            raise AccessDenied(f"account '{account}' was closed; a closed account gets no password")
        made = set_one_time_password(transaction, account, now=desk.clock())
    hours = int(ONE_TIME_HOLDS.total_seconds() // 3600)

    def show(page: Page) -> None:
        page.line(page.say("{account} signs in once with: {password}", account=account, password=made))
        page.line(page.say("It holds {hours} hours, and asks for one of their own.", hours=hours))

    output.answer({"account": account, "password": made, "hours": hours}, show)


def sign_outs(
    account: AccountArgument,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Sign an account out everywhere, at once."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    act = desk.operation(Action.ADMINISTER, Subject(Kind.ACCOUNT, account))
    with act as operation, operation.change() as transaction:
        ended = end_sessions_of(transaction, account_named(transaction, account).account)

    def show(page: Page) -> None:
        page.line(
            page.say(
                "{count} session of {account} was ended.",
                "{count} sessions of {account} were ended.",
                count=ended,
                account=account,
            )
        )

    output.answer({"account": account, "ended": ended}, show)
