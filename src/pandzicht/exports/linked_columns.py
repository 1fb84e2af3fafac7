# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The columns that linking adds to a table, what each means, and how they are told from the table's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

import pyarrow as pa

from pandzicht.exports.described import ColumnNote

CHANCE = pa.decimal128(5, 4)
KEY = "koppelsleutel"
TYPES = MappingProxyType(
    {
        "gevonden_adres": pa.string(),
        "address_id": pa.string(),
        "uitkomst": pa.string(),
        "zekerheid": CHANCE,
        "reden": pa.string(),
        "verschilt": pa.string(),
        "ander_adres": pa.string(),
        "afstand": CHANCE,
        KEY: pa.string(),
    }
)
"""Name -> type, in the order in which they stand behind the table's own columns."""
ANSWER = tuple(name for name in TYPES if name != KEY)
"""The columns that people read; the key is for linking again."""

_MEANINGS = (
    (
        "gevonden_adres",
        "Found address",
        "Het adres in de BAG waar de rij bij hoort; leeg als er geen adres zeker genoeg is",
    ),
    ("address_id", "Id of the addressable object (BAG)", "Het BAG-id van dat adres: 16 cijfers, als tekst"),
    ("uitkomst", "Outcome", "gekoppeld, in twijfel of niet gevonden"),
    (
        "zekerheid",
        "Share of links found in this way that is right",
        "Hoe vaak een koppeling die zo is gevonden klopt; alleen bij gekoppeld",
    ),
    ("reden", "Reason", "Waarom deze uitkomst; het blad Uitleg zegt wat u ermee kunt doen"),
    ("verschilt", "What differs", "Welk deel van het adres anders is dan in de BAG"),
    ("ander_adres", "Other address", "Het adres dat het ook kan zijn, of misschien is bedoeld"),
    (
        "afstand",
        "Distance to the other address",
        "Hoeveel zekerder het gevonden adres is dan het andere; alleen bij gekoppeld",
    ),
    (KEY, "Key for linking again", "Waaraan Pandzicht ziet dat de rij niet is veranderd; laat deze kolom staan"),
)
_AGAIN = re.compile(r"_\d+$")


def answer_notes(names: Sequence[str]) -> tuple[ColumnNote, ...]:
    """Return the notes of the added columns under the names that they have in a table."""
    return tuple(
        ColumnNote(name, name, english, meaning=meaning)
        for name, (_, english, meaning) in zip(names, _MEANINGS, strict=True)
    )


def names_beside(own: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the added columns; one that the table has already, in whatever capitals, gets a number.

    >>> names_beside(["Uitkomst", "uitkomst_2"])[2], names_beside([])[2]
    ('uitkomst_3', 'uitkomst')
    """
    taken = {name.casefold() for name in own}
    return tuple(
        next(each for each in (name, *(f"{name}_{n}" for n in range(2, len(taken) + 3))) if each not in taken)
        for name in TYPES
    )


def answers_in(names: Sequence[str]) -> tuple[str, ...]:
    """Return the last columns of a table when they are those that linking added, with or without the key, else none.

    >>> answers_in(["straat", "gevonden_adres"])
    ()
    """
    for added in (tuple(TYPES), ANSWER):
        last = tuple(names[-len(added) :])
        if tuple(_AGAIN.sub("", name) for name in last) == added:
            return last
    return ()
