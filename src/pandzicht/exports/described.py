# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table that says of itself what it is: of which run, with which caveats, and what every column means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something that must be said wherever the figures go: a mark for every row, a sentence for every page."""

    mark: str
    sentence: str


@dataclass(frozen=True, slots=True)
class About:
    """Which comparison an export shows; the same for every sheet and file of it."""

    title: str
    run: str
    on: date
    """The peildatum."""
    known: date
    caveats: tuple[Caveat, ...] = ()
    """A demo on unverified legal bases; a register that stands in for the BAG."""

    @property
    def mark(self) -> str:
        """All caveats as marks, for every row of a file; empty when there are none."""
        return "; ".join(caveat.mark for caveat in self.caveats)

    @property
    def caveat(self) -> str:
        """All caveats in one line, empty when there are none."""
        return " ".join(caveat.sentence for caveat in self.caveats)


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """What a column means, in the words of the catalogue."""

    name: str
    label: str
    label_en: str = ""
    unit: str = ""
    source: str = ""
    """The label of the source."""
    delivered: date | None = None
    """The date of the newest delivery of the source that the run used."""
    meaning: str = ""
    is_answer: bool = False
    """Whether the column holds yes, no or unknown."""
    is_value: bool = False
    """Whether a missing value must be shown as unknown."""

    def lines(self) -> Iterator[str]:
        """Yield what a reader wants to know of the column, line by line; Dutch first."""
        if self.meaning:
            yield self.meaning
        if self.unit:
            yield f"Eenheid: {self.unit}"
        if self.source:
            yield f"Bron: {self.source}" + (f", levering van {self.delivered:%d-%m-%Y}" if self.delivered else "")
        yield f"Kolom: {self.name}"
        if self.label_en:
            yield f"EN: {self.label_en}"


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table with a note for each of its columns."""

    table: pa.Table
    notes: tuple[ColumnNote, ...]
    about: About
    name: str = "adressen"
    """The name of the table inside a file that holds several."""

    def __post_init__(self) -> None:
        if [note.name for note in self.notes] != self.table.column_names:
            raise ValueError("every column needs its note, in the order of the columns")
