# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One figure of what a check reads, in the round before and in this one, and whether it moved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pandzicht.learning.interval import newcombe

POINTS, TIMES = 0.05, 1.5
"""A share that moved by more than so much, or became so many times as large or as small, beyond chance."""


class Told(StrEnum):
    """What is held against the round before."""

    YES = "yes"
    """Of a signal: the share of the addresses at which it is yes."""
    UNKNOWN = "unknown"
    """Of a signal: the share of the addresses at which it is not known."""
    ROWS = "rows"
    """Of a source: how many rows count."""
    LINKED = "linked"
    """Of a source: the share of its rows that are tied to an address."""
    DELAY = "delay"
    """Of a source: days between its newest row and the peildatum."""


@dataclass(frozen=True, slots=True)
class RoundDrift:
    """One figure of one signal or source, in the round before and in this one."""

    name: str
    told: Told
    before: float
    now: float
    has_moved: bool
    """Whether it moved by more than chance and more than anybody may pass over: then somebody has to look."""
    is_fed: bool
    """Of a signal: whether earlier visits feed it, so that what a selection does comes back in it (lawful.md 44)."""


def share_has_moved(before: int, earlier: int, now: int, later: int) -> bool:
    """Tell whether a share of addresses moved by more than chance, and by points or by times.

    >>> share_has_moved(40, 20_000, 8, 20_000), share_has_moved(3, 20_000, 1, 20_000)
    (True, False)
    """
    if not earlier or not later:
        return False
    low, high = newcombe(now, later, before, earlier)
    first, second = before / earlier, now / later
    least, most = sorted((first, second))
    return (low > 0 or high < 0) and (most - least > POINTS or most >= TIMES * least)
