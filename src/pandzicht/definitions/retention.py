# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A retention term (bewaartermijn): how long a municipality keeps what Pandzicht itself makes, and from which day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise

from pydantic import Field, model_validator

from pandzicht.definitions.words import Definition, Duration, Text


class Kept(StrEnum):
    """What Pandzicht makes and a municipality sets a term for; a source has its own term for what was delivered."""

    RUNS = "runs"
    """From the day by which everything in the run was known."""
    SELECTIONS = "selecties"
    """Lists with their scores, from their peildatum (lawful.md 33)."""
    PROXY_TESTS = "proxytoetsen"
    """Figures of a proxy test, from the peildatum of its run."""
    JUDGEMENTS = "oordelen"
    """From the day on which they were given."""
    NECESSITIES = "redenen"
    """From the day on which they ended."""
    DISPUTES = "betwistingen"
    """From the day on which they were settled and no longer count."""
    BONDS = "banden"
    """Bonds of colleagues with addresses, from the day on which they ended."""
    ACCOUNTS = "accounts"
    """Name, person and roles of a closed account, from the day on which it was closed."""
    UNFINISHED = "afgebroken"
    """Work that was cut off, from the day on which it was last touched."""


class DatedTerm(Definition):
    """A term that is in force between two days (the last one included), and what sets it."""

    keep: Duration
    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")
    article: str = Field(min_length=3)
    """The law, decree or decision of the municipality that sets the term."""

    @model_validator(mode="after")
    def _in_order(self) -> DatedTerm:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"'to' {self.end} lies before 'from' {self.start}")
        return self

    def holds_on(self, day: date) -> bool:
        """Tell whether the term is in force on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


class Retention(Definition):
    """How long one sort of thing is kept."""

    retention: Kept
    label: Text
    terms: tuple[DatedTerm, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_overlap(self) -> Retention:
        ordered = sorted(self.terms, key=lambda term: term.start)
        for earlier, later in pairwise(ordered):
            if earlier.holds_on(later.start):
                raise ValueError(f"two terms hold on {later.start}")
        return self

    def on(self, day: date) -> DatedTerm | None:
        """Return the term in force on a day, or None when there is none."""
        return next((term for term in self.terms if term.holds_on(day)), None)
