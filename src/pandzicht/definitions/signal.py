# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A signal (signaal): a yes / no / unknown answer per address to one question, with the sentence that says why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from pandzicht.definitions.words import Definition, Duration, LegalBasis, Name, Text, Verification


class Answer(StrEnum):
    """What a signal may say; nothing else exists."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


GivenValue = int | Decimal | bool | date | str | None


class Scenario(Definition):
    """An example that is run as a test: indicator values on a day, and the answer expected.

    An indicator that is not given is unknown. `doubtful` names sources of which a row that could not be linked may
    belong to the address; `newest` is the date of the newest evidence row.
    """

    on: date
    given: dict[Name, GivenValue]
    expect: Answer
    doubtful: tuple[Name, ...] = ()
    newest: date | None = None
    note: str = ""


class Signal(Definition):
    """One question about an address."""

    signal: Name
    question: Text
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    when: str = Field(min_length=1)
    unknown_when: str = ""
    sentence: Text
    expires: Duration | None = None
    """How long after its newest evidence row the signal still counts."""
    scenarios: tuple[Scenario, ...] = Field(min_length=2)
    motive: Text | None = None
    """Why this pattern may point to what the law is about; not why it would be true of an address."""
    approved: Verification | None = None
    ends_on: date | None = None
    """The last day on which it runs."""
    note: Text | None = None
    recognise: Text | None = None
    """How somebody at the door sees whether it is so; facts of the building, not of people."""
    follow_up: Text | None = None
    """What can be done once it was found to be so."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be written before it runs (lawful.md 5), by the names of the keys."""
        told = {"motive": self.motive, "approved": self.approved, "ends_on": self.ends_on}
        return tuple(name for name, value in told.items() if not value)
