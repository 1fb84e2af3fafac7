# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Owners' rows that nobody can decide: another party of the register fits all that the row says and has right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

Party = dict[str, Any]


def fits_another(register: Sequence[Party], spoken_of: Sequence[Party], rows: Sequence[Party]) -> list[bool]:
    """Return, per row, whether a party that it does not speak of has the same name and all else that the row says.

    A date that was told as the first of January says its year only; an address that was left says nothing.
    """
    namesakes: dict[tuple[str, str], list[Party]] = defaultdict(list)
    for party in register:
        namesakes[party["kind"], party["naam"]].append(party)
    return [
        any(other is not party and _fits(other, party, row) for other in namesakes[party["kind"], party["naam"]])
        for party, row in zip(spoken_of, rows, strict=True)
    ]


def _fits(other: Party, party: Party, row: Party) -> bool:
    if row["postcode"] == party["postcode"] and row["huisnummer"] == party["huisnummer"] and not _same_home(other, row):
        return False
    if party["kind"] == "company":
        return row["kvk_nummer"] is None
    if row["voornaam"] and other["voornaam"][0] != row["voornaam"][0]:
        return False
    told = row["geboortedatum"]
    if told is None:
        return True
    born, candidate = party["geboortedatum"], other["geboortedatum"]
    return bool(candidate.year == born.year if (told.month, told.day) == (1, 1) else candidate == born)


def _same_home(one: Party, other: Party) -> bool:
    return bool(one["postcode"] == other["postcode"] and one["huisnummer"] == other["huisnummer"])
