# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a look at a unit gave: established, nothing found, or not seen; one outcome per unit, whatever the visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """What was established at a unit; that nobody could look is an outcome of its own (lawful.md 42)."""

    ESTABLISHED = "established"
    NOTHING = "nothing"
    NOT_SEEN = "not_seen"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one unit gave, and the step by which it was looked at (desk check, letter, visit)."""

    step: str
    result: Result


@dataclass(frozen=True, slots=True, order=True)
class Look:
    """One look at a unit: its day as ISO text, the step and what it gave."""

    day: str
    step: str
    result: Result


_FURTHEST = (Result.ESTABLISHED, Result.NOTHING, Result.NOT_SEEN)


def outcome_of(looks: Iterable[Look]) -> Outcome:
    """Return the one outcome of a unit: the furthest that any look came, and of equal ones the first.

    >>> outcome_of([Look("2026-03-02", "visit", Result.NOT_SEEN), Look("2026-03-09", "visit", Result.NOTHING)])
    Outcome(step='visit', result=<Result.NOTHING: 'nothing'>)
    """
    told = deciding_look(looks)
    return Outcome(told.step, told.result)


def deciding_look(looks: Iterable[Look]) -> Look:
    """Return the look that decides the outcome of a unit: from its day on the outcome was known."""
    return min(looks, key=lambda look: (_FURTHEST.index(look.result), look))
