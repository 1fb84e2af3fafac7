# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""SQL that reads delivered dates: in declared formats, or partly known as an interval of two days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from pandzicht.sources.binding import Binding

FIRST_DAY = "DATE '0001-01-01'"
LAST_DAY = "DATE '9999-12-31'"
_PARTIAL = r"\d{8}|\d{4}(-\d\d(-\d\d)?)?"
_CLOCK = "Europe/Amsterdam"
"""A moment with an offset is the day that people in the Netherlands call it."""


@dataclass(frozen=True, slots=True)
class DateSql:
    """How a text is read as a date: one reading per format."""

    readings: tuple[str, ...]

    @property
    def day(self) -> str:
        """The first reading that succeeds; null when none does."""
        return f"coalesce({', '.join(self.readings)})"

    @property
    def disagree(self) -> str:
        """Whether two formats read the text as different days."""
        pairs = combinations(self.readings, 2)
        return " OR ".join(f"coalesce({one} <> {other}, false)" for one, other in pairs) or "false"


def date_sql(text: str, formats: Sequence[str], binding: Binding) -> DateSql:
    """Return how SQL text is read as a DATE in one of several strptime formats.

    >>> date_sql("r", ("%d-%m-%Y",), Binding()).day
    'coalesce(CAST(try_strptime(r, $v0) AS DATE))'
    """
    return DateSql(tuple(_reading(text, form, binding) for form in formats))


def strange_year(day: str) -> str:
    """Return whether a DATE lies before the year 1000, as one does whose year has two digits."""
    return f"({day} < DATE '1000-01-01' AND {day} <> {FIRST_DAY})"


def partial_digits(text: str) -> str:
    """Return the eight digits of a partly known date, zeros for what is not known; null for another text.

    >>> partial_digits("r").endswith("rpad(replace(r, '-', ''), 8, '0') END")
    True
    """
    return f"CASE WHEN regexp_full_match({text}, '{_PARTIAL}') THEN rpad(replace({text}, '-', ''), 8, '0') END"


@dataclass(frozen=True, slots=True)
class Interval:
    """SQL of the first and the last day that a partly known date may be; null when it is no such date."""

    first: str
    last: str


def partial_sql(text: str, digits: str, formats: Sequence[str], binding: Binding) -> Interval:
    """Return how a partly known date is read (LO3 `20200800`, ISO 8601 `2020-08`), given its eight digits.

    Wholly unknown (`00000000`) is from the first to the last day there is. A text without such digits is read in the
    declared formats.
    """
    whole = date_sql(text, formats, binding).day
    year, month, day = (
        f"CAST(try_strptime({part}, '%Y%m%d') AS DATE)"
        for part in (f"left({digits}, 4) || '0101'", f"left({digits}, 6) || '01'", digits)
    )
    year_end = f"CAST({year} + INTERVAL 1 YEAR - INTERVAL 1 DAY AS DATE)"

    def cases(unknown: str, in_year: str, in_month: str) -> str:
        return (
            f"CASE WHEN {digits} IS NULL THEN {whole} WHEN {digits} = '00000000' THEN {unknown} "
            f"WHEN right({digits}, 4) = '0000' THEN {in_year} WHEN right({digits}, 2) = '00' THEN {in_month} "
            f"ELSE {day} END"
        )

    return Interval(cases(FIRST_DAY, year, month), cases(LAST_DAY, year_end, f"last_day({month})"))


def _reading(text: str, form: str, binding: Binding) -> str:
    moment = f"try_strptime({text}, {binding.one(form)})"
    return f"CAST({moment} AT TIME ZONE '{_CLOCK}' AS DATE)" if "%z" in form else f"CAST({moment} AS DATE)"
