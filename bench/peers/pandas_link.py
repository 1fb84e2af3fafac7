# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows to addresses, as a careful analyst does it: by BAG id unless street or number disagree, else by address.

The address is postcode, number and unit with the street voting, else street, number and unit. A row whose unit may be
what is left of another one there (`3` beside `3 A`) is tied only when its source seldom loses letters. Rows that stay
open put the addresses in doubt that stand at their postcode or street and number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench.peers import pandas_spelling as spelling
from bench.peers.pandas_spine import Spine, coded, unit_codes

ABSENT, STRANGE = -1, -2
"""Codes of a street: not delivered, and not the name of a street here (it may be a slip of the pen)."""
_UNITS = 1 << 20
_NUMBERS = 100_000
_RUN = re.compile(r"[A-Z]+|[0-9]+")
PRIOR, PRIOR_WEIGHT, LEAST = 0.95, 20, 0.9
"""How sure a unit that may be a part is before counting, for how many rows that counts, and what it must reach."""


@dataclass(slots=True)
class Linked:
    """Per row the address (-1: none) and the pand (-1: none); per address whether an open row may be its own (`doubt`),
    or a row of its pand that names no address (`within`).
    """

    address: np.ndarray
    pand: np.ndarray
    doubt: np.ndarray
    within: np.ndarray


@dataclass(slots=True)
class _Text:
    """The address of each row in numbers; 0 stands for absent, except in street and unit."""

    street: np.ndarray
    number: np.ndarray
    unit: np.ndarray
    postcode: np.ndarray

    @property
    def at_postcode(self) -> np.ndarray:
        return np.where((self.postcode > 0) & (self.number > 0), self.postcode * _NUMBERS + self.number, -1)

    @property
    def at_street(self) -> np.ndarray:
        return np.where((self.street >= 0) & (self.number > 0), self.street * _NUMBERS + self.number, -1)


class Linker:
    """The spine made ready to look up in."""

    def __init__(self, spine: Spine) -> None:
        self.spine = spine
        names = spine.names
        self.pand = spine.addresses["pand_no"].to_numpy()
        self.count = len(spine.addresses)
        self.names = _Text(
            *(names[part].to_numpy(dtype=np.int64) for part in ("street", "huisnummer", "unit", "postcode"))
        )
        self.address = names["address"].to_numpy()
        self._objects = pd.Index(spine.addresses["object_id"])
        head = names.drop_duplicates("address")
        self._head = _Text(
            *(head[part].to_numpy(dtype=np.int64) for part in ("street", "huisnummer", "unit", "postcode"))
        )
        numbers = names[["num_id", "address"]].drop_duplicates()
        numbers = numbers[~numbers["num_id"].duplicated(keep=False)]
        self._numbers, self._number_address = pd.Index(numbers["num_id"]), numbers["address"].to_numpy()
        former = names["former"].to_numpy(dtype=bool)
        self._by_postcode = _lookup(_keyed(self.names.at_postcode, self.names.unit), self.address, former)
        self._by_street = _lookup(_keyed(self.names.at_street, self.names.unit), self.address, former)
        self._postcodes = pd.Index(np.unique(self.names.at_postcode))
        self._panden = pd.Index(spine.panden)
        self._read_parts()

    def _read_parts(self) -> None:
        """Tell what may be left of every unit when its letter or addition is lost, and where."""
        codes = {code: text for text, code in self.spine.units.items()}
        left = {code: [self.spine.units[part] for part in _parts(text) if part in self.spine.units]
                for code, text in codes.items()}  # fmt: skip
        units = self.names.unit
        counts = np.array([len(left[code]) for code in range(len(left))])[units]
        at = np.repeat(np.arange(len(units)), counts)
        ends = np.cumsum(counts)
        which = np.arange(len(at)) - np.repeat(ends - counts, counts)
        table = np.full((len(left), max(map(len, left.values()))), -1)
        for code, parts in left.items():
            table[code, : len(parts)] = parts
        part = table[units[at], which]
        self._part_address = self.address[at]
        self._part_keys = [_keyed(spot[at], part) for spot in (self.names.at_postcode, self.names.at_street)]
        self._parts = [pd.Index(pd.unique(keys)) for keys in self._part_keys]
        whole = pd.Index(pd.unique(_keyed(self.names.at_postcode, units)))
        self._beside, self._apart = (np.zeros(self.count, dtype=bool) for _ in range(2))
        self._apart[self._part_address] = True
        self._beside[self._part_address[whole.get_indexer(self._part_keys[0]) >= 0]] = True
        self._apart &= ~self._beside

    def link(self, rows: pd.DataFrame, hidden: np.ndarray | None = None) -> Linked:
        """Return where each row belongs; text alone ties no row that may be one of the hidden addresses."""
        text = self._text(rows)
        address = np.full(len(rows), -1, dtype=np.int64)
        candidate = address.copy()
        open_rows = np.ones(len(rows), dtype=bool)
        for found in self._by_id(rows):
            known = open_rows & (found >= 0)
            agrees = known & self._agrees(text, found)
            address[agrees] = found[agrees]
            candidate[known & ~agrees] = found[known & ~agrees]
            open_rows &= found < 0
        open_rows &= text.number > 0
        address[open_rows] = self._texts(text, open_rows)
        doubt = self._weigh(text, address, candidate, np.flatnonzero(open_rows))
        if hidden is not None:
            self._hide(text, address, hidden, np.flatnonzero(open_rows & (address >= 0)))
        pand = np.where(address >= 0, self.pand[address], -1)
        if "pand_id" in rows:
            given = self._panden.get_indexer(rows["pand_id"])
            bare = (address < 0) & (given >= 0) & (text.number == 0)
            pand[bare] = given[bare]
        still = (address < 0) & (pand < 0)
        doubt |= self._near(text, still) | self._meant(candidate[still])
        whole = np.unique(pand[(address < 0) & (pand >= 0)])
        return Linked(address, pand, doubt, np.isin(self.pand, whole))

    def shielded(self, rows: pd.DataFrame) -> np.ndarray:
        """Return which addresses protected rows name, by id or in full; without the unit, all at the house number."""
        found = np.zeros(self.count, dtype=bool)
        for address in self._by_id(rows):
            found[address[address >= 0]] = True
        text = self._text(rows)
        own = [_keyed(spot, self.names.unit) for spot in (self.names.at_postcode, self.names.at_street)]
        asked = self._keys(text, np.arange(len(rows)))
        met = np.any([np.isin(key, mine) & (key >= 0) for mine, key in zip(own, asked, strict=True)], axis=0)
        for mine, key in zip(own, asked, strict=True):
            found[self.address[np.isin(mine, key[met & (key >= 0)])]] = True
        return found | self._near(text, ~met)

    def _keys(self, text: _Text, rows: np.ndarray) -> list[np.ndarray]:
        return [_keyed(spot[rows], text.unit[rows]) for spot in (text.at_postcode, text.at_street)]

    def _weigh(self, text: _Text, address: np.ndarray, candidate: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Untie rows that may be a neighbour if the source loses letters often, else put the neighbours in doubt."""
        keys = self._keys(text, rows)
        part = np.any([parts.get_indexer(key) >= 0 for parts, key in zip(self._parts, keys, strict=True)], axis=0)
        bare, lost = rows[part & (address[rows] >= 0)], int((part & (address[rows] < 0)).sum())
        sure = np.delete(address, bare)
        sure = sure[sure >= 0]
        beside, apart = int(self._beside[sure].sum()), int(self._apart[sure].sum())
        expected = 0 if not lost else min(len(bare), -(-lost * beside // apart)) if apart else len(bare)
        doubt = np.zeros(self.count, dtype=bool)
        if (PRIOR * PRIOR_WEIGHT + len(bare) - expected) / (PRIOR_WEIGHT + len(bare)) < LEAST:
            candidate[bare], address[bare] = address[bare], -1
        else:
            for own, asked in zip(self._part_keys, self._keys(text, bare), strict=True):
                doubt[self._part_address[pd.Index(pd.unique(asked[asked >= 0])).get_indexer(own) >= 0]] = True
        return doubt

    def _hide(self, text: _Text, address: np.ndarray, hidden: np.ndarray, rows: np.ndarray) -> None:
        for own, asked in zip(self._part_keys, self._keys(text, rows), strict=True):
            near = pd.Index(pd.unique(own[hidden[self._part_address] & (own >= 0)]))
            address[rows[near.get_indexer(asked) >= 0]] = -1

    def _text(self, rows: pd.DataFrame) -> _Text:
        spine, none = self.spine, np.zeros(len(rows), dtype=np.int64)
        if "adres" in rows:
            lines = rows["adres"].astype("category")
            parts = [spelling.line(text) for text in lines.cat.categories]
            found = [
                (spine.streets.get(street, STRANGE) if street else ABSENT, number, spine.units.get(unit, -1), postcode)
                for street, number, unit, postcode in parts
            ]
            table = np.array([*found, (ABSENT, 0, 0, 0)], dtype=np.int64)[lines.cat.codes.to_numpy()]
            own = coded(rows["postcode"], spelling.postcode) if "postcode" in rows else none
            return _Text(table[:, 0].copy(), table[:, 1], table[:, 2], np.maximum(own, table[:, 3]))
        if "huisnummer" not in rows:
            return _Text(none + ABSENT, none, none, none)
        streets = rows["straat"].astype("category") if "straat" in rows else None
        street = none + ABSENT
        if streets is not None:
            known = [spine.streets.get(spelling.street(text), STRANGE) for text in streets.cat.categories]
            street = np.array([*known, ABSENT])[streets.cat.codes.to_numpy()]
        number, unit = self._units(rows)
        if streets is not None:
            self._read_glued(streets, street, number, unit)
        return _Text(street, number, unit, coded(rows["postcode"], spelling.postcode))

    def _read_glued(self, streets: pd.Series, street: np.ndarray, number: np.ndarray, unit: np.ndarray) -> None:
        """Read the number out of the field of the street where it has none of its own."""
        rows = np.flatnonzero((number == 0) & (street == STRANGE))
        for row, given in zip(rows.tolist(), streets.iloc[rows].tolist(), strict=True):
            name, found, tail, _ = spelling.line(given)
            if self.spine.streets.get(name, -1) >= 0 and found:
                street[row], number[row], unit[row] = self.spine.streets[name], found, self.spine.units.get(tail, -1)

    def _units(self, rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Return number and unit; letter and addition may stand in the field of the number."""
        units = self.spine.units
        numbers = rows["huisnummer"].astype("category")
        parts = [spelling.number(str(text)) for text in numbers.cat.categories]
        codes = numbers.cat.codes.to_numpy()
        number = np.array([*(part[0] for part in parts), 0], dtype=np.int64)[codes]
        within = np.array([*(units.get(part[1], -1) if part[1] else 0 for part in parts), 0], dtype=np.int64)[codes]
        if "huisletter" not in rows and "toevoeging" not in rows:
            return number, within
        nothing = pd.Series(pd.Categorical([None] * len(rows)))
        own = unit_codes(rows.get("huisletter", nothing), rows.get("toevoeging", nothing), units)
        return number, np.where(own == 0, within, own)

    def _by_id(self, rows: pd.DataFrame) -> list[np.ndarray]:
        found = []
        if "object_id" in rows:
            found.append(self._objects.get_indexer(rows["object_id"]))
        if "nummeraanduiding_id" in rows:
            at = self._numbers.get_indexer(rows["nummeraanduiding_id"])
            found.append(np.where(at >= 0, self._number_address[at], -1))
        return found

    def _agrees(self, text: _Text, found: np.ndarray) -> np.ndarray:
        """Tell whether what was delivered does not contradict the address of an id, by its present or another name."""
        head = self._head
        same = (text.number == 0) | (text.number == head.number[found])
        same &= (text.street < 0) | (text.street == head.street[found])
        same &= (text.unit <= 0) | (head.unit[found] == 0) | (text.unit == head.unit[found])
        if not same.all():
            same[~same] = self._texts(text, ~same) == found[~same]
        return same

    def _texts(self, text: _Text, rows: np.ndarray) -> np.ndarray:
        """Return the one address that the text of some rows names, -1 for none or several."""
        street = text.street[rows]
        by_postcode, by_street = (look_up(keys) for look_up, keys in zip(
            (self._by_postcode, self._by_street), self._keys(text, rows), strict=True))  # fmt: skip
        votes = (street < 0) | (street == self._head.street[by_postcode])
        # a postcode that knows the number speaks against another postcode of the street
        unknown = self._postcodes.get_indexer(text.at_postcode[rows]) < 0
        return np.where(votes & (by_postcode >= 0), by_postcode, np.where(unknown & (by_postcode < 0), by_street, -1))

    def _near(self, text: _Text, rows: np.ndarray) -> np.ndarray:
        near = np.zeros(self.count, dtype=bool)
        for own, asked in ((self.names.at_postcode, text.at_postcode), (self.names.at_street, text.at_street)):
            spots = np.unique(asked[rows])
            near[self.address[pd.Index(spots[spots >= 0]).get_indexer(own) >= 0]] = True
        return near

    def _meant(self, candidate: np.ndarray) -> np.ndarray:
        """Return the addresses that open rows may mean, with all of their pand."""
        meant = candidate[candidate >= 0]
        panden = np.unique(self.pand[meant])
        found = np.isin(self.pand, panden[panden >= 0])
        found[meant] = True
        return found


def _parts(unit: str) -> set[str]:
    """Return what may be left of a unit: nothing, its first or last run of letters or digits, or the rest."""
    runs = _RUN.findall(unit)
    if not runs:
        return set()
    return {"", runs[0], runs[-1], "".join(runs[1:]), "".join(runs[:-1])} - {unit}


def _keyed(spot: np.ndarray, unit: np.ndarray) -> np.ndarray:
    return np.where((spot >= 0) & (unit >= 0), spot * _UNITS + unit, -1)


def _lookup(keys: np.ndarray, address: np.ndarray, former: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Return a function from keys to the one address that bears it now, else the one that bore it; -1 for several."""
    frame = pd.DataFrame({"key": keys, "address": address, "former": former})
    frame = frame[frame["key"] >= 0].drop_duplicates(["key", "address"])
    current = frame[~frame["former"]]
    past = frame[frame["former"] & ~frame["key"].isin(current["key"])]
    frame = pd.concat([current, past])
    frame = frame[~frame["key"].duplicated(keep=False)]
    index, addresses = pd.Index(frame["key"]), np.append(frame["address"].to_numpy(), -1)
    return lambda asked: addresses[index.get_indexer(asked)]
