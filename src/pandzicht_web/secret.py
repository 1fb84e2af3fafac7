# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secret by which the office knows its own forms: made once, kept with the other keys of the workspace."""

from __future__ import annotations

import secrets

from pandzicht.store.workspace import Workspace

_BYTES = 48


def secret_of(workspace: Workspace) -> str:
    """Return the secret of a workspace; made the first time, for the account that runs it alone."""
    path = workspace.within(None).keys / "office.secret"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(_BYTES), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
