# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A retention term (bewaartermijn): how long a municipality keeps what Pandzicht itself makes, and from which day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from pandzicht.definitions.dated import Dated, holding, refuse_overlap
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
    SESSIONS = "sessies"
    """Of who was signed in and never signed out, from the day of the last request."""
    ATTEMPTS = "inlogpogingen"
    """How often signing in failed, from the day of the last failure."""
    JOBS = "achtergrondwerk"
    """What was asked for in the background and by whom, from the day on which it ended."""
    EXPORTS = "uitvoer"
    """Files that were written in the background, from the day on which they were."""
    UNFINISHED = "afgebroken"
    """Work that was cut off, from the day on which it was last touched."""


class DatedTerm(Dated):
    """A term that is in force between two days, and what sets it."""

    keep: Duration


class Retention(Definition):
    """How long one sort of thing is kept."""

    retention: Kept
    label: Text
    terms: tuple[DatedTerm, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_overlap(self) -> Retention:
        refuse_overlap(self.terms, "terms")
        return self

    def on(self, day: date) -> DatedTerm | None:
        """Return the term in force on a day, or None when there is none."""
        return holding(self.terms, day)
