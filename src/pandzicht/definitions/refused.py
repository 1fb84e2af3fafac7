# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is refused as input whatever a municipality defines, what is admitted, and of what only a person can tell.

A name is judged by its words alone: against the curated list of what may never come in (refused.yaml), and against the
words of registers that say nothing of who somebody is (admission_words.yaml). A word of neither list is not admitted:
nobody has looked at it yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import digits
from typing import Any

from pandzicht.definitions.name_words import NameWords, element_of, parts_of
from pandzicht.definitions.words import Definition
from pandzicht.definitions.yaml_file import yaml_data

_UNREADABLE = "has letters that are not Latin"
_UNKNOWN = "nobody has looked yet at what this word says of people"
_SAYS_NOTHING = "the name does not say what it holds"
_UNSURE = "may say something of who somebody is"


class Admission(StrEnum):
    """What the gate says of a name."""

    REFUSED = "refused"
    UNSURE = "unsure"
    """Kept out until a person has answered."""
    ADMITTED = "admitted"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate says of one name, why, by which words, and the article behind it."""

    admission: Admission
    reason: str = ""
    words: tuple[str, ...] = ()
    article: str = ""

    def __str__(self) -> str:
        """Say the reason with its words and article."""
        told = f"{self.reason} ({self.article})" if self.article else self.reason
        return f"{told}: '{', '.join(self.words)}'" if self.words else told


def judged(name: str, *, computed: bool = False) -> Judgement:
    """Return whether a name is admitted; `computed` for an indicator, signal or norm, which may say less than a field.

    >>> judged("GebLandOms").admission.value, judged("bouwjaar").admission.value, judged("kwispel").admission.value
    ('refused', 'admitted', 'unsure')
    """
    words = NameWords.of(name, _phrases())
    if not words.is_readable:
        return Judgement(Admission.UNSURE, _UNREADABLE)
    readings = (_Reading.of(words.by_capitals), _Reading.of(words.by_separators))
    found = [_by_element(name), _by_list(words, readings, computed=computed)]
    for admission in (Admission.REFUSED, Admission.UNSURE, Admission.ADMITTED):
        for judgement in found:
            if judgement is not None and judgement.admission is admission:
                return judgement
    return _by_words(readings)


def proxy_listing(name: str) -> str | None:
    """Return under which entry of the proxy list a name falls, or None.

    >>> proxy_listing("bewoners_aantal"), proxy_listing("PostCode6"), proxy_listing("bouwjaar")
    ('number of residents', 'postcode', None)
    """
    words = NameWords.of(name, _phrases())
    parts = _Reading.of(words.by_capitals).parts | _Reading.of(words.by_separators).parts
    joined, element = "_" + "_".join(words.by_capitals), element_of(name)
    for entry in _proxies():
        starts = any(f"_{start}" in joined for start in entry.starts)
        if starts or (element and entry.lists(element.number)) or entry.certain(words.squeezed, parts):
            return entry.reason
    return None


Words = frozenset[str]
_Together = tuple[tuple[tuple[str, ...], ...], ...]


class _Entry(Definition):
    """One entry of a curated list: what makes a name fall under it. The keys are told in refused.yaml."""

    reason: str
    article: str = ""
    starts: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    words: Words = Words()
    together: _Together = ()
    elements: tuple[str, ...] = ()
    alone: Words = Words()
    unsure: Words = Words()
    unsure_together: _Together = ()
    computed: Words = Words()
    harmless: Words = Words()

    def lists(self, number: str) -> bool:
        """Tell whether an element of LO3, or the category it is in, is listed."""
        return any(number.startswith(listed) for listed in self.elements)

    def certain(self, squeezed: str, parts: Words) -> tuple[str, ...]:
        """Return what of a name falls under the entry for certain."""
        hits = [stem for stem in self.stems if stem in squeezed]
        hits += sorted(self.words & {*parts, squeezed})
        return tuple(dict.fromkeys([*hits, *_met(self.together, parts)]))

    def doubtful(self, squeezed: str, parts: Words) -> tuple[str, ...]:
        """Return what of a name may fall under the entry."""
        hits = sorted((parts & self.unsure) | ({squeezed.strip(digits)} & self.alone))
        return tuple(dict.fromkeys([*hits, *_met(self.unsure_together, parts)]))

    @property
    def vocabulary(self) -> Words:
        """All words of the entry, innocent alone or not."""
        groups = (*self.together, *self.unsure_together)
        return self.words | self.unsure | {word for group in groups for words in group for word in words}


def _met(groups: _Together, parts: Words) -> Iterator[str]:
    """Yield the words of each group of which every list has a word among the parts."""
    for group in groups:
        met = [next((word for word in words if word in parts), None) for words in group]
        if all(met):
            yield from (word for word in met if word)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The parts that the words of a name fall into, and the words in which something is not known."""

    parts: Words
    unknown: tuple[str, ...]
    says_something: bool

    @classmethod
    def of(cls, words: Sequence[str]) -> _Reading:
        """Take words apart; what only says that something is a code or number says nothing beside a lone letter."""
        known = {word: parts_of(word, _innocent(), _short()) for word in words}
        unknown = tuple(word for word, made_of in known.items() if made_of is None and len(word) > 1)
        others = (parts_of(word, _all_words(), _short() | _abbreviated()) for word in unknown)
        parts = {part for made_of in (*known.values(), *others) for part in made_of or ()}
        says = parts - _generic() if any(len(word) == 1 for word in words) else parts
        return cls(Words({*parts, *words}), unknown, bool(says))


def _by_list(words: NameWords, readings: tuple[_Reading, ...], *, computed: bool) -> Judgement | None:
    """Return what the curated list says of a name: certain hits go before doubtful ones."""
    parts = readings[0].parts | readings[1].parts
    for entry in _refused():
        certain = entry.certain(words.squeezed, parts)
        certain += tuple(sorted(parts & entry.computed)) if computed else ()
        if certain:
            return Judgement(Admission.REFUSED, entry.reason, certain, entry.article)
    for entry in _refused():
        if doubtful := entry.doubtful(words.squeezed, parts):
            return Judgement(Admission.UNSURE, f"{_UNSURE}: {entry.reason}", doubtful, entry.article)
    return None


def _by_words(readings: tuple[_Reading, ...]) -> Judgement:
    """Return whether every word of a name is known, in one of its readings."""
    if any(reading.says_something and not reading.unknown for reading in readings):
        return Judgement(Admission.ADMITTED)
    unknown = min((reading.unknown for reading in readings), key=len)
    return Judgement(Admission.UNSURE, _UNKNOWN, unknown) if unknown else Judgement(Admission.UNSURE, _SAYS_NOTHING)


def _by_element(name: str) -> Judgement | None:
    """Return what the list says of the element of LO3 in a name; that it is harmless only when nothing else is said."""
    element = element_of(name)
    if element is None:
        return None
    for entry in _refused():
        if entry.lists(element.number):
            return Judgement(Admission.REFUSED, entry.reason, (element.number,), entry.article)
    known = (*_harmless_elements(), *(listed for entry in _proxies() for listed in entry.elements))
    if not element.number.startswith(known):
        return Judgement(Admission.UNSURE, _UNKNOWN, (element.number,))
    return Judgement(Admission.ADMITTED) if element.is_whole_name else None


@cache
def _refused() -> tuple[_Entry, ...]:
    return tuple(_Entry.model_validate(item) for item in _file("refused.yaml")["refused"])


@cache
def _proxies() -> tuple[_Entry, ...]:
    return tuple(_Entry.model_validate(item) for item in _file("proxies.yaml")["proxies"])


@cache
def _innocent() -> Words:
    """Return the words of registers, those of the proxy list, and the false hits of the curated list."""
    words = {word for text in _file("admission_words.yaml")["words"].values() for word in text.split()}
    words |= {word for entry in _proxies() for word in (*entry.vocabulary, *entry.starts, *entry.stems)}
    return Words(words | _phrases())


@cache
def _abbreviated() -> Words:
    """Return the words of three letters that the curated list knows: of two, they are in too many words by chance."""
    return Words(word for entry in _refused() for word in entry.vocabulary if len(word) == 3)


@cache
def _generic() -> Words:
    return Words(_file("admission_words.yaml")["generic"].split())


@cache
def _short() -> Words:
    return Words(_file("admission_words.yaml")["short"].split())


@cache
def _phrases() -> Words:
    return Words(phrase for entry in _refused() for phrase in entry.harmless)


@cache
def _harmless_elements() -> tuple[str, ...]:
    return tuple(_file("admission_words.yaml")["elements"])


@cache
def _all_words() -> Words:
    return _innocent().union(*(entry.vocabulary for entry in _refused()))


@cache
def _file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml_data((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return found
