# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong with an address between the front door and a register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntFlag

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.objects import LETTER, SMALL, Objects
from pandzicht.modelcity.texts import digits, joined, taken
from pandzicht.modelcity.town import Town


class Flaw(IntFlag):
    """One fault of an address; a row may have several. The names are those of the reference."""

    AFKORTING = 1
    OUDE_STRAATNAAM = 2
    KLEINE_LETTERS = 4
    HOOFDLETTERS = 8
    TYPEFOUT = 16
    LETTER_IN_TOEVOEGING = 32
    NUMMER_SAMEN = 64
    POSTCODE_ONTBREEKT = 128
    POSTCODE_SPATIE = 256
    POSTCODE_FOUT = 512
    TOEVOEGING_KWIJT = 1024
    ID_ONTBREEKT = 2048
    ID_FOUT = 4096
    ONBEKEND_ADRES = 8192
    DUBBEL = 16384
    DEELDATUM = 32768


NAME, ABBREVIATED, SHORT, FORMER, LOWER, UPPER, SLIPPED = range(7)
Rates = Mapping[Flaw, float]
"""Share of the rows of a source that have the fault, as far as the rows can have it."""


@dataclass(frozen=True, slots=True)
class MessyRows:
    """The address columns of a source as delivered: codes into the town's texts, one per row."""

    town: Town
    true: Array
    """Position of the true object, -1 where the address does not exist."""
    street: Array
    number: Array
    letter: Array
    addition: Array
    postcode: Array
    together: Array
    object_at: Array
    """Position of the object whose ids stand in the row, -1 for none."""
    flaws: Array

    def __len__(self) -> int:
        return len(self.true)

    def take(self, rows: Array) -> MessyRows:
        """Return some of the rows, in this order; a row that comes twice is marked as such."""
        columns = {name: getattr(self, name)[rows] for name in MessyRows.__slots__ if name != "town"}
        again = np.zeros(len(rows), dtype=bool)
        again[1:] = rows[1:] == rows[:-1]
        columns["flaws"] = columns["flaws"] | np.where(again, int(Flaw.DUBBEL), 0)
        return MessyRows(town=self.town, **columns)

    def straat(self) -> pa.Array:
        """Return the street as written."""
        return taken(self.town.street_texts, self.street)

    def huisnummer(self) -> pa.Array:
        """Return the number as written, with letter and addition where they stand together."""
        plain = digits(self.number)
        if not self.together.any():
            return plain
        rows = np.flatnonzero(self.together)
        whole = self.take(rows).nummer_geheel()
        return pc.replace_with_mask(plain, pa.array(self.together), whole)

    def huisletter(self) -> pa.Array:
        """Return the letter as written."""
        return self._tail(np.where(self.together, 0, self.letter))

    def toevoeging(self) -> pa.Array:
        """Return the addition as written."""
        return self._tail(np.where(self.together, 0, self.addition))

    def _tail(self, codes: Array) -> pa.Array:
        return taken(self.town.tail_texts, np.where(codes == 0, -1, codes))

    def nummer_geheel(self) -> pa.Array:
        """Return number, letter and addition as one text: `12a-2`."""
        letter = pc.utf8_lower(self._tail(self.letter))
        return joined(joined(digits(self.number), letter), self._tail(self.addition), between="-")

    def postcodes(self) -> pa.Array:
        """Return the postcode as written."""
        return taken(self.town.postcode_texts, self.postcode)

    def object_ids(self) -> pa.Array:
        """Return the object id as delivered."""
        return digits(self._at(self.town.objects.ids))

    def nummeraanduiding_ids(self) -> pa.Array:
        """Return the nummeraanduiding id as delivered."""
        return digits(self._at(self.town.objects.nummeraanduidingen))

    def pand_ids(self) -> pa.Array:
        """Return the id of the pand of the delivered object."""
        at = self.object_at
        return digits(np.where(at < 0, -1, self.town.pand_ids(self.town.objects.pand)[at]))

    def _at(self, ids: Array) -> Array:
        return np.where(self.object_at < 0, -1, ids[self.object_at])

    def one_line(self, *, with_postcode: bool = False, with_town: str = "") -> pa.Array:
        """Return the address as one text."""
        parts = [joined(self.straat(), " ", self.nummer_geheel())]
        if with_postcode:
            parts.append(self.postcodes())
        if with_town:
            parts.append(pa.array([with_town] * len(self)))
        return joined(*parts, between=" ")

    def flaw_names(self) -> pa.Array:
        """Return the names of the faults, joined."""
        values, code = np.unique(self.flaws, return_inverse=True)
        words = ["|".join(flaw.name.lower() for flaw in Flaw if flaw.name and flaw & int(value)) for value in values]
        return pa.array(words).take(pa.array(code))


class _Dice:
    """Decides which rows a fault strikes, and keeps what struck."""

    def __init__(self, rng: np.random.Generator, rates: Rates, count: int) -> None:
        self.rng, self.count = rng, count
        self.flaws = np.zeros(count, dtype=np.int32)
        self._rates = rates

    def struck(self, flaw: Flaw, eligible: Array | None = None) -> Array:
        """Return which rows have the fault: its share of all rows, spread over those that can have it."""
        rate = self._rates.get(flaw, 0.0)
        if rate <= 0 or self.count == 0:
            return np.zeros(self.count, dtype=bool)
        able = np.ones(self.count, dtype=bool) if eligible is None else eligible
        hit: Array = able & (self.rng.random(self.count) < min(0.6, rate / max(float(able.mean()), 1e-9)))
        self.flaws[hit] |= int(flaw)
        return hit


def messed(
    town: Town, at: Array, rng: np.random.Generator, rates: Rates, *, short: bool = False, whole: bool = False
) -> MessyRows:
    """Write the addresses of objects the way a source does.

    `short` abbreviates to 24 characters as the BRP does; with `whole` a number may stand in the field of the street, so
    that NUMMER_SAMEN strikes numbers without letter or addition too.
    """
    objects = town.objects
    dice = _Dice(rng, rates, len(at))
    street, number, letter, addition = objects.street[at], objects.number[at], objects.letter[at], objects.addition[at]
    unknown = dice.struck(Flaw.ONBEKEND_ADRES)
    number = np.where(unknown, number + 4000, number)
    lost = dice.struck(Flaw.TOEVOEGING_KWIJT, (letter > 0) | (addition > 0))
    letter, addition = np.where(lost, 0, letter), np.where(lost, 0, addition)
    moved = dice.struck(Flaw.LETTER_IN_TOEVOEGING, (letter > 0) & (addition == 0))
    letter, addition = np.where(moved, 0, letter), np.where(moved, letter, addition)
    together = dice.struck(Flaw.NUMMER_SAMEN, None if whole else (letter > 0) | (addition > 0))
    street, lowered = _spelled(town, street, dice, short=short)
    small = lowered & (letter >= LETTER) & (letter < SMALL)
    letter = np.where(small, letter + SMALL - LETTER, letter)
    wrong = dice.struck(Flaw.ID_FOUT, ~unknown)
    shown = np.where(wrong, (at + rng.integers(1, objects.existing, len(at))) % objects.existing, at)
    shown = np.where(unknown | lost | dice.struck(Flaw.ID_ONTBREEKT, ~wrong), -1, shown)
    true = np.where(unknown, -1, at)
    postcode = _postcode(objects, at, dice)
    return MessyRows(town, true, street, number, letter, addition, postcode, together, shown, dice.flaws)


def _spelled(town: Town, street: Array, dice: _Dice, *, short: bool) -> tuple[Array, Array]:
    """Choose one spelling of the street per row, and tell which are in lower case."""
    long = np.array([a != b for a, b in zip(town.streets.names, town.streets.short, strict=True)])
    spelling = np.full(len(street), NAME)
    spelling[dice.struck(Flaw.AFKORTING, long[street] if short else None)] = SHORT if short else ABBREVIATED
    spelling[dice.struck(Flaw.HOOFDLETTERS, spelling == NAME)] = UPPER
    lowered = dice.struck(Flaw.KLEINE_LETTERS, spelling == NAME)
    spelling[lowered] = LOWER
    slipped = dice.struck(Flaw.TYPEFOUT, spelling == NAME)
    spelling = np.where(slipped, SLIPPED + dice.rng.integers(3, size=len(street)), spelling)
    spelling[dice.struck(Flaw.OUDE_STRAATNAAM, town.streets.renamed[street] & (spelling == NAME))] = FORMER
    return spelling * len(town.streets.names) + street, lowered


def _postcode(objects: Objects, at: Array, dice: _Dice) -> Array:
    known = len(objects.postcodes)
    code = objects.postcode[at]
    code = np.where(dice.struck(Flaw.POSTCODE_FOUT), (code + dice.rng.integers(1, known, len(at))) % known, code)
    code = np.where(dice.struck(Flaw.POSTCODE_SPATIE), code + known, code)
    return np.where(dice.struck(Flaw.POSTCODE_ONTBREEKT), -1, code)


def doubled(rng: np.random.Generator, count: int, rate: float) -> Array:
    """Return the positions of all rows in order, some of them twice."""
    again = np.flatnonzero(rng.random(count) < rate)
    return np.sort(np.concatenate([np.arange(count), again]), kind="stable")
