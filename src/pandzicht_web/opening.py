# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opens a run of the office for an operation: its tables are those that the process holds."""

from __future__ import annotations

from pandzicht.governance.desk import Operation
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht_web.visit import Visit


def opened(visit: Visit, operation: Operation, run_id: str = "") -> OpenRun:
    """Return a run opened for an operation, by default the one in force; raise PurposeMissing without a purpose."""
    return open_run(visit.office.workspace, operation, run_id or visit.serves.run_id, visit.office.shelf)
