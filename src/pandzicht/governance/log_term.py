# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long the processing log of a workspace says whom it concerned."""

from __future__ import annotations

from datetime import date

from pandzicht.definitions.words import Duration, is_period
from pandzicht.errors import WorkspaceFault
from pandzicht.store.workspace import Workspace

_SHORTEST = Duration("P6M")


def term_of_log(workspace: Workspace, today: date) -> Duration:
    """Return how long the processing log says whom it concerned; raise WorkspaceFault for less than half a year."""
    text = workspace.log_keeps
    if not is_period(text) or Duration(text).after(today) < _SHORTEST.after(today):
        raise WorkspaceFault(
            f"{workspace.root / 'pandzicht.toml'}: [log] keeps '{text}' is not a period of at least {_SHORTEST} "
            "(AI act art. 26); write it as P3Y"
        )
    return Duration(text)
