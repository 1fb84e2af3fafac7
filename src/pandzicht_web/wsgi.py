# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office of the workspace that the environment names, as a server asks for it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from pandzicht.governance.door import open_door
from pandzicht.store.office import SECRET_VARIABLE
from pandzicht.store.state_database import open_state
from pandzicht.store.workspace import Workspace, open_workspace
from pandzicht_web.identity.provider import provider_of
from pandzicht_web.office import Office
from pandzicht_web.secret import secret_of
from pandzicht_web.server import Application, application

WORKSPACE_VARIABLE = "PANDZICHT_WORKSPACE"
"""Which workspace the office is of."""


def office_of(workspace: Workspace) -> Office:
    """Open the office of a workspace by the clock of the machine."""
    state = open_state(workspace.state_database, now=_now(), demo=workspace.demo)
    return Office(
        workspace,
        open_door(workspace, state, _now, "office"),
        secret_of(workspace),
        is_secure=workspace.office.https,
        provider=provider_of(workspace.office, os.environ.get(SECRET_VARIABLE, "")),
    )


def office_application() -> Application:
    """Return the application of the workspace that the environment names."""
    return application(office_of(open_workspace(Path(os.environ[WORKSPACE_VARIABLE]))))


def _now() -> datetime:
    return datetime.now(UTC)
