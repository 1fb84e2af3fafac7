# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a look at a unit gave: established, nothing found, or not seen; one outcome per unit, whatever the visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Result(StrEnum):
    """What was established at a unit; that nobody could look is an outcome of its own (lawful.md 42)."""

    ESTABLISHED = "established"
    NOTHING = "nothing"
    NOT_SEEN = "not_seen"


class Appeal(StrEnum):
    """How a finding stands with objection and appeal; what is no finding stands."""

    STANDS = "stands"
    """Nobody objected, or whoever did was not put in the right."""
    RUNNING = "running"
    UNDONE = "undone"
    """It was revoked or annulled: the finding did not stand."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one unit gave, and the step by which it was looked at (desk check, letter, visit)."""

    step: str
    result: Result
    appeal: Appeal = Appeal.STANDS
    severity: str = ""
    """The code of what was established, empty where none was told."""
    weight: float | None = None
    """What that weighs, 0 of a look that established nothing; None where the source tells no severity."""
    day: str = ""
    """The day of the look that decides it, as ISO text."""
    written: str = ""
    """The day on which that was written down, empty where the source does not tell."""


@dataclass(frozen=True, slots=True, order=True)
class Look:
    """One look at a unit: its day as ISO text, the step and what it gave."""

    day: str
    step: str
    result: Result
    appeal: Appeal = Appeal.STANDS
    severity: str = ""
    weight: float | None = field(default=None, compare=False)
    """As of an outcome; it follows from the severity."""
    undone_on: str = ""
    """The day from which it was known that the finding did not stand, empty where it stands."""
    written: str = ""
    """As of an outcome."""

    @property
    def known(self) -> str:
        """The day from which it was known what the look gave, as ISO text."""
        return max(self.day, self.written)


_STANDING = (Appeal.STANDS, Appeal.RUNNING, Appeal.UNDONE)
_FURTHEST = (Result.ESTABLISHED, Result.NOTHING, Result.NOT_SEEN)


def outcome_of(looks: Iterable[Look]) -> Outcome:
    """Return the one outcome of a unit: the furthest that any look came, and of equal ones the first.

    >>> outcome_of([Look("2026-03-02", "visit", Result.NOT_SEEN), Look("2026-03-09", "visit", Result.NOTHING)]).day
    '2026-03-09'
    """
    told = deciding_look(looks)
    return Outcome(told.step, told.result, told.appeal, told.severity, told.weight, told.day, told.written)


def deciding_look(looks: Iterable[Look]) -> Look:
    """Return the look that decides the outcome of a unit: from the day that it is known, the outcome is.

    Of findings one that stands decides before one that did not.
    """
    return min(looks, key=lambda look: (_FURTHEST.index(look.result), _STANDING.index(look.appeal), look))
