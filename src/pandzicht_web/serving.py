# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Runs the office until it is stopped."""

from __future__ import annotations

import multiprocessing
import os

from granian import Granian
from granian.constants import Interfaces

from pandzicht.store.workspace import Workspace
from pandzicht_web.colleagues import make_colleagues
from pandzicht_web.wsgi import WORKSPACE_VARIABLE, office_of

WORKERS = 2
THREADS = 4


def serve(workspace: Workspace, *, host: str, port: int) -> None:
    """Serve the office of a workspace on an address until somebody stops it."""
    os.environ[WORKSPACE_VARIABLE] = str(workspace.root.resolve())
    office = office_of(workspace)
    make_colleagues(office)
    office.door.state.close()
    # whoever opens it may have worked with threads before (a demo does): what is forked from those falls
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "pandzicht_web.wsgi:office_application",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=WORKERS,
        blocking_threads=THREADS,
        log_access=False,
        websockets=False,
    ).serve()
