# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody types in the box, taken apart in the ways in which it may be meant.

Nothing is decided here by itself: a number may belong to the name of a street (`Plein 1813`), four digits and two
letters may be a postcode or a number with a unit. Which of the readings is meant, the addresses that exist tell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pandzicht.addresses.spelled import folded, spelled_straat, spelled_unit, spelled_woonplaats

LONGEST = 200
"""Characters that are read."""
_POSTCODE = re.compile(r"(?<![0-9A-Za-z])([1-9][0-9]{3})\s?([A-Za-z]{2})(?![A-Za-z])")
_DISTRICT = re.compile(r"[1-9][0-9]{3}")
_BEGUN_POSTCODE = re.compile(r"[1-9][0-9]{3}\s?[a-z]{0,2}")
_WORD = re.compile(r"[^\s,;()]+")
_NUMBER = re.compile(r"0*([1-9][0-9]{0,4})(?![0-9])(.*)")
_GLUED = re.compile(r"((?:[^\W\d_]|[.'-]){3,})([1-9][0-9]{0,4}\S*)")
_NUMBER_WORDS = frozenset({"nr", "no", "nummer", "huisnummer", "huisnr", "hnr"})
_LONGEST_TOWN = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which a text may be meant; what it does not say is empty."""

    street: str
    """In the spelling of streets."""
    number: int | None
    unit: str
    """In the spelling of units."""
    postcode: str
    """Six signs, or the four digits of a district."""
    town: str
    """In the spelling of woonplaatsen."""
    is_open: bool
    """Whether the number stands last, so that more digits may follow."""


def readings(text: str, towns: Collection[str]) -> Iterator[Reading]:
    """Yield the ways in which a text may be meant as an address; `towns` are the woonplaatsen that exist, spelled.

    >>> found = next(readings("Burg. v.d. Brinkstr 12 bis, 2511 ca Duinrijk", {"duinrijk"}))
    >>> found.street, found.number, found.unit, found.postcode, found.town
    ('burgvdbrinkstraat', 12, 'BIS', '2511CA', 'duinrijk')
    """
    text = text[:LONGEST]
    for postcode, rest in _postcodes(text):
        words = [part for word in _WORD.findall(rest) for part in _apart(word) if _is_word(part)]
        town, words = _without_town(words, towns)
        numbers = [place for place, word in enumerate(words) if _NUMBER.fullmatch(word)]
        for place in reversed(numbers):
            yield _at(words, place, postcode, town, towns)
        if numbers[:1] == [0] and len(words) > 1:  # the number stands in front: `12 Dorpsstraat`
            yield _at([*words[1:], words[0]], len(words) - 1, postcode, town, towns)
        if not numbers or len(words) > 1:
            yield Reading(spelled_straat(" ".join(words)), None, "", postcode, town, False)


def begun_postcode(text: str) -> str:
    """Return what is typed of a postcode, when that is all that is typed.

    >>> begun_postcode(" 2511 c"), begun_postcode("2511CA 12")
    ('2511C', '')
    """
    plain = text.strip().lower()
    return re.sub(r"\s", "", plain).upper() if _BEGUN_POSTCODE.fullmatch(plain) else ""


def _postcodes(text: str) -> Iterator[tuple[str, str]]:
    """Yield the postcode that a text may name with the rest of it, and then the text without any."""
    for found in reversed(list(_POSTCODE.finditer(text))):
        yield (found[1] + found[2]).upper(), f"{text[: found.start()]} {text[found.end() :]}"
    yield "", text


def _apart(word: str) -> Sequence[str]:
    """Return a word with the number that is glued to it apart."""
    glued = _GLUED.fullmatch(word)
    return glued.groups() if glued else (word,)


def _is_word(word: str) -> bool:
    return bool(folded(word)) and folded(word) not in _NUMBER_WORDS


def _without_town(words: Sequence[str], towns: Collection[str]) -> tuple[str, list[str]]:
    """Return the woonplaats that stands last or first, and the other words; a street is not left without words."""
    for size in range(min(_LONGEST_TOWN, len(words) - 1), 0, -1):
        for part, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            town = spelled_woonplaats(" ".join(part))
            if town in towns:
                return town, list(rest)
    return "", list(words)


def _at(words: Sequence[str], place: int, postcode: str, town: str, towns: Collection[str]) -> Reading:
    """Return the reading in which the word at a place is the house number."""
    matched = _NUMBER.fullmatch(words[place])
    number, own = (matched[1], matched[2]) if matched else ("0", "")
    before, behind = words[:place], list(words[place + 1 :])
    if behind and _DISTRICT.fullmatch(behind[-1]) and not postcode and before:
        postcode = behind.pop()
    if behind and len(behind[-1]) > 2 and any(name.startswith(spelled_woonplaats(behind[-1])) for name in towns):
        behind.pop()  # a woonplaats of which the end is not typed yet
    unit = spelled_unit(" ".join([own, *behind]))
    return Reading(spelled_straat(" ".join(before)), int(number), unit, postcode, town, not own and not behind)
