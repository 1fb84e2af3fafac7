# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a definition said before what is in force now: to go back to it, which is a proposal like any other."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pandzicht.errors import NotFound
from pandzicht.governance.catalogue_in_force import CATALOGUE
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import State, states
from pandzicht.governance.proposals import proposals
from pandzicht.store.state_database import Transaction


def said_before(transaction: Transaction, folder: str, name: str, now: datetime) -> Mapping[str, Any]:
    """Return the last definition of a name that was in force and said something else; raise NotFound without one."""
    kept = [item for item in proposals(transaction) if (item.matter, item.subject) == (Matter.DEFINITIONS, CATALOGUE)]
    standing = states(kept, now)
    once = [item for item in kept if standing[item.proposal_id] in (State.IN_FORCE, State.REPLACED)]
    once.sort(key=lambda item: (item.due_at or "", item.proposal_id), reverse=True)
    told = [json.loads(item.content).get(folder, {}).get(name) for item in once]
    found = next((item for item in told[1:] if item is not None and item != told[0]), None)
    if found is None:
        raise NotFound(f"no earlier definition of {folder}/{name} was ever in force, so there is nothing to go back to")
    earlier: Mapping[str, Any] = found
    return earlier
