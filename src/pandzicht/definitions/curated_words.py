# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The curated lists by which a name is judged: what is refused, what may stand in for it, and the harmless words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import digits
from typing import Any

from pandzicht.definitions.abbreviation import Abbreviations
from pandzicht.definitions.words import Definition
from pandzicht.definitions.yaml_file import yaml_data

Words = frozenset[str]
_Together = tuple[tuple[tuple[str, ...], ...], ...]


class Entry(Definition):
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


@cache
def refused_entries() -> tuple[Entry, ...]:
    """Return the entries of what is refused."""
    return tuple(Entry.model_validate(item) for item in _file("refused.yaml")["refused"])


@cache
def proxy_entries() -> tuple[Entry, ...]:
    """Return the entries of what may stand in for it."""
    return tuple(Entry.model_validate(item) for item in _file("proxies.yaml")["proxies"])


@cache
def innocent_words() -> Words:
    """Return the words of registers, those of the proxy list, and the false hits of the curated list."""
    words = {word for text in _file("admission_words.yaml")["words"].values() for word in text.split()}
    words |= {word for entry in proxy_entries() for word in (*entry.vocabulary, *entry.starts, *entry.stems)}
    return Words(words | harmless_phrases())


@cache
def person_words() -> Words:
    """Return the words for a person."""
    return Words(_file("admission_words.yaml")["persons"].split())


@cache
def words_beside_persons() -> Words:
    """Return what may be said of a person: words for how many, since when and where, and no others."""
    return Words(_file("admission_words.yaml")["beside_persons"].split())


@cache
def care_facilities() -> Words:
    """Return the facilities of care of which a distance says nothing of anybody's health."""
    return Words(_file("admission_words.yaml")["care_facilities"].split())


@cache
def distance_words() -> Words:
    """Return the words that say how far something is."""
    return Words(_file("admission_words.yaml")["distances"].split())


@cache
def words_beside_distances() -> Words:
    """Return what else may be said of a distance to a facility of care: from where, at most how far, on average."""
    return Words(_file("admission_words.yaml")["beside_distances"].split())


@cache
def short_doubtful_words() -> Words:
    """Return the words of three letters that the curated list knows: of two, they are in too many words by chance."""
    return Words(word for entry in refused_entries() for word in entry.vocabulary if len(word) == 3)


@cache
def generic_words() -> Words:
    """Return the words that do not say what a column holds."""
    return Words(_file("admission_words.yaml")["generic"].split())


@cache
def short_words() -> Words:
    """Return the words of less than four letters that may be a part of a compound."""
    return Words(_file("admission_words.yaml")["short"].split())


@cache
def harmless_phrases() -> Words:
    """Return the false hits of the curated list."""
    return Words(phrase for entry in refused_entries() for phrase in entry.harmless)


@cache
def harmless_elements() -> tuple[str, ...]:
    """Return the elements of LO3 that say nothing of who somebody is."""
    return tuple(_file("admission_words.yaml")["elements"])


@cache
def all_words() -> Words:
    """Return the words of all lists."""
    return innocent_words().union(*(entry.vocabulary for entry in refused_entries()))


@cache
def abbreviations() -> Abbreviations:
    """Return what abbreviations stand for; what may stand in for something refused is doubtful here too."""
    listed = {word for entry in refused_entries() for word in (*entry.vocabulary, *entry.stems)}
    stand_ins = {word for entry in proxy_entries() for word in (*entry.words, *entry.stems, *entry.starts)}
    doubtful = (listed - innocent_words()) | stand_ins | person_words()
    return Abbreviations(innocent_words() - doubtful, doubtful)


@cache
def _file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml_data((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return found
