# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one definition said over time: each catalogue that two persons saw and in which it changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pandzicht.definitions.difference import Difference, differences
from pandzicht.governance.catalogue_in_force import CATALOGUE
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Proposal, State, states
from pandzicht.governance.proposals import proposals
from pandzicht.store.state_database import Transaction

_APPROVED = (State.IN_FORCE, State.REPLACED)


@dataclass(frozen=True, slots=True)
class Version:
    """One approved change of a definition: by whom, why, since when, and what it changed."""

    reference: str
    proposed_by: str
    approved_by: tuple[str, ...]
    since: str
    reason: str
    difference: Difference


def versions_of(transaction: Transaction, folder: str, name: str, now: datetime) -> tuple[Version, ...]:
    """Return the approved versions of a definition, the last one first; none before a catalogue was approved."""
    kept = [item for item in proposals(transaction) if item.matter is Matter.DEFINITIONS and item.subject == CATALOGUE]
    standing = states(kept, now)
    approved = [item for item in kept if standing[item.proposal_id] in _APPROVED]
    return tuple(reversed(list(_versions(sorted(approved, key=_since), folder, name))))


def _versions(approved: list[Proposal], folder: str, name: str) -> Iterator[Version]:
    before: dict[str, dict[str, object]] = {folder: {}}
    for item in approved:
        own = json.loads(item.content).get(folder, {})
        after = {folder: {name: own[name]} if name in own else {}}
        for difference in differences(before, after):
            people = tuple(one.account for one in item.counted)
            yield Version(item.reference, item.account, people, item.due_at or "", item.reason, difference)
        before = after


def _since(item: Proposal) -> tuple[str, str]:
    return item.due_at or "", item.proposal_id
