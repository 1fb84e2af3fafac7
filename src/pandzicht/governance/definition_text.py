# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The text of a definition as it was written in the office, kept by what it says: comments and layout come along.

What is in force is plain data (0033). The file that stands for it in the folder is the text that says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pandzicht.definitions.catalogue import document_hash
from pandzicht.store.state_database import Transaction, moment


@dataclass(frozen=True, slots=True)
class DefinitionText:
    """A text, what it says and what the definition said from which it was made, each by its hash."""

    place: str
    says: str
    said: str
    text: str


def keep_text(
    transaction: Transaction, place: str, text: str, *, says: Mapping[str, Any], said: Mapping[str, Any], now: datetime
) -> None:
    """Keep the text of a definition (place: `signals/overbewoning`); the same once more changes nothing."""
    row = {"place": place, "says": document_hash(says), "said": document_hash(said)}
    found = "SELECT place FROM definition_text WHERE place = :place AND says = :says AND said = :said"
    if transaction.one(found, **row) is None:
        transaction.insert("definition_text", {**row, "text": text, "kept_at": moment(now)})


def texts_of(transaction: Transaction, place: str) -> tuple[DefinitionText, ...]:
    """Return the texts of a definition that were kept, the last one first."""
    statement = "SELECT place, says, said, text FROM definition_text WHERE place = :place ORDER BY kept_at DESC, says"
    return tuple(DefinitionText(**row) for row in transaction.rows(statement, place=place))


def text_saying(transaction: Transaction, place: str, definition: Mapping[str, Any]) -> str | None:
    """Return the last text that says what a definition says; None where none was kept."""
    wanted = document_hash(definition)
    return next((item.text for item in texts_of(transaction, place) if item.says == wanted), None)


def made_from(transaction: Transaction, place: str, definition: Mapping[str, Any]) -> frozenset[str]:
    """Return what a definition was made from in the office, however many times over, by hash; it is not among them."""
    kept = texts_of(transaction, place)
    found: set[str] = set()
    at_hand = {document_hash(definition)}
    while at_hand:
        earlier = {item.said for item in kept if item.says in at_hand} - found
        found |= earlier
        at_hand = earlier
    return frozenset(found - {document_hash(definition)})
