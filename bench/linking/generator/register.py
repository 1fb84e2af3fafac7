# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An invented address register: streets, buildings, units and postcodes of four towns, with known proportions.

At 284,000 addresses: about 5,500 streets of which 7 in 100 share their name with a street of another town, 18,400
postcodes, 44 % of the addresses with a letter or addition. One street in 25 was renamed; the register knows half of
the former names.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from bench.linking.generator.street_names import street_names
from bench.linking.generator.unit_styles import SHARES, STYLES, Unit, joined

TOWNS = ("Duinrijk", "Sint Wendelveen", "Lage Oevers", "Oud-Terhaven")
TOWN_SHARES = (0.68, 0.16, 0.10, 0.06)
PER_STREET = 51.7
SHARED_NAMES = 0.071
SPLIT_BUILDINGS = 0.172
"""Share of the buildings that hold units."""
PER_POSTCODE = 22
RENAMED = 0.04
STREETS_PER_AREA = 30
FIRST_DISTRICT, POSTCODES_PER_DISTRICT = 3100, 160
_LETTERS = "ABCDEGHJKLNPRSTVWXZ"

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Register:
    """The register as numbers (one per address) and the texts that they stand for."""

    street: Numbers
    """The street; `name` and `town` are per street."""
    number: Numbers
    unit: Numbers
    postcode: Numbers
    building: Numbers
    name: Numbers
    town: Numbers
    names: list[str]
    units: list[Unit]
    postcodes: list[str]
    former: dict[int, str]
    """Street -> the name that it had."""
    known_former: frozenset[int]
    """The streets whose former name is in the register."""
    style: Numbers
    """The style of a building; -1 where it is not split."""

    @property
    def size(self) -> int:
        """How many addresses there are."""
        return len(self.street)


def make_register(addresses: int, rng: np.random.Generator) -> Register:
    """Return a register of so many addresses."""
    streets = max(12, round(addresses / PER_STREET))
    name, names = _names(streets, rng)
    renamed = rng.choice(streets, max(2, round(RENAMED * streets)), replace=False)
    former = dict(zip(renamed.tolist(), street_names(streets + len(renamed), rng)[streets:], strict=True))
    former = {street: old for street, old in former.items() if old not in set(names)}
    town = np.searchsorted(np.cumsum(TOWN_SHARES), (np.arange(streets) + 0.5) / streets)
    building_street, number, style, size = _buildings(streets, addresses, rng)
    building = np.repeat(np.arange(len(size)), size)[:addresses]
    place = np.arange(addresses) - (np.cumsum(size) - size)[building]
    units = list(dict.fromkeys([("", ""), *(unit for style in STYLES for unit in style.units)]))
    at = {unit: position for position, unit in enumerate(units)}
    table = np.zeros((len(STYLES) + 1, max(len(style.units) for style in STYLES)), dtype=np.int64)
    for row, kind in enumerate(STYLES):
        table[row, : len(kind.units)] = [at[unit] for unit in kind.units]
    postcode, postcodes = _postcodes(building_street[building], number[building], town)
    return Register(
        street=building_street[building], number=number[building], unit=table[style[building], place],
        postcode=postcode, building=building, name=name, town=town, names=names, units=units, postcodes=postcodes,
        former=former, known_former=frozenset(sorted(former)[::2]), style=style,
    )  # fmt: skip


def _names(streets: int, rng: np.random.Generator) -> tuple[Numbers, list[str]]:
    """Return the name of every street; the last ones, in the smaller towns, repeat names of the first."""
    shared = round(SHARED_NAMES * streets)
    names = street_names(streets - shared, rng)
    first_town = int((streets - shared) * TOWN_SHARES[0])
    name = np.concatenate([np.arange(streets - shared), rng.choice(first_town, shared, replace=False)])
    small = np.arange(int(streets * TOWN_SHARES[0]) + 1, streets)
    name[small] = rng.permutation(name[small])
    return name, names


def _buildings(streets: int, addresses: int, rng: np.random.Generator) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return street, number, style and size of every building, enough for all addresses and a last one cut short."""
    length = np.maximum(4, rng.gamma(1.6, PER_STREET / 1.6 / 1.44, streets)).astype(np.int64)
    ruling = rng.choice(len(STYLES), streets // STREETS_PER_AREA + 1, p=SHARES)
    while True:
        street = np.repeat(np.arange(streets), length)
        place = np.arange(len(street)) - (np.cumsum(length) - length)[street]
        style = np.where(rng.random(len(street)) < SPLIT_BUILDINGS, ruling[street // STREETS_PER_AREA], -1)
        least = np.array([kind.least for kind in STYLES] + [1])
        most = np.array([len(kind.units) for kind in STYLES] + [1])
        size = np.minimum(least[style] + rng.geometric(0.3, len(street)) - 1, most[style])
        if size.sum() >= addresses:
            return street, place + 1, style, size
        length += 1


def _postcodes(street: Numbers, number: Numbers, town: Numbers) -> tuple[Numbers, list[str]]:
    """Return the postcode of every address: a stretch of one side of a street, in the districts of its town."""
    side = street * 2 + number % 2
    order = np.lexsort((number, side))
    first = np.r_[True, np.diff(side[order]) != 0]
    place = np.arange(len(order)) - np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    starts = np.r_[True, (np.diff(side[order]) != 0) | (np.diff(place // PER_POSTCODE) != 0)]
    postcode = np.empty(len(order), dtype=np.int64)
    postcode[order] = np.cumsum(starts) - 1
    of_town = town[street[order][starts]]
    texts, in_town = [], np.arange(len(of_town)) - np.searchsorted(of_town, of_town)
    for place_in_town, which in zip(in_town.tolist(), of_town.tolist(), strict=True):
        district, letters = divmod(place_in_town, POSTCODES_PER_DISTRICT)
        letters = letters * 7 % (len(_LETTERS) ** 2)
        text = _LETTERS[letters // len(_LETTERS)] + _LETTERS[letters % len(_LETTERS)]
        texts.append(f"{FIRST_DISTRICT + 300 * which + district}{text}")
    return postcode, texts


def register_table(register: Register) -> pa.Table:
    """Return the register as a municipality holds it: one row per address, texts as they are officially written."""
    numbers = np.arange(register.size, dtype=np.int64)
    letters = [unit[0] or None for unit in register.units]
    additions = [unit[1] or None for unit in register.units]
    return pa.table(
        {
            "address_no": pa.array(numbers, pa.int32()),
            "object_id": 9999_01_0000000000 + numbers,
            "nummeraanduiding_id": 9999_20_0000000000 + numbers,
            "pand_id": 9999_10_0000000000 + register.building,
            "straat": taken(register.names, register.name[register.street]),
            "huisnummer": pa.array(register.number, pa.int32()),
            "huisletter": taken(letters, register.unit),
            "huisnummertoevoeging": taken(additions, register.unit),
            "eenheid": taken([joined(unit) for unit in register.units], register.unit),
            "postcode": taken(register.postcodes, register.postcode),
            "woonplaats": taken(list(TOWNS), register.town[register.street]),
            "vroegere_straat": taken(
                [register.former.get(street) if street in register.known_former else None
                 for street in range(len(register.name))], register.street),
        }
    )  # fmt: skip


def taken(texts: list[str | None] | list[str], places: Numbers) -> pa.Array:
    """Return a text per row out of a list of texts."""
    return pa.array(texts, pa.string()).take(pa.array(places))
