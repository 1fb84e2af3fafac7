# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Comparison slots: places of a round that a fair coin gives to the order of a check or to a list that people made.

Each list gives its best unit that was not given yet (team-draft interleaving: Radlinski, Kurup and Joachims, 2008,
CIKM). Both lists therefore lose units to one another, which makes a difference between them smaller, never larger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Turn(StrEnum):
    """Whose turn it is in a slot."""

    CHECK = "check"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: its number from 1, whose turn the coin made it, and the unit that was given."""

    number: int
    turn: Turn
    unit_id: str
    both: bool
    """Whether both lists would have given this unit, so that the slot tells no difference between them."""


def coin(lot: str, number: int) -> Turn:
    """Return whose turn a slot is: the last bit of the SHA-256 of the lot and the number decides, 0 is the check's.

    >>> [coin("wonen-2026-03-01-0123abcd|7", number).value for number in (1, 2, 3, 4)]
    ['check', 'people', 'people', 'check']
    """
    bit = hashlib.sha256(f"{lot}|{number}".encode()).digest()[-1] & 1
    return Turn.PEOPLE if bit else Turn.CHECK


def slots_of(by_check: Sequence[str], by_people: Sequence[str], count: int, lot: str) -> tuple[Slot, ...]:
    """Return the slots, at most `count`; fewer when a list has no unit left, for then there is nothing to compare.

    Both lists stand in order, the first one first. The same lists and lot give the same slots.
    """
    return tuple(_slots(by_check, by_people, count, lot))


def _slots(by_check: Iterable[str], by_people: Iterable[str], count: int, lot: str) -> Iterator[Slot]:
    given: set[str] = set()
    left = {Turn.CHECK: list(reversed(list(by_check))), Turn.PEOPLE: list(reversed(list(by_people)))}
    for number in range(1, count + 1):
        for units in left.values():
            while units and units[-1] in given:
                units.pop()
        if not all(left.values()):
            return
        turn = coin(lot, number)
        unit = left[turn][-1]
        given.add(unit)
        yield Slot(number, turn, unit, both=left[Turn.CHECK][-1] == left[Turn.PEOPLE][-1])
