# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The text of one column of a table, read as numbers, days or words; what cannot be read is told with its rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.ranking.estimate import Floats, Integers

_TRUTH = {"true": 1.0, "false": 0.0, "ja": 1.0, "nee": 0.0, "waar": 1.0, "onwaar": 0.0, "yes": 1.0, "no": 0.0}
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Unread:
    """A text that is not what it should be: how often it stands there, and in which row first."""

    text: str
    rows: int
    first: int


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column as its different texts, and of each row the place among them (below zero where it is empty)."""

    texts: tuple[str, ...]
    place: Integers

    @classmethod
    def of(cls, column: pa.ChunkedArray, *, missing: Sequence[str] = ()) -> TextColumn:
        """Return a delivered column without the blanks around its texts; one that is blank or missing is empty."""
        trimmed = pc.utf8_trim_whitespace(column.cast(pa.string())).combine_chunks()
        encoded = trimmed.dictionary_encode()
        texts = encoded.dictionary.to_pylist()
        place = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        kept = [text for text in texts if text and text not in missing]
        at = {text: number for number, text in enumerate(sorted(kept))}
        moved = np.array([*(at.get(text, -1) for text in texts), -1], dtype=np.int64)
        return cls(tuple(sorted(kept)), moved[place])

    def numbers(self, decimal: str) -> tuple[Floats, tuple[Unread, ...]]:
        """Return the column as numbers, not a number where it is empty or unreadable, and what is unreadable."""
        return self._read(lambda text: _number(text, decimal))

    def days(self, form: str) -> tuple[Floats, tuple[Unread, ...]]:
        """Return the column as numbers of days, and what is no day of this form."""
        return self._read(lambda text: _day(text, form))

    def is_one_of(self, texts: Sequence[str]) -> np.ndarray:
        """Tell of each row whether its text is one of some texts."""
        places = [number for number, text in enumerate(self.texts) if text in texts]
        return np.isin(self.place, places)

    def _read(self, reading: Callable[[str], float | None]) -> tuple[Floats, tuple[Unread, ...]]:
        told = [reading(text) for text in self.texts]
        values = np.array([*(math.nan if value is None else value for value in told), math.nan])
        return values[self.place], self.unread(
            text for text, value in zip(self.texts, told, strict=True) if value is None
        )

    def unread(self, texts: Iterable[str]) -> tuple[Unread, ...]:
        """Return some texts of the column with how often they stand there, in the order of the table."""
        wanted = set(texts)
        found = []
        for number, text in enumerate(self.texts):
            if text in wanted:
                rows = np.flatnonzero(self.place == number)
                found.append(Unread(text, len(rows), int(rows[0])))
        return tuple(sorted(found, key=lambda one: one.first))


def told(unread: Sequence[Unread], place: Callable[[int], str]) -> str:
    """Return what cannot be read as it is told in a fault; `place` names a row.

    >>> told([Unread("n.b.", 2, 6)], lambda row: f"record {row + 1}")
    "'n.b.' (2 rows, the first is record 7)"
    """
    listed = [
        f"'{one.text}' ({one.rows} row{'s' if one.rows != 1 else ''}, the first is {place(one.first)})"
        for one in unread[:_SHOWN]
    ]
    more = len(unread) - len(listed)
    return ", ".join(listed) + (f" and {more} other texts" if more > 0 else "")


def _number(text: str, decimal: str) -> float | None:
    if text.lower() in _TRUTH:
        return _TRUTH[text.lower()]
    if decimal == ",":
        if "." in text:
            return None
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def _day(text: str, form: str) -> float | None:
    for tried, written in ((text, form), (text[:10], "%Y-%m-%d")):
        try:
            return float(datetime.strptime(tried, written).toordinal())  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None
