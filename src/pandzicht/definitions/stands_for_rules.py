# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for the figures of areas that stand for groups of people."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.source import About, FieldType, Source
from pandzicht.definitions.stands_for import AreaFigure, StandsFor
from pandzicht.errors import Fault

_NUMBERS = (FieldType.INTEGER, FieldType.DECIMAL)
_CODES = (FieldType.CODE, FieldType.TEXT)


def stands_for_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every breach of the rules for `stands_for`."""
    for source in catalogue.sources.values():
        if source.stands_for is not None:
            yield from _about(catalogue, source)
            yield from _fields(catalogue, source, source.stands_for)
            yield from _twice(catalogue, source, source.stands_for)


def _about(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    if source.about is not About.AREA:
        found = f"'stands_for' is about areas, and this source is about '{source.about.value}'"
        remedy = "remove it: no row about an address may say to which group people belong"
        yield catalogue.fault("sources", source.source, ("stands_for",), found, remedy)


def _fields(catalogue: Catalogue, source: Source, told: StandsFor) -> Iterator[Fault]:
    asked = [(told.area, _CODES), (told.newest, _NUMBERS)]
    asked += [(name, _NUMBERS) for figure in told.figures for name in (figure.field, figure.per)]
    for name, types in asked:
        field = source.fields.get(name) if name is not None else None
        if name is not None and field is None:
            found = f"'stands_for' names field '{name}', which is not in 'fields'"
            yield catalogue.fault("sources", source.source, ("stands_for",), found, "name a field of this source")
        elif field is not None and field.type not in types:
            expected = " or ".join(kind.value for kind in types)
            found = f"'stands_for' names field '{name}', which is {field.type.value}, expected {expected}"
            yield catalogue.fault("sources", source.source, ("stands_for",), found, "change its type")


def _twice(catalogue: Catalogue, source: Source, told: StandsFor) -> Iterator[Fault]:
    for one, other in combinations(told.figures, 2):
        if one.field == other.field and _overlap(one, other):
            found = f"figure '{one.field}' stands for two groups on {max(one.start, other.start)}"
            yield catalogue.fault("sources", source.source, ("stands_for",), found, "keep one, or end it with 'to'")


def _overlap(one: AreaFigure, other: AreaFigure) -> bool:
    return one.holds_on(other.start) or other.holds_on(one.start)
