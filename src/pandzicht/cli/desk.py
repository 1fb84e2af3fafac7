# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk of the command line: who acts is the account on the computer, from where, and when by its clock."""

from __future__ import annotations

import getpass
import os
import platform
from datetime import UTC, datetime

from pandzicht.cli.output import Output
from pandzicht.errors import AccessDenied
from pandzicht.governance.desk import Desk
from pandzicht.governance.door import Door, open_door
from pandzicht.store.state_database import open_state
from pandzicht.store.workspace import Workspace

ACCOUNT_VARIABLE = "PANDZICHT_ACCOUNT"
"""Names another account than that of the computer; in a demo only."""


def desk_at(workspace: Workspace, output: Output) -> Desk:
    """Return the desk of whoever runs the command; the first one to come gets the first account, and is told so.

    Outside a demo roles and approvals are those in force; the folder's hold until the first catalogue was approved.
    Raises AccessDenied for somebody without an account, StateFault when the state cannot be opened.
    """
    door = door_at(workspace, f"command line on {platform.node()}")
    name = _account_name(workspace)
    if door.first(name):
        _tell_first(door, name, output)
    return door.desk(name)


def door_at(workspace: Workspace, origin: str) -> Door:
    """Return the door of a workspace, as seen from an origin; raise StateFault when its state cannot be opened."""
    state = open_state(workspace.state_database, now=now(), demo=workspace.demo)
    return open_door(workspace, state, now, origin)


def now() -> datetime:
    """Return the moment on the clock: the only place where commands read it."""
    return datetime.now(UTC)


def _account_name(workspace: Workspace) -> str:
    asked = os.environ.get(ACCOUNT_VARIABLE)
    if asked and not workspace.demo:
        raise AccessDenied(f"{ACCOUNT_VARIABLE} works in a demo only; leave it out, or log in as that account")
    return asked or getpass.getuser()


def _tell_first(door: Door, name: str, output: Output) -> None:
    say = output.page.say
    output.note(say("You are the first here: account {account} manages the other accounts.", account=name))
    if door.local:
        password = door.welcome(name)
        output.note(
            say("In the office you sign in as {account}, once, with: {password}", account=name, password=password)
        )
