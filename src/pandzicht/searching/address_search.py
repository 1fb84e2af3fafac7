# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses that a text may mean, the likeliest first: what agrees with most of what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pandzicht.linking.unit import other_words
from pandzicht.searching.address_index import AddressIndex, Numbers
from pandzicht.searching.asked import Reading, readings
from pandzicht.searching.streets import Near

MOST_STREETS = 60
"""Streets of a text whose addresses are looked at."""
_STREET = {Near.NAME: 0, Near.WRITING: 1, Near.BEGUN: 2, Near.REDUCED: 4, Near.SLIP: 4, Near.SLIPS: 6}
_OTHER_STREET = 9
_OTHER_POSTCODE, _OTHER_DISTRICT = 3, 5
_OTHER_TOWN = 6
_BEGUN_NUMBER = 5
_GONE = 2
_UNIT_WORDS, _UNIT_NOT_TYPED, _UNIT_BEGUN, _NO_UNIT, _OTHER_UNIT = 1, 1, 2, 3, 7
"""How much each disagreement weighs."""


def addresses_meant(index: AddressIndex, text: str) -> dict[int, int]:
    """Return the addresses that a text with a house number may mean -> how far each lies from it."""
    far: dict[int, int] = {}
    for reading in readings(text, index.towns):
        if reading.number is not None:
            for number, weight in _of_reading(index, reading):
                far[number] = min(weight, far.get(number, weight))
    return far


def streets_meant(index: AddressIndex, text: str) -> dict[int, int]:
    """Return the streets that a text without a house number may mean -> how far each lies from it."""
    far: dict[int, int] = {}
    for reading in readings(text, index.towns):
        if reading.number is None and reading.street:
            near = index.street_names.named(reading.street) or index.street_names.alike(reading.street)
            for street, how in near.items():
                weight = _STREET[how] + _town(index, street, reading)
                far[street] = min(weight, far.get(street, weight))
    return far


def _of_reading(index: AddressIndex, reading: Reading) -> Iterator[tuple[int, int]]:
    near = index.street_names.named(reading.street) if reading.street else {}
    found = list(_at_streets(index, reading, near))
    if reading.street and not any(weight <= _STREET[Near.REDUCED] for _, weight in found):
        near = index.street_names.alike(reading.street) | near
        found = list(_at_streets(index, reading, near))
    yield from found
    place = index.place_of_postcode.get(reading.postcode)
    if place is not None and reading.number is not None:
        yield from _weighed(index, reading, index.by_postcode.at(place, reading.number), near)


def _at_streets(index: AddressIndex, reading: Reading, near: Mapping[int, Near]) -> Iterator[tuple[int, int]]:
    number = reading.number or 0
    nearest = sorted(near, key=lambda street: (near[street], street))[:MOST_STREETS]
    for street in nearest:
        yield from _weighed(index, reading, index.by_street.at(street, number), near)
        if reading.is_open:
            begun = index.by_street.begun(street, number)[:MOST_STREETS]
            yield from ((at, weight + _BEGUN_NUMBER) for at, weight in _weighed(index, reading, begun, near))


def _weighed(
    index: AddressIndex, reading: Reading, addresses: Numbers, near: Mapping[int, Near]
) -> Iterator[tuple[int, int]]:
    for address in addresses.tolist():
        street = int(index.street_of[address])
        weight = _STREET[near[street]] if street in near else _OTHER_STREET if reading.street else 0
        weight += _postcode(index, address, reading) + _town(index, street, reading) + _unit(index, address, reading)
        yield address, weight + (0 if index.exists[address] else _GONE)


def _postcode(index: AddressIndex, address: int, reading: Reading) -> int:
    place = int(index.postcode_of[address])
    own = index.postcodes[place] if place >= 0 else ""
    if own.startswith(reading.postcode):
        return 0
    return _OTHER_POSTCODE if own[:4] == reading.postcode[:4] else _OTHER_DISTRICT


def _town(index: AddressIndex, street: int, reading: Reading) -> int:
    return _OTHER_TOWN if reading.town and index.street_towns[street] != reading.town else 0


def _unit(index: AddressIndex, address: int, reading: Reading) -> int:
    own = int(index.unit_of[address])
    unit, words = index.units[own], index.unit_words[own]
    if unit == reading.unit:
        return 0
    if not reading.unit:
        return _UNIT_NOT_TYPED
    if words == other_words(reading.unit):
        return _UNIT_WORDS
    if unit.startswith(reading.unit):
        return _UNIT_BEGUN
    return _OTHER_UNIT if unit else _NO_UNIT


def in_order(index: AddressIndex, far: Mapping[int, int], seen: NDArray[np.bool_], most: int) -> Sequence[int]:
    """Return those of the addresses that may be seen, the nearest first, and of these as one walks past."""
    shown = np.array([address for address in far if seen[address]], dtype=np.int64)
    weights = np.array([far[address] for address in shown.tolist()], dtype=np.int64)
    walk = (index.unit_of[shown], index.number_of[shown], index.street_of[shown])
    found: list[int] = shown[np.lexsort((*walk, weights))][:most].tolist()
    return found
