# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is refused as input whatever a municipality defines, what is admitted, and of what only a person can tell.

A name is judged by its words alone: against the curated list of what may never come in (refused.yaml), and against the
words of registers that say nothing of who somebody is (admission_words.yaml). A word of neither list is not admitted:
nobody has looked at it yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pandzicht.definitions.abbreviation import CUT_LENGTH
from pandzicht.definitions.curated_words import (
    Words,
    abbreviations,
    all_words,
    care_facilities,
    distance_words,
    generic_words,
    harmless_elements,
    harmless_phrases,
    innocent_words,
    person_words,
    proxy_entries,
    refused_entries,
    short_doubtful_words,
    short_words,
    words_beside_distances,
    words_beside_persons,
)
from pandzicht.definitions.name_words import NameWords, element_of, parts_of

_SHORTEST_HEAD = 4
_UNREADABLE = "has letters that are not Latin"
_UNKNOWN = "nobody has looked yet at what this word says of people"
_SAYS_NOTHING = "the name does not say what it holds"
_OF_A_PERSON = "says of a person what nobody has looked at yet"
_UNSURE = "may say something of who somebody is"
_NONE = Words()


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

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words that nobody has looked at yet, where nothing else keeps the name out."""
        return self.words if self.reason == _UNKNOWN else ()

    def __str__(self) -> str:
        """Say the reason with its words and article."""
        told = f"{self.reason} ({self.article})" if self.article else self.reason
        return f"{told}: '{', '.join(self.words)}'" if self.words else told


def judged(name: str, *, computed: bool = False, answered: AbstractSet[str] = frozenset()) -> Judgement:
    """Return whether a name is admitted; `computed` for an indicator, signal or norm, which may say less than a field.

    `answered` are words of which somebody said that they are harmless here; they lift nothing that is known of a name.

    >>> judged("GebLandOms").admission.value, judged("bouwjaar").admission.value, judged("kwispel").admission.value
    ('refused', 'admitted', 'unsure')
    >>> judged("kwispel_m2", answered={"kwispel"}).admission.value
    'admitted'
    """
    words = NameWords.of(name, harmless_phrases())
    if not words.is_readable:
        return Judgement(Admission.UNSURE, _UNREADABLE)
    if _is_distance_to_care(words):
        return Judgement(Admission.ADMITTED)
    readings = _readings(words, name, Words(answered))
    found = [_by_element(name), _by_list(words, readings, computed=computed)]
    for admission in (Admission.REFUSED, Admission.UNSURE, Admission.ADMITTED):
        for judgement in found:
            if judgement is not None and judgement.admission is admission:
                return judgement
    return _by_words(readings)


def is_answerable(word: str) -> bool:
    """Tell whether one answer may say of a word that it is harmless, in all names of a definition that have it.

    Not of a word that the lists know, nor of one that may abbreviate a word that is refused or doubtful: of that a
    person answers name by name.

    >>> is_answerable("kwispel"), is_answerable("straat"), is_answerable("natio"), is_answerable("Kwispel_m2")
    (True, False, False, False)
    """
    known = abbreviations()
    return judged(word).unknown == (word,) and not (known.may_be_doubtful(word) or known.sounds_doubtful(word))


def proxy_listing(name: str) -> str | None:
    """Return under which entry of the proxy list a name falls, or None.

    >>> proxy_listing("bewoners_aantal"), proxy_listing("PostCode6"), proxy_listing("bouwjaar")
    ('number of residents', 'postcode', None)
    """
    words = NameWords.of(name, harmless_phrases())
    parts = Words().union(*(reading.parts for reading in _readings(words, name)))
    joined, element = "_" + "_".join(words.by_capitals), element_of(name)
    for entry in proxy_entries():
        starts = any(f"_{start}" in joined for start in entry.starts)
        if starts or (element and entry.lists(element.number)) or entry.certain(words.squeezed, parts):
            return entry.reason
    return None


@dataclass(frozen=True, slots=True)
class _Reading:
    """The parts that the words of a name fall into, and the words in which something is not known."""

    parts: Words
    unknown: tuple[str, ...]
    unlisted: Words
    """The parts that stand beside a person and are no words for how many, since when or where."""
    says_something: bool

    @classmethod
    def of(cls, words: Sequence[str], answered: Words, *, may_be_cut: bool) -> _Reading:
        """Take words apart; what only says that something is a code or number says nothing beside a lone letter."""
        harmless = {word: _harmless(word) or _abbreviated(word) for word in words}
        if may_be_cut and words and (harmless[words[-1]] is None or _may_be_cut_from_doubtful(words[-1])):
            harmless[words[-1]] = _cut_off(words[-1])
        missing = [word for word, parts in harmless.items() if parts is None and len(word) > 1]
        unknown = tuple(word for word in missing if word not in answered)
        parts = {part for made_of in (*harmless.values(), *map(_doubtful, missing)) for part in made_of or ()}
        parts |= answered.intersection(missing)
        says = parts - generic_words() if any(len(word) == 1 for word in words) else parts
        persons = parts & person_words()
        unlisted = Words(parts - persons - words_beside_persons() if persons else ())
        return cls(Words({*parts, *words}), unknown, unlisted, bool(says))


def _readings(words: NameWords, name: str, answered: Words = _NONE) -> tuple[_Reading, _Reading]:
    may_be_cut = len(name) == CUT_LENGTH
    return (
        _Reading.of(words.by_capitals, answered, may_be_cut=may_be_cut),
        _Reading.of(words.by_separators, answered, may_be_cut=may_be_cut),
    )


def _by_list(words: NameWords, readings: tuple[_Reading, ...], *, computed: bool) -> Judgement | None:
    """Return what the curated list says of a name: certain hits go before doubtful ones."""
    parts = readings[0].parts | readings[1].parts
    for entry in refused_entries():
        certain = entry.certain(words.squeezed, parts)
        certain += tuple(sorted(parts & entry.computed)) if computed else ()
        if certain:
            return Judgement(Admission.REFUSED, entry.reason, certain, entry.article)
    for entry in refused_entries():
        if doubtful := entry.doubtful(words.squeezed, parts):
            return Judgement(Admission.UNSURE, f"{_UNSURE}: {entry.reason}", doubtful, entry.article)
    known = [reading.unlisted for reading in readings if not reading.unknown]
    if (who := parts & person_words()) and (what := min(known, key=len, default=Words())):
        return Judgement(Admission.UNSURE, _OF_A_PERSON, (*sorted(who), *sorted(what)))
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
    for entry in refused_entries():
        if entry.lists(element.number):
            return Judgement(Admission.REFUSED, entry.reason, (element.number,), entry.article)
    known = (*harmless_elements(), *(listed for entry in proxy_entries() for listed in entry.elements))
    if not element.number.startswith(known):
        return Judgement(Admission.UNSURE, _UNKNOWN, (element.number,))
    return Judgement(Admission.ADMITTED) if element.is_whole_name else None


def _is_distance_to_care(words: NameWords) -> bool:
    """Tell whether a name says how far a facility of care is, and nothing else: that is no health of anybody."""
    known = care_facilities() | distance_words() | words_beside_distances()
    for reading in (words.by_capitals, words.by_separators):
        made_of = [parts_of(word, known, short_words()) for word in reading if len(word) > 1]
        parts = {part for found in made_of for part in found or ()}
        if all(made_of) and parts & care_facilities() and parts & distance_words():
            return True
    return False


@cache
def _harmless(word: str) -> tuple[str, ...] | None:
    """Return the harmless words that make up a word, or None: as few words of which one is doubtful go before them."""
    if word not in innocent_words() and abbreviations().are_consonants_of_doubtful(word):
        return None
    parts, doubtful = parts_of(word, innocent_words(), short_words()), _doubtful(word)
    return None if parts and doubtful and doubtful != parts and len(doubtful) <= len(parts) else parts


@cache
def _abbreviated(word: str) -> tuple[str, ...] | None:
    """Return the harmless word that a word without vowels stands for, or None."""
    whole = None if _doubtful(word) else abbreviations().without_vowels(word)
    return (whole,) if whole else None


@cache
def _cut_off(word: str) -> tuple[str, ...] | None:
    """Return the harmless words that a word of which the end was cut off was made of, or None."""
    if _doubtful(word):
        return None
    if whole := abbreviations().cut_off(word):
        return (whole,)
    for at in range(len(word) - 1, _SHORTEST_HEAD - 1, -1):
        rest = abbreviations().cut_off(word[at:])
        if rest and not abbreviations().may_be_doubtful(word) and (head := _harmless(word[:at])):
            return (*head, rest)
    return None


@cache
def _may_be_cut_from_doubtful(word: str) -> bool:
    """Tell whether a word that is no harmless one by itself is the beginning of a doubtful one: volledigen(aam)."""
    return len(word) > 1 and word not in innocent_words() and abbreviations().may_be_doubtful(word)


@cache
def _doubtful(word: str) -> tuple[str, ...] | None:
    """Return the words of any list that make up a word, or None."""
    doubtful = all_words() - innocent_words()
    return parts_of(word, all_words(), short_words() | short_doubtful_words(), wanted=doubtful)
