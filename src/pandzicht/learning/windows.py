# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rolling origin: each window is judged by what was known before it, on buildings and owners not learned from.

Between what is learned from and what is judged lies a gap, for an outcome takes time to become known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pandzicht.ranking.estimate import Integers

Rows = NDArray[np.int64]
"""Places of rows in the table."""


@dataclass(frozen=True, slots=True)
class Window:
    """One window: its first and last day, the rows that are judged, and those that may be learned from."""

    first: int
    last: int
    judged: Rows
    learned: Rows
    in_gap: int
    """Rows that are not learned from because their outcome was not known yet."""
    same_group: int
    """Rows that are not learned from because their building or owner is judged."""


def rolling_windows(
    days: Integers, groups: Sequence[Integers], *, count: int, first: float, gap: int
) -> tuple[Window, ...]:
    """Return windows of about as many rows each, after the first share of all rows; none where days are too few.

    `groups` are numbers of buildings and of owners per row, below zero for none.
    """
    edges = _edges(days, count, first)
    rows = [np.flatnonzero((days >= start) & (days < end)) for start, end in pairwise(edges)]
    return tuple(window_of(days, groups, judged, gap=gap) for judged in rows)


def window_of(days: Integers, groups: Sequence[Integers], judged: Rows, *, gap: int) -> Window:
    """Return the window in which some rows are judged."""
    start, last = int(days[judged].min()), int(days[judged].max())
    earlier = days < start
    known = days < start - gap
    shared = np.zeros(len(days), dtype=bool)
    for group in groups:
        held = np.unique(group[judged])
        shared |= np.isin(group, held[held >= 0])
    learned = np.flatnonzero(known & ~shared)
    same_group = int(np.count_nonzero(known & shared))
    return Window(start, last, judged, learned, int(np.count_nonzero(earlier & ~known)), same_group)


def _edges(days: Integers, count: int, first: float) -> list[int]:
    """Return the days at which windows begin, and the day after the last, or nothing where they would fall together."""
    unique, rows = np.unique(days, return_counts=True)
    if len(unique) <= count:
        return []
    passed = np.concatenate([[0], np.cumsum(rows)]) / len(days)
    wanted = first + (1 - first) * np.arange(count) / count
    places = [int(np.searchsorted(passed, share - 1e-12)) for share in wanted]
    if len(set(places)) < count or places[0] == 0 or places[-1] >= len(unique):
        return []
    return [*(int(unique[place]) for place in places), int(unique[-1]) + 1]
