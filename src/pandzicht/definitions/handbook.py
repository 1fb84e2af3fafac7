# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue as a handbook: which entries there are, what each serves, and where a word stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pandzicht.definitions.catalogue import Catalogue, plain
from pandzicht.definitions.dated import holding
from pandzicht.definitions.norm import DatedValue, Norm
from pandzicht.definitions.reads import indicators_of_check, indicators_of_signal, norms_named, sources_of_indicator
from pandzicht.definitions.words import Text
from pandzicht.language import Language


class Chapter(StrEnum):
    """The chapters, by the folder of the catalogue that each is about."""

    CHECKS = "checks"
    SIGNALS = "signals"
    INDICATORS = "indicators"
    NORMS = "norms"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One definition as a line of the handbook."""

    chapter: Chapter
    name: str
    label: str
    under: str = ""
    """What is said below the label: the law, the unit, the owner."""


def entries(catalogue: Catalogue, chapter: Chapter, language: Language) -> tuple[Entry, ...]:
    """Return the entries of a chapter by their labels."""
    found = (entry_of(catalogue, chapter, name, language) for name in catalogue.of(chapter.value))
    return tuple(sorted(found, key=lambda entry: entry.label.casefold()))


def entry_of(catalogue: Catalogue, chapter: Chapter, name: str, language: Language) -> Entry:
    """Return one definition as a line; raise NotFound for one that is not in the catalogue."""
    item = catalogue.named(chapter.value, name)
    label: Text = item.question if chapter is Chapter.SIGNALS else item.label
    return Entry(chapter, name, label.in_(language), _under(catalogue, chapter, item, language))


def _under(catalogue: Catalogue, chapter: Chapter, item: Any, language: Language) -> str:
    if chapter is Chapter.INDICATORS:
        return catalogue.sources[item.source].label.in_(language)
    if chapter is Chapter.SOURCES:
        return str(item.owner)
    return str(item.values[-1].article if chapter is Chapter.NORMS else item.legal_basis[0].article)


def searched(catalogue: Catalogue, text: str, language: Language) -> tuple[Entry, ...]:
    """Return the entries in which every word of a text stands: in the name, in whatever it says, or in its law.

    The chapters stand in their order, and within each those whose label begins with the text come first.
    """
    asked = text.casefold().split()
    found = [entry for chapter in Chapter for entry in entries(catalogue, chapter, language)]
    hits = [entry for entry in found if all(word in _text_of(catalogue, entry) for word in asked)]
    return tuple(sorted(hits, key=lambda entry: (list(Chapter).index(entry.chapter), not _begins(entry, asked))))


def _text_of(catalogue: Catalogue, entry: Entry) -> str:
    said = " ".join(_texts(plain(catalogue.named(entry.chapter.value, entry.name))))
    return f"{entry.name.replace('_', ' ')} {entry.under} {said}".casefold()


def _texts(part: Any) -> Iterator[str]:
    """Yield every text and every key that a definition holds, but for its examples."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key != "scenarios":
                yield str(key)
                yield from _texts(value)
    elif isinstance(part, list):
        for item in part:
            yield from _texts(item)
    else:
        yield str(part)


def _begins(entry: Entry, asked: list[str]) -> bool:
    return bool(asked) and entry.label.casefold().startswith(asked[0])


def uses(catalogue: Catalogue, chapter: Chapter, name: str, language: Language) -> tuple[Entry, ...]:
    """Return what a definition rests on: a check on its signals, a signal on indicators, an indicator on sources."""
    return _listed(catalogue, _used(catalogue, chapter, name), language)


def serves(catalogue: Catalogue, chapter: Chapter, name: str, language: Language) -> tuple[Entry, ...]:
    """Return what rests on a definition."""
    asked = (chapter, name)
    found = (
        (other, item)
        for other in (Chapter.CHECKS, Chapter.SIGNALS, Chapter.INDICATORS)
        for item in catalogue.of(other.value)
        if asked in set(_used(catalogue, other, item))
    )
    return _listed(catalogue, found, language)


def norms_of(catalogue: Catalogue, signal: str, on: date) -> tuple[tuple[Norm, DatedValue | None], ...]:
    """Return the norms by which a signal answers on a day, each with its value then; None where none holds."""
    item = catalogue.named(Chapter.SIGNALS.value, signal)
    named = (catalogue.norms[name] for name in norms_named(catalogue, f"{item.when} {item.unknown_when}"))
    return tuple((norm, holding(norm.values, on)) for norm in named)


def _used(catalogue: Catalogue, chapter: Chapter, name: str) -> Iterator[tuple[Chapter, str]]:
    item = catalogue.named(chapter.value, name)
    if chapter is Chapter.CHECKS:
        yield from ((Chapter.SIGNALS, signal) for signal in item.signals)
        yield from ((Chapter.INDICATORS, indicator) for indicator in indicators_of_check(catalogue, item))
        yield from ((Chapter.SOURCES, source) for source in item.sources)
    elif chapter is Chapter.SIGNALS:
        yield from ((Chapter.INDICATORS, indicator) for indicator in indicators_of_signal(item))
        text = f"{item.when} {item.unknown_when}"
        yield from ((Chapter.NORMS, norm) for norm in norms_named(catalogue, text))
    elif chapter is Chapter.INDICATORS:
        yield from ((Chapter.SOURCES, source) for source in sorted(sources_of_indicator(catalogue, name)))
        yield from ((Chapter.NORMS, norm) for norm in norms_named(catalogue, item.aggregate))


def _listed(catalogue: Catalogue, found: Iterator[tuple[Chapter, str]], language: Language) -> tuple[Entry, ...]:
    named = dict.fromkeys((chapter, name) for chapter, name in found if name in catalogue.of(chapter.value))
    return tuple(entry_of(catalogue, chapter, name, language) for chapter, name in named)
