# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for the timelines of sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.functions import Kind
from pandzicht.definitions.scope import VOORKOMEN_COLUMNS
from pandzicht.definitions.source import About, FieldType, Source
from pandzicht.definitions.timeline import TimelineEvent, named_in
from pandzicht.definitions.yaml_file import KeyPath
from pandzicht.errors import Fault

_DATES = (FieldType.DATE, FieldType.PARTIAL_DATE)


def timeline_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every breach of the rules for `timeline`."""
    for source in catalogue.sources.values():
        if source.timeline and source.about not in (About.ADDRESS, About.SPINE):
            found = f"'timeline' tells what happened at an address, and this source is about '{source.about.value}'"
            yield catalogue.fault("sources", source.source, ("timeline",), found, "remove it")
            continue
        for number, event in enumerate(source.timeline):
            path: KeyPath = ("timeline", number)
            yield from _day(catalogue, source, path, event)
            yield from _says(catalogue, source, path, event)
        yield from _twice(catalogue, source)


def _day(catalogue: Catalogue, source: Source, path: KeyPath, event: TimelineEvent) -> Iterator[Fault]:
    if event.day not in _fields_of(source):
        found = f"'timeline' names field '{event.day}', which is not in 'fields'"
        yield catalogue.fault("sources", source.source, (*path, "date"), found, "name a field with a day")
    elif not _is_date(source, event.day):
        found = f"'timeline' takes field '{event.day}' for a day, and it holds none"
        yield catalogue.fault("sources", source.source, (*path, "date"), found, "name a field with a day")


def _says(catalogue: Catalogue, source: Source, path: KeyPath, event: TimelineEvent) -> Iterator[Fault]:
    known = _fields_of(source)
    for language in ("nl", "en"):
        for name in named_in(getattr(event.says, language)):
            if name not in known:
                found = f"says names '{name}', which is not in 'fields'"
                yield catalogue.fault("sources", source.source, (*path, "says"), found, "name a field of this source")
            elif name in source.person_fields:
                found = f"says names '{name}', by which a person is known"
                yield catalogue.fault(
                    "sources", source.source, (*path, "says"), found, "say what happened, not to whom"
                )


def _twice(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    for day, count in Counter(event.day for event in source.timeline).items():
        if count > 1:
            found = f"'timeline' tells {count} things of field '{day}'"
            yield catalogue.fault("sources", source.source, ("timeline",), found, "say it in one sentence")


def _fields_of(source: Source) -> frozenset[str]:
    return frozenset(VOORKOMEN_COLUMNS if source.about is About.SPINE else source.fields)


def _is_date(source: Source, name: str) -> bool:
    if source.about is About.SPINE:
        return VOORKOMEN_COLUMNS[name] is Kind.DATE
    return source.fields[name].type in _DATES
