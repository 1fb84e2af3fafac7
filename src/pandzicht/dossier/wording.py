# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values of registers in words: what a code means, and a day of which only a part may be known."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from string import Formatter

from pandzicht.definitions.source import FieldType, Source
from pandzicht.language import Language, delivered, message, speaker

BETWEEN_USES = "|"
"""Between the uses of one object, as the table of addresses has them."""
_ENDS = ("_vroegst", "_laatst")
_BETWEEN = message("between {start} and {end}")
_SOME_DAY = message("on a day that is not known")


def field_of(source: Source, column: str) -> str:
    """Return the field that a column belongs to: a date of which only a part is known stands in two columns."""
    if column not in source.fields:
        for end in _ENDS:
            if column.removesuffix(end) in source.fields:
                return column.removesuffix(end)
    return column


def days_of(source: Source, name: str, record: Mapping[str, object]) -> tuple[date, date] | None:
    """Return the first and last day that a field of a row may mean; None when it is empty."""
    field = source.fields.get(name)
    columns = [f"{name}{end}" for end in _ENDS] if field and field.type is FieldType.PARTIAL_DATE else [name, name]
    days = [day for day in map(record.get, columns) if isinstance(day, date)]
    return (days[0], days[-1]) if days else None


def when(days: tuple[date, date], language: Language) -> str:
    """Return when something was: the day, the month, the year, or between which days.

    >>> when((date(2023, 2, 3), date(2023, 2, 3)), Language.EN)
    '03-02-2023'
    >>> [when((date(2023, 1, 1), date(2023, month, 31)), Language.EN) for month in (1, 12)]
    ['01-2023', '2023']
    """
    start, end = days
    if start == end:
        return delivered(start, language)
    if days == (date.min, date.max):
        return speaker(language)(_SOME_DAY)
    if (start.day, end.day) == (1, monthrange(end.year, end.month)[1]) and start.year == end.year:
        if start.month == end.month:
            return f"{end:%m-%Y}"
        if (start.month, end.month) == (1, 12):
            return str(end.year)
    return speaker(language)(_BETWEEN, start=start, end=end)


def in_words(source: Source, name: str, record: Mapping[str, object], language: Language) -> str:
    """Return what a field of a row says, in words where its code has them."""
    field = source.fields.get(name)
    if field is not None and field.type is FieldType.PARTIAL_DATE:
        days = days_of(source, name, record)
        return when(days, language) if days else delivered(None, language)
    value = record.get(name)
    if field is not None and isinstance(value, str) and value in field.words:
        return field.words[value].in_(language)
    if field is not None and field.type is FieldType.BAG_ID and isinstance(value, int):
        return f"{value:016d}"
    is_code = field is not None and field.type is FieldType.CODE
    return spaced(delivered(value, language)) if is_code else delivered(value, language)


def spaced(code: str) -> str:
    """Return a code as people read it, without what stands for a space.

    >>> spaced("geen_overtreding")
    'geen overtreding'
    """
    return code.replace("_", " ")


def filled(text: str, source: Source, record: Mapping[str, object], language: Language) -> str:
    """Return a sentence of a source with what a row says filled in."""
    parts = []
    for said, name, _, _ in Formatter().parse(text):
        parts += [said] if name is None else [said, in_words(source, name, record, language)]
    return "".join(parts)
