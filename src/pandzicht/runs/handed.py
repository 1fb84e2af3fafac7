# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of a kept selection is handed over, and whom that concerns."""

from __future__ import annotations

from pandzicht.definitions.action import Action
from pandzicht.governance.desk import Operation
from pandzicht.governance.handover import HandedOver
from pandzicht.runs.opened import open_run
from pandzicht.runs.selecting import KeptSelection
from pandzicht.runs.shelf import Shelf
from pandzicht.store.workspace import Workspace


def what_is_handed(kept: KeptSelection) -> HandedOver:
    """Return a selection as it is handed over: by its name and the hashes of its files, so that it is exactly this."""
    account = kept.account
    return HandedOver(kept.selection_id, account["check"], account["purpose"], account["files"])


def told_of_handing(workspace: Workspace, operation: Operation, kept: KeptSelection, shelf: Shelf | None = None) -> int:
    """Log the addresses that a handover concerns, before it is done; return how many they are."""
    operation.allows(Action.HAND_OVER)
    run = open_run(workspace, operation, kept.account["run"], shelf)
    return run.concerned(map(run.find, kept.units["address_id"].to_pylist()), kept.account["check"])
