# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Worklists in a test: of a published city, on behalf of somebody who may do everything, or of somebody else."""

from __future__ import annotations

from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.desk import Desk
from pandzicht.language import Language
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.shelf import Shelf
from pandzicht.store.workspace import Workspace
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.listing import Worklist, worklist
from pandzicht.worklist.view import view_of
from tests.desk import desk_of, opened

SHELF = Shelf(keeps=6)
"""Shared, as in a process that answers many; runs of other folders do not meet here."""


def run_of(space: Workspace, action: Action = Action.LIST, desk: Desk | None = None) -> OpenRun:
    """The run in force of a workspace, opened for a list."""
    return opened(space, action=action, desk=desk, shelf=SHELF)


def asked(space: Workspace, check: str, query: str = "", desk: Desk | None = None, **how: Any) -> Worklist:
    """A page of the worklist of a check."""
    return worklist(run_of(space, desk=desk), check, view_of(query), Language.NL, **how)


def listed(space: Workspace, check: str, desk: Desk | None = None) -> ListedCheck:
    """A check, listed for somebody."""
    return ListedCheck(run_of(space, desk=desk), check)


def somebody(space: Workspace, *areas: str) -> Desk:
    """The desk of somebody whose role reaches these areas only."""
    return desk_of(space, actor=Actor("els", "els", (Grant("alles", areas=frozenset(areas)),)))
