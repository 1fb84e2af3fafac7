# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk of the command line: who acts is the account on the computer, from where, and when by its clock."""

from __future__ import annotations

import getpass
import os
import platform
from datetime import UTC, datetime

from pandzicht.cli.output import Output
from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import read_roles
from pandzicht.definitions.words import Duration, is_period
from pandzicht.errors import AccessDenied, WorkspaceFault
from pandzicht.governance.accounts import accounts, make_first_account
from pandzicht.governance.actor import Actor
from pandzicht.governance.audit import Act, Result
from pandzicht.governance.catalogue_in_force import roles_in_force
from pandzicht.governance.desk import Desk
from pandzicht.governance.log import Log, append_entry
from pandzicht.governance.subject import Kind, Subject
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.store.state_database import Transaction, moment, open_state
from pandzicht.store.workspace import Workspace

ACCOUNT_VARIABLE = "PANDZICHT_ACCOUNT"
"""Names another account than that of the computer; in a demo only."""
_SHORTEST = Duration("P6M")


def desk_at(workspace: Workspace, output: Output) -> Desk:
    """Return the desk of whoever runs the command; the first one to come gets the first account, and is told so.

    Outside a demo the roles are those in force; those of the folder hold until the first catalogue was approved.
    Raises AccessDenied for somebody without an account, StateFault when the state cannot be opened.
    """
    state = open_state(workspace.state_database, now=now())
    name = _account_name(workspace)
    with state.transaction() as transaction:
        approved = {} if workspace.demo else roles_in_force(transaction, now())
        roles = approved or read_roles(workspace.catalogue)
        is_first = make_first_account(transaction, name, roles, demo=workspace.demo, at=moment(now()))
        if is_first:
            _log_first(transaction, name)
        known = {item.account: item.actor for item in accounts(transaction)}
    if is_first:
        output.note(
            output.page.say("You are the first here: account {account} manages the other accounts.", account=name)
        )
    return Desk(
        state=state,
        actor=known.get(name, Actor(name, name)),
        roles=roles,
        keys=SubjectKeys(workspace.within(None).keys),
        clock=now,
        origin=f"command line on {platform.node()}",
        keeps=_keeps(workspace),
        demo=workspace.demo,
    )


def now() -> datetime:
    """Return the moment on the clock: the only place where commands read it."""
    return datetime.now(UTC)


def _account_name(workspace: Workspace) -> str:
    asked = os.environ.get(ACCOUNT_VARIABLE)
    if asked and not workspace.demo:
        raise AccessDenied(f"{ACCOUNT_VARIABLE} works in a demo only; leave it out, or log in as that account")
    return asked or getpass.getuser()


def _log_first(transaction: Transaction, name: str) -> None:
    act = Act(
        operation_id="0" * 16,
        trace_id="0" * 32,
        account=name,
        origin=f"command line on {platform.node()}",
        action=Action.ADMINISTER,
        subject=Subject(Kind.ACCOUNT, name),
    )
    entry = act.entry(Result.DONE, moment(now()), why="the first account of the workspace")
    append_entry(transaction, Log.AUDIT, entry)


def _keeps(workspace: Workspace) -> Duration:
    """Return how long the processing log says whom it concerned; raise WorkspaceFault for less than half a year."""
    today = now().date()
    text = workspace.log_keeps
    if not is_period(text) or Duration(text).after(today) < _SHORTEST.after(today):
        raise WorkspaceFault(
            f"{workspace.root / 'pandzicht.toml'}: [log] keeps '{text}' is not a period of at least {_SHORTEST} "
            "(AI act art. 26); write it as P3Y"
        )
    return Duration(text)
