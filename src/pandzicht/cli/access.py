# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht accounts`, `grant`, `withdraw-role`, `close-account` and `may`: who may do what, and why (not)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption, day
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import NATURES, Action
from pandzicht.errors import PandzichtError
from pandzicht.governance.access import Decision
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
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.runs.finding import address_in, named_run
from pandzicht.store.state_database import moment
from pandzicht.store.workspace import open_workspace

AccountArgument = Annotated[str, typer.Argument(help="The account, as the computer or the sign-in names it.")]


def listed(
    workspace: WorkspaceOption = Path(), language: LanguageOption = Language.NL, as_json: JsonOption = False
) -> None:
    """List the accounts, their roles, and how far each reaches."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    with desk.operation(Action.ADMINISTER) as operation, operation.state.transaction(reads=True) as transaction:
        found = accounts(transaction)
    output.answer([_plain(account) for account in found], lambda to: _show(to, found))


def grant(
    account: AccountArgument,
    role: Annotated[str, typer.Argument(help="The role, as the catalogue names it.")],
    name: Annotated[str, typer.Option("--name", help="Of a new account: how people call whoever has it.")] = "",
    person: Annotated[
        str, typer.Option("--person", help="Of a new account: the person behind it, where they have another one.")
    ] = "",
    purpose: Annotated[list[str] | None, typer.Option("--purpose", help="Only for these purposes.")] = None,
    area: Annotated[
        list[str] | None, typer.Option("--area", help="Only in these areas: codes or how they begin.")
    ] = None,
    until: Annotated[str, typer.Option("--until", help="The last day on which it holds.")] = "",
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Grant a role to an account, which is made where it does not exist; nobody grants to themselves."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    asked = Grant(
        role,
        frozenset(purpose) if purpose else None,
        frozenset(area) if area else None,
        day(until, "--until") if until else None,
    )
    at = moment(desk.clock())
    act = desk.operation(Action.ADMINISTER, Subject(Kind.ACCOUNT, account))
    with act as operation, operation.change() as transaction:
        if account not in {item.account for item in accounts(transaction)}:
            make_account(transaction, account, person=person or account, name=name or account, at=at)
        known = account_named(transaction, account)
        grant_role(transaction, known, asked, desk.roles, by=desk.actor, at=at)
        now = account_named(transaction, account)
    output.answer(_plain(now), lambda to: _show(to, (now,)))


def withdraw(
    account: AccountArgument,
    role: Annotated[str, typer.Argument(help="The role that is taken away.")],
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Take a role away, at once."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    act = desk.operation(Action.ADMINISTER, Subject(Kind.ACCOUNT, account))
    with act as operation, operation.change() as transaction:
        withdraw_role(transaction, account_named(transaction, account), role)
        now = account_named(transaction, account)
    output.answer(_plain(now), lambda to: _show(to, (now,)))


def close(
    account: AccountArgument,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Close an account: from now on it may do nothing; the logs go on naming it."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    act = desk.operation(Action.ADMINISTER, Subject(Kind.ACCOUNT, account))
    with act as operation, operation.change() as transaction:
        close_account(transaction, account_named(transaction, account), at=moment(desk.clock()))
        now = account_named(transaction, account)
    output.answer(_plain(now), lambda to: _show(to, (now,)))


def may(
    action: Annotated[Action, typer.Argument(help="What is to be done.")],
    purpose: Annotated[str, typer.Option("--purpose", help="For which purpose.")] = "",
    address: Annotated[str, typer.Option("--address", help="To which address of the run in force.")] = "",
    check: Annotated[str, typer.Option("--check", help="To which check.")] = "",
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Say whether you may do something, and why (not); nothing is done."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    desk = desk_at(space, output)
    if address and check:
        raise PandzichtError("--address and --check: name one of them, an act is done to one thing")
    subject = Subject(Kind.CHECK, check) if check else Subject(Kind.WORKSPACE, "")
    if address:
        subject = address_in(space, named_run(space), address)
    decision = desk.decide(action, subject, purpose or None)
    output.answer({"allowed": decision.allowed, "why": decision.why}, lambda to: _show_decision(to, action, decision))


def _show_decision(page: Page, action: Action, decision: Decision) -> None:
    told = page.say("yes") if decision.allowed else page.say("no")
    page.line(f"{page.say(NATURES[action].label)}: {told}")
    page.line(decision.why, indent=2, hang=2)


def _show(page: Page, found: tuple[Account, ...]) -> None:
    say = page.say
    for account in found:
        closed = say("closed") if account.closed_at else ""
        page.lead(account.account, " ".join(filter(None, (account.name, closed))))
        for item in account.grants:
            limits = [*sorted(item.purposes or ()), *sorted(item.areas or ())]
            limits += [say("until {day}", day=item.until)] if item.until else []
            page.line(f"{item.role} {', '.join(limits)}".rstrip(), indent=2, hang=2)


def _plain(account: Account) -> dict[str, Any]:
    grants = [
        asdict(item)
        | {name: None if narrowed is None else sorted(narrowed) for name, narrowed in _limits(item).items()}
        for item in account.grants
    ]
    return asdict(account) | {"grants": grants}


def _limits(item: Grant) -> dict[str, frozenset[str] | None]:
    return {"purposes": item.purposes, "areas": item.areas}
