# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words in the name of a column or definition, whatever its capitals, separators and compounds.

Two readings are made of a name, because capitals may part its words (`GebLandOms`) or may be lost (`GEBLANDOMS`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_PLAIN = re.compile(r"[a-z]+")
_ELEMENT = re.compile(r"(?<!\d)(\d\d)(?:[._ -]?(\d\d|H)(?:[._ -]?(\d\d))?)?(?!\d)")
_CATEGORY_WORDS = frozenset({"lo", "rubriek", "cat", "categorie"})
_ELEMENT_WORDS = frozenset(
    {"lo", "rubriek", "rubr", "element", "gba", "brp", "cat", "categorie", "veld", "oms", "code"}
)
_REGISTER_WORDS = frozenset({"gba", "brp", "lo", "rubriek", "rubr", "element"})
_VALUE_WORDS = frozenset({"waarde", "value", "omschrijving", "datum", "nr", "nummer"})
_ENDINGS = ("s", "en", "n", "e", "es", "ing", "ed", "heid", "baar", "bare")
_PARTICIPLE = re.compile(r"ge(\w{4,})[dt]e?")
_VOWELS = frozenset("aeiou")
_HARDENED = {"z": "s", "v": "f"}
_SHORTEST_STEM = 3
_SHORTEST_PART = 4
"""Shorter words are parts of a compound by chance too often: `bidplaats` is no offer and no place."""
_JOINTS = frozenset({"een", "en", "in", "met", "of", "op", "per", "te", "van", "voor"})
"""Words that join two longer ones: `kabelofleiding`."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """A name as its words: by capitals, by separators only, and all its letters and digits in one."""

    by_capitals: tuple[str, ...]
    by_separators: tuple[str, ...]
    squeezed: str
    is_readable: bool
    """Whether all its letters are Latin ones."""

    @classmethod
    def of(cls, name: str, phrases: AbstractSet[str] = frozenset()) -> NameWords:
        """Return the words of a name, without accents and in small letters; what makes up a phrase is one word.

        Letters that stand alone one after another are one word too, and a phrase is no part of the letters in one.

        >>> words = NameWords.of("GebLand_OMS2")
        >>> words.by_capitals, words.by_separators, words.squeezed
        (('geb', 'land', 'oms'), ('gebland', 'oms'), 'geblandoms2')
        >>> NameWords.of("r_a_s_luchtFoto", {"luchtfoto"}).by_capitals
        ('ras', 'luchtfoto')
        """
        plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
        small = plain.lower()
        squeezed = re.sub(r"[^a-z0-9]", "", small)
        for phrase in sorted(phrases, key=len, reverse=True):
            squeezed = squeezed.replace(phrase, " ")
        return cls(
            _joined([word.lower() for word in _CAMEL.findall(plain)], phrases),
            _joined(_PLAIN.findall(small), phrases),
            squeezed,
            not any(sign.isalpha() and not sign.isascii() for sign in small),
        )


def _joined(words: Sequence[str], phrases: AbstractSet[str]) -> tuple[str, ...]:
    """Return words with those that make up a phrase, or stand letter by letter, as one."""
    found: list[str] = []
    start = 0
    while start < len(words):
        end = next((end for end in range(len(words), start + 1, -1) if _is_one(words[start:end], phrases)), start + 1)
        found.append("".join(words[start:end]))
        start = end
    return tuple(found)


def _is_one(words: Sequence[str], phrases: AbstractSet[str]) -> bool:
    return "".join(words) in phrases or (len(words) > 2 and all(len(word) == 1 for word in words))


class Element(NamedTuple):
    """An element of LO3 (Logisch Ontwerp BRP) that a name stands for."""

    number: str
    is_whole_name: bool
    """Whether the name says nothing else."""


def element_of(name: str) -> Element | None:
    """Return the element of LO3 that a name stands for, or None.

    >>> element_of("veld_08_11_80"), element_of("04.05.10 nat.").number, element_of("trend_2021")
    (Element(number='08.11.80', is_whole_name=True), '04.05.10', None)
    """
    match = _ELEMENT.search(name)
    if match is None or not _is_category(match[1]):
        return None
    words = _PLAIN.findall(name.lower())
    if match[2] is None and not _CATEGORY_WORDS.intersection(words):
        return None
    allowed = _ELEMENT_WORDS | _VALUE_WORDS if _REGISTER_WORDS.intersection(words) else _ELEMENT_WORDS
    is_bare = all(len(word) == 1 or word in allowed for word in words)
    is_spelled_out = re.fullmatch(r"\d\d\.(\d\d\.\d\d|H)", match[0]) is not None
    number = ".".join(part for part in match.groups() if part)
    return Element(number, is_bare) if is_bare or is_spelled_out else None


def _is_category(digits: str) -> bool:
    return 1 <= int(digits) <= 14 or 51 <= int(digits) <= 64


def parts_of(
    word: str, known: AbstractSet[str], short: AbstractSet[str] = frozenset(), wanted: AbstractSet[str] = frozenset()
) -> tuple[str, ...] | None:
    """Return a word as the fewest known words that make it up, or None when something is left over.

    Each may be a plural or have the letters between two parts; one of less than four letters must be among the `short`,
    or join two that are longer. Among equally few, those with a `wanted` word are returned.

    >>> parts_of("huurcontracten", {"huur", "contract"}), parts_of("huurkoop", {"huur"})
    (('huur', 'contract'), None)
    >>> parts_of("gasmeter", {"gas", "meter"}), parts_of("gasmeter", {"gas", "meter"}, {"gas"})
    (None, ('gas', 'meter'))
    >>> parts_of("kabelofleiding", {"kabel", "leiding"})
    ('kabel', 'of', 'leiding')
    >>> parts_of("initialencode", {"initial", "encode", "initialen", "code"}, wanted={"initialen"})
    ('initialen', 'code')
    """
    if whole := _known(word, known):
        return (whole,)
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(end):
            before, piece = best[start], word[start:end]
            if before is None or not (found := _part(piece, before, len(word) - end, known, short)):
                continue
            parts, best_parts = (*before, found), best[end]
            if best_parts is None or _rank(parts, wanted) < _rank(best_parts, wanted):
                best[end] = parts
    return best[-1]


def _rank(parts: Sequence[str], wanted: AbstractSet[str]) -> tuple[int, bool]:
    return len(parts), wanted.isdisjoint(parts)


def _part(
    piece: str, before: Sequence[str], letters_after: int, known: AbstractSet[str], short: AbstractSet[str]
) -> str | None:
    """Return the known word that a piece is as the next part of a compound."""
    last = before[-1] if before else ""
    if piece in _JOINTS and min(len(last), letters_after) >= _SHORTEST_PART:
        return piece
    found = _known(piece, known)
    if found is None or len(found) >= _SHORTEST_PART:
        return found
    return found if found in short and last not in _JOINTS - short else None


def _known(piece: str, known: AbstractSet[str]) -> str | None:
    """Return the known word that a piece is a form of: itself, a plural, an inflection."""
    if piece in known:
        return piece
    return next((word for word in _stems_of(piece) if len(word) >= _SHORTEST_STEM and word in known), None)


def _stems_of(piece: str) -> Iterator[str]:
    """Yield what a word may be a form of: taken - taak, huizen - huis, gedeeld - deel, boundaries - boundary.

    >>> list(_stems_of("taken")), list(_stems_of("gedeeld"))
    (['tak', 'taak', 'take'], ['deel'])
    """
    for ending in _ENDINGS:
        stem = piece.removesuffix(ending)
        if stem == piece or len(stem) < _SHORTEST_STEM:
            continue
        yield stem
        if ending in ("en", "e", "ing"):
            yield from _respelled(stem)
        if ending in ("ing", "ed"):
            yield f"{stem}e"
    if piece.endswith(("ies", "ied")):
        yield f"{piece[:-3]}y"
    if participle := _PARTICIPLE.fullmatch(piece):
        yield participle[1]


def _respelled(stem: str) -> Iterator[str]:
    """Yield how Dutch spells a stem without its ending: somm - som, huiz - huis, tak - taak."""
    last, before = stem[-1], stem[-2]
    if last == before and last not in _VOWELS:
        yield stem[:-1]
    yield from (stem[:-1] + hard for soft, hard in _HARDENED.items() if last == soft)
    if before in _VOWELS and last not in _VOWELS and stem[-3] not in _VOWELS:
        yield f"{stem[:-1]}{before}{_HARDENED.get(last, last)}"
