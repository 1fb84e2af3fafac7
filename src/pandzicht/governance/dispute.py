# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A dispute (betwisting): a signal of an address that somebody says is wrong counts zero until it is settled.

The right to rectification, restriction and objection (AVG art. 16, 18, 21; lawful.md 27). A signal that was found
wrong stays out until the source is corrected.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from pandzicht.errors import NotFound, PandzichtError
from pandzicht.language import message
from pandzicht.store.state_database import Transaction


class Standing(StrEnum):
    """How a dispute stands."""

    OPEN = "open"
    UPHELD = "upheld"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"


IN_EFFECT = (Standing.OPEN, Standing.UPHELD)
"""While it stands so the signal counts zero."""
SETTLED = (Standing.REJECTED, Standing.WITHDRAWN, Standing.CORRECTED)
"""The signal counts again: it was right, nobody disputes it any more, or the source was corrected."""
STANDINGS: Mapping[Standing, str] = {
    Standing.OPEN: message("open"),
    Standing.UPHELD: message("upheld"),
    Standing.REJECTED: message("unfounded"),
    Standing.WITHDRAWN: message("withdrawn"),
    Standing.CORRECTED: message("corrected"),
}
FOLLOWS: Mapping[Standing, tuple[Standing, ...]] = {
    Standing.OPEN: (Standing.UPHELD, Standing.REJECTED, Standing.WITHDRAWN),
    Standing.UPHELD: (Standing.CORRECTED,),
}
"""What a dispute can become from how it stands."""
_SHORTEST = 10


@dataclass(frozen=True, slots=True)
class Dispute:
    """One signal of one address that is disputed, and how that ended."""

    dispute_id: str
    address_id: str
    signal: str
    reason: str
    raised_by: str
    raised_at: str
    standing: Standing = Standing.OPEN
    settled_by: str | None = None
    settled_at: str | None = None
    settled_because: str | None = None

    @property
    def is_in_effect(self) -> bool:
        """Whether the signal counts zero for it."""
        return self.standing in IN_EFFECT


def reasoned(text: str) -> str:
    """Return a reason as it is kept; raise PandzichtError when it says nothing.

    >>> reasoned("  er woont  niemand meer ")
    'er woont niemand meer'
    """
    told = " ".join(text.split())
    if len(told) < _SHORTEST or not any(letter.isalpha() for letter in told):
        raise PandzichtError(f"'{text}' gives no reason; write one that a colleague can judge")
    return told


def raise_dispute(transaction: Transaction, dispute: Dispute) -> None:
    """Keep a dispute; raise PandzichtError when the signal of this address is disputed already."""
    for other in disputes_of(transaction, dispute.address_id):
        if other.signal == dispute.signal and other.is_in_effect:
            raise PandzichtError(
                f"signal '{dispute.signal}' of address {dispute.address_id} is disputed already ({other.standing}); "
                "settle that first"
            )
    transaction.insert("dispute", {**asdict(dispute), "standing": dispute.standing.value})


def settle(
    transaction: Transaction, address_id: str, signal: str, standing: Standing, *, because: str, by: str, at: str
) -> Dispute:
    """Settle the dispute that is in effect about a signal, and return it as it stood.

    Raises NotFound when there is none, PandzichtError for an outcome that cannot follow on how it stands.
    """
    found = [one for one in disputes_of(transaction, address_id) if one.signal == signal and one.is_in_effect]
    if not found:
        raise NotFound(f"no dispute about signal '{signal}' of address {address_id} is open")
    before = found[-1]
    if standing not in FOLLOWS[before.standing]:
        can = ", ".join(FOLLOWS[before.standing])
        raise PandzichtError(f"a dispute that is {before.standing} cannot become {standing}; it can become {can}")
    transaction.run(
        "UPDATE dispute SET standing = :standing, settled_by = :by, settled_at = :at, settled_because = :because "
        "WHERE dispute_id = :dispute",
        standing=standing.value,
        by=by,
        at=at,
        because=because,
        dispute=before.dispute_id,
    )
    return before


def disputes_of(transaction: Transaction, address_id: str) -> tuple[Dispute, ...]:
    """Return all disputes about an address, oldest first."""
    statement = "SELECT * FROM dispute WHERE address_id = :address ORDER BY raised_at, dispute_id"
    return tuple(_dispute(row) for row in transaction.rows(statement, address=address_id))


def disputes_in_effect(transaction: Transaction) -> tuple[Dispute, ...]:
    """Return the disputes for which a signal counts zero now, oldest first."""
    found = transaction.rows("SELECT * FROM dispute ORDER BY raised_at, dispute_id")
    return tuple(dispute for dispute in map(_dispute, found) if dispute.is_in_effect)


def disputes_named(transaction: Transaction, names: Collection[str]) -> tuple[Dispute, ...]:
    """Return some disputes, however they stand now: those that a draw went by."""
    rows = transaction.rows("SELECT * FROM dispute ORDER BY dispute_id")
    return tuple(_dispute(row) for row in rows if row["dispute_id"] in names)


def _dispute(row: Mapping[str, Any]) -> Dispute:
    return Dispute(**{**row, "standing": Standing(row["standing"])})
