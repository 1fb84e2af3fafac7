# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Necessity: whether something is known comes first, what is known only after somebody recorded why they need it.

Two steps of reading, as the model privacy protocol for exchange within a municipality has them (phase 3; lawful.md 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pandzicht.definitions.words import Duration
from pandzicht.governance.reason import told_reason
from pandzicht.store.state_database import Transaction, moment

HOLDS = Duration("P30D")
"""How long a recorded necessity opens the content of one address for one purpose to one account."""


@dataclass(frozen=True, slots=True)
class Necessity:
    """Why one account needs the content of one address for one purpose."""

    necessity_id: str
    account: str
    purpose: str
    address_id: str
    reason: str
    decided_at: str
    until: str


def needed(necessity_id: str, account: str, purpose: str, address_id: str, reason: str, *, at: datetime) -> Necessity:
    """Return a necessity that begins at a moment; raise PandzichtError when the reason says nothing.

    >>> DAY = datetime.fromisoformat("2026-03-01T00:00:00Z")
    >>> needed("1", "jan", "wonen", "9999010000000001", "melding van de buren", at=DAY).until
    '2026-03-31T00:00:00.000000Z'
    """
    told = told_reason(reason, "the content is needed")
    until = datetime.combine(HOLDS.after(at.date()), at.timetz())
    return Necessity(necessity_id, account, purpose, address_id, told, moment(at), moment(until))


def record(transaction: Transaction, necessities: Iterable[Necessity]) -> None:
    """Keep why content is needed."""
    for item in necessities:
        transaction.insert(
            "necessity",
            {
                "necessity_id": item.necessity_id,
                "account": item.account,
                "purpose": item.purpose,
                "address_id": item.address_id,
                "reason": item.reason,
                "decided_at": item.decided_at,
                "until": item.until,
            },
        )


def recorded_needs(transaction: Transaction, account: str, address_id: str, now: str) -> frozenset[tuple[str, str]]:
    """Return (purpose, address) of the necessities about an address that an account recorded and that still hold."""
    found = transaction.rows(
        "SELECT purpose, address_id FROM necessity "
        "WHERE account = :account AND address_id = :address AND until >= :now",
        account=account,
        address=address_id.encode(errors="replace").decode(),  # whatever was typed; no id holds what is replaced
        now=now,
    )
    return frozenset((row["purpose"], row["address_id"]) for row in found)
