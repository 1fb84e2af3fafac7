# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Columns of text made from codes: every distinct text is written once and taken by position."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.modelcity.arrays import Array

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2045, 12, 31)


def taken(vocabulary: pa.Array, codes: Array) -> pa.Array:
    """Return the texts at the codes; a negative code is no value."""
    return vocabulary.take(pa.array(codes, mask=codes < 0))


def chosen(words: tuple[str | None, ...], codes: Array) -> pa.Array:
    """Return the words at the codes.

    >>> chosen(("a", "b"), np.array([1, -1, 0])).to_pylist()
    ['b', None, 'a']
    """
    return taken(pa.array(words, type=pa.string()), codes)


def digits(numbers: Array, width: int = 0) -> pa.Array:
    """Return whole numbers as text with leading zeros; a negative number is no value.

    >>> digits(np.array([7, -1]), 3).to_pylist()
    ['007', None]
    """
    text = pc.cast(pa.array(numbers, mask=numbers < 0), pa.string())
    return pc.utf8_lpad(text, width, "0") if width else text


def joined(*parts: pa.Array | str, between: str = "") -> pa.Array:
    """Join columns and fixed texts row by row; a value that is absent adds nothing, neither does its separator.

    >>> joined(pa.array(["a", None, None]), pa.array(["b", "c", None]), between="-").to_pylist()
    ['a-b', 'c', None]
    """
    columns = [part for part in parts if not isinstance(part, str)]
    if len(columns) < len(parts) or not all(column.null_count for column in columns):
        return pc.binary_join_element_wise(*parts, between, null_handling="skip")
    # The kernel drops rows in which everything is absent, so those are joined from an empty text and taken out again.
    empty = pc.is_null(columns[0])
    for column in columns[1:]:
        empty = pc.and_(empty, pc.is_null(column))
    first = pc.if_else(empty, "", columns[0])
    text = pc.binary_join_element_wise(first, *columns[1:], between, null_handling="skip")
    return pc.if_else(empty, pa.scalar(None, pa.string()), text)


def decimals(values: Array, places: int, *, sign: str = ",") -> pa.Array:
    """Return non-negative decimals as text with a fixed number of places and the given sign; NaN is no value.

    >>> decimals(np.array([1.5, float("nan")]), 2).to_pylist()
    ['1,50', None]
    """
    absent = np.isnan(values)
    units = np.rint(np.where(absent, 0, values) * 10**places).astype(np.int64)
    whole, rest = np.divmod(units, 10**places)
    text = joined(digits(whole), sign, digits(rest, places))
    return pc.if_else(pa.array(absent), pa.scalar(None, pa.string()), text)


def on_day(day: date) -> int:
    """Return a day as the number of days since 1 January 1900, which is how the model city counts.

    >>> on_day(date(1900, 1, 3))
    2
    """
    return (day - FIRST_DAY).days


class Days:
    """Every day of the calendar as text in one format; a day is a number as of `on_day`, negative is no value.

    >>> Days("%d-%m-%Y").text(np.array([1])).to_pylist()
    ['02-01-1900']
    """

    def __init__(self, form: str = "%Y%m%d") -> None:
        self._count = on_day(LAST_DAY) + 1
        full = [f"{FIRST_DAY + timedelta(days=number):{form}}" for number in range(self._count)]
        partial = [text[:6] + "00" for text in full] + [text[:4] + "0000" for text in full] if form == "%Y%m%d" else []
        self._texts = pa.array(full + partial)

    def text(self, days: Array, partial: Array | None = None) -> pa.Array:
        """Return the days as text; `partial` is 1 where the day is unknown, 2 where the month is unknown too."""
        kept = np.where(days < 0, days, np.minimum(days, self._count - 1))
        codes = kept if partial is None else np.where(kept < 0, kept, kept + partial.astype(np.int64) * self._count)
        return taken(self._texts, codes)

    def times(self, days: Array, seconds: Array) -> pa.Array:
        """Return days with a time of day as `2025-06-14 09:12:00+00:00`."""
        clock = joined(digits(seconds // 3600, 2), digits(seconds // 60 % 60, 2), digits(seconds % 60, 2), between=":")
        return joined(self.text(days), " ", clock, "+00:00")


@cache
def calendar(form: str = "%Y%m%d") -> Days:
    """Return the calendar in a format, made once."""
    return Days(form)


def dates(days: Array) -> pa.Array:
    """Return the days as dates."""
    since_1970 = np.where(days < 0, 0, days) + (FIRST_DAY - date(1970, 1, 1)).days
    return pa.array(since_1970.astype(np.int32), mask=days < 0).cast(pa.date32())


def year_of(days: Array) -> Array:
    """Return the calendar year of days.

    >>> year_of(np.array([0, 365])).tolist()
    [1900, 1901]
    """
    moments = np.asarray(days, dtype="timedelta64[D]") + np.datetime64(FIRST_DAY)
    return moments.astype("datetime64[Y]").astype(np.int64) + 1970


def new_year(years: Array) -> Array:
    """Return the first day of years.

    >>> new_year(np.array([1901])).tolist()
    [365]
    """
    first = (years.astype(np.int64) - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    return (first - np.datetime64(FIRST_DAY)).astype(np.int64)
