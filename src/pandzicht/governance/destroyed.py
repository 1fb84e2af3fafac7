# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The register of what was destroyed (lawful.md 30): what, under which rule, when, by which operation; no content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from pandzicht.store.state_database import Transaction


@dataclass(frozen=True, slots=True)
class Destroyed:
    """One line of the register; `was` is the hash of what it was, empty where a hash would tell what it said."""

    number: str
    kind: str
    name: str
    rule: str
    basis: str
    due_on: str
    was: str
    destroyed_at: str
    operation_id: str
    approved_by: str | None = None


def register_destroyed(transaction: Transaction, lines: Iterable[Destroyed]) -> None:
    """Add lines to the register."""
    for line in lines:
        transaction.insert("destroyed", asdict(line))


def register_of_destroyed(transaction: Transaction) -> tuple[Destroyed, ...]:
    """Return the whole register, oldest first."""
    found = transaction.rows("SELECT * FROM destroyed ORDER BY destroyed_at, kind, name, number")
    return tuple(Destroyed(**row) for row in found)


def registered_things(transaction: Transaction) -> frozenset[tuple[str, str]]:
    """Return the kind and the name of everything that was ever destroyed."""
    found = transaction.rows("SELECT DISTINCT kind, name FROM destroyed")
    return frozenset((row["kind"], row["name"]) for row in found)


def registered_numbers(transaction: Transaction) -> dict[str, str]:
    """Return the name of what each line is about, by number: a tombstone that is not among them proves nothing."""
    return {row["number"]: row["name"] for row in transaction.rows("SELECT number, name FROM destroyed")}
