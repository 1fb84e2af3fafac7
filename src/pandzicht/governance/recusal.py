# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recusal: nobody works on, approves or looks up their own, their family's or their neighbour's address (Awb art. 2:4).

The bond is declared by the person, who need not say more than which address and what sort of bond; it is held on
every act.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pandzicht.errors import NotFound
from pandzicht.store.state_database import Transaction


class Bond(StrEnum):
    """What ties a person to an address."""

    OWN = "own"
    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Recusal:
    """One address that a person keeps away from, as they declared it."""

    recusal_id: str
    person: str
    address_id: str
    bond: Bond
    declared_at: str
    ended_at: str | None = None


def recused_addresses(transaction: Transaction, person: str) -> frozenset[str]:
    """Return the addresses that a person keeps away from, whichever account they use."""
    found = transaction.rows(
        "SELECT address_id FROM recusal WHERE person = :person AND ended_at IS NULL", person=person
    )
    return frozenset(row["address_id"] for row in found)


def declare(transaction: Transaction, recusal: Recusal) -> None:
    """Keep a declared bond."""
    transaction.insert(
        "recusal",
        {
            "recusal_id": recusal.recusal_id,
            "person": recusal.person,
            "address_id": recusal.address_id,
            "bond": recusal.bond.value,
            "declared_at": recusal.declared_at,
            "ended_at": recusal.ended_at,
        },
    )


def end(transaction: Transaction, person: str, address_id: str, at: str) -> None:
    """End the bond of a person with an address; raise NotFound when none was declared."""
    met = transaction.run(
        "UPDATE recusal SET ended_at = :at WHERE person = :person AND address_id = :address AND ended_at IS NULL",
        at=at,
        person=person,
        address=address_id,
    )
    if not met:
        raise NotFound(f"no bond with address {address_id} is declared by this person")


def recusals_of(transaction: Transaction, person: str) -> tuple[Recusal, ...]:
    """Return all bonds that a person ever declared, oldest first."""
    found = transaction.rows("SELECT * FROM recusal WHERE person = :person ORDER BY declared_at", person=person)
    return tuple(Recusal(**{**row, "bond": Bond(row["bond"])}) for row in found)
