# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The streets that a text may mean: by name, by another writing, by what is typed so far, or with slips in it.

Texts are compared in the spelling of `addresses.spelled`; how far slips may go is what the linker lets them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from pandzicht.addresses.street_aliases import Writing
from pandzicht.linking.street import SHORTEST_DOUBLE_TYPO, SHORTEST_TYPO

LOOKED_AT = 24
"""Names that share most with a text of which the slips are counted."""
MOST_BEGUN = 400
"""Names that begin with a text that are looked at: of more it was typed too little to tell."""
_GRAM = 3
_MOST_SLIPS = 2


class Near(IntEnum):
    """How far a street lies from what was typed, the nearest first."""

    NAME = 0
    WRITING = 1
    """Another writing of the name."""
    BEGUN = 2
    """It begins with what was typed."""
    REDUCED = 3
    """A word of the name is missing."""
    SLIP = 4
    SLIPS = 5
    """Two slips, or one in a name of which the end is not typed yet."""


_OF_WRITING: Mapping[int, Near] = {Writing.NAME: Near.NAME, Writing.REDUCED: Near.REDUCED}


class StreetNames:
    """All writings of the names of streets; streets are numbered."""

    def __init__(self, writings: Iterable[tuple[str, int, int]]) -> None:
        """Take writings as (spelling, number of the street, `Writing`)."""
        streets: dict[str, dict[int, Near]] = defaultdict(dict)
        for text, street, writing in writings:
            near = _OF_WRITING.get(writing, Near.WRITING)
            streets[text][street] = min(near, streets[text].get(street, near))
        self._texts: Sequence[str] = sorted(streets)
        self._streets: Sequence[Mapping[int, Near]] = [streets[text] for text in self._texts]
        self._grams = _places_of_grams(self._texts)

    def named(self, text: str) -> dict[int, Near]:
        """Return the streets that a text names or begins to name, each with how near it is."""
        found: dict[int, Near] = {}
        first = bisect_left(self._texts, text)
        for place in range(first, min(first + MOST_BEGUN, len(self._texts))):
            if not text or not self._texts[place].startswith(text):
                break
            whole = self._texts[place] == text
            for street, near in self._streets[place].items():
                _keep(found, street, near if whole else max(near, Near.BEGUN))
        return found

    def alike(self, text: str) -> dict[int, Near]:
        """Return the streets that a text may name with slips in it."""
        found: dict[int, Near] = {}
        for place in self._sharing(text) if len(text) >= SHORTEST_TYPO else ():
            whole, begun = slips_between(text, self._texts[place])
            near = _judged(text, whole, begun)
            if near is not None and _digits(text) == _digits(self._texts[place]):
                for street in self._streets[place]:
                    _keep(found, street, near)
        return found

    def _sharing(self, text: str) -> list[int]:
        """Return the places of the names that share most runs of letters with a text."""
        parts = [self._grams[gram] for gram in _grams(text) if gram in self._grams]
        if not parts:
            return []
        shared = np.bincount(np.concatenate(parts), minlength=len(self._texts))
        most = np.argpartition(-shared, min(LOOKED_AT, len(shared) - 1))[:LOOKED_AT]
        found: list[int] = most[shared[most] > 0].tolist()
        return found


def _keep(found: dict[int, Near], street: int, near: Near) -> None:
    found[street] = min(near, found.get(street, near))


def _judged(text: str, whole: int, begun: int) -> Near | None:
    """Return how near a name with so many slips is, or None when these are too many for its length."""
    if whole <= 1:
        return Near.SLIP
    if begun <= 1 or (whole <= 2 and len(text) >= SHORTEST_DOUBLE_TYPO):
        return Near.SLIPS
    return None


def slips_between(text: str, name: str) -> tuple[int, int]:
    """Return how many slips lie between a text and a name, and between the text and a beginning of the name.

    A slip is a letter too many, too few or wrong, or two letters that changed places. Above two they are not counted.

    >>> slips_between("dropsstr", "dorpsstraat"), slips_between("korenmolen", "dorpsstraat")
    ((3, 1), (3, 3))
    """
    many = _MOST_SLIPS + 1
    before: dict[int, int] = {}
    row = {place: place for place in range(many)}
    for at, letter in enumerate(text, start=1):
        further: dict[int, int] = {}
        for place in range(max(0, at - _MOST_SLIPS), min(len(name), at + _MOST_SLIPS) + 1):
            least = min(row.get(place, many), further.get(place - 1, many)) + 1
            if place:
                least = min(least, row.get(place - 1, many) + (letter != name[place - 1]))
            if at > 1 and place > 1 and letter == name[place - 2] and text[at - 2] == name[place - 1]:
                least = min(least, before.get(place - 2, many) + 1)
            further[place] = least
        if min(further.values(), default=many) >= many:
            return many, many
        before, row = row, further
    return min(row.get(len(name), many), many), min(*row.values(), many)


def _grams(text: str) -> set[str]:
    padded = f"^^{text}"
    return {padded[at : at + _GRAM] for at in range(len(padded) - _GRAM + 1)}


def _places_of_grams(texts: Sequence[str]) -> Mapping[str, NDArray[np.int64]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for gram in _grams(text):
            places[gram].append(place)
    return {gram: np.array(found, dtype=np.int64) for gram, found in places.items()}


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def begun_with(texts: Sequence[str], text: str) -> Iterator[int]:
    """Yield the places of sorted texts that begin with a text."""
    place = bisect_left(texts, text)
    while place < len(texts) and texts[place].startswith(text):
        yield place
        place += 1
