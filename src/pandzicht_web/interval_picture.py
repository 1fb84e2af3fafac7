# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A drawing of shares with their intervals, below one another on one scale; a table has the same figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pandzicht.learning.interval import Refused
from pandzicht.ranking.yield_estimate import Figure, Refusal

WIDTH, NAMES, EDGE = 720.0, 210.0, 28.0
"""Of the drawing, of the names at its left, and of what stays free at its right."""
LINE, HEAD, FOOT = 22.0, 30.0, 24.0
"""The height of a share, of what a group is called, and of the scale below."""
_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
_MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Named:
    """A share to draw: what it is called, which look it has, and its figure."""

    name: str
    look: str
    told: Figure | Refusal | Refused


@dataclass(frozen=True, slots=True)
class Line:
    """One share in the drawing: where it stands, and where its interval runs (None: it is not claimed)."""

    name: str
    look: str
    y: float
    x: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Shares under one name, with the place of that name."""

    name: str
    y: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class IntervalPicture:
    """The drawing: its size, its groups, and the steps of its scale (place, share)."""

    height: float
    groups: tuple[Group, ...]
    scale: tuple[tuple[float, float], ...]
    width: float = WIDTH
    names: float = NAMES

    @property
    def foot(self) -> float:
        """Where the scale stands."""
        return self.height - FOOT


def interval_picture(groups: Sequence[tuple[str, Sequence[Named]]]) -> IntervalPicture | None:
    """Return the drawing of groups of shares, in their order; None where nothing is claimed.

    >>> from pandzicht.ranking.yield_estimate import Reason
    >>> few = Named("by hand", "manual", Refusal(Reason.FEW_VISITS))
    >>> interval_picture([("Round 1", [few])]) is None
    True
    >>> drawn = interval_picture([("Round 1", [Named("top", "top", Figure(0.25, 0.1, 0.5, 20.0)), few])])
    >>> [share for _, share in drawn.scale], [line.x is None for line in drawn.groups[0].lines]
    ([0.0, 0.1, 0.2, 0.3, 0.4, 0.5], [False, True])
    """
    known = [item.told.high for _, items in groups for item in items if isinstance(item.told, Figure)]
    if not known:
        return None
    step = next((one for one in _STEPS if max(known) <= one * _MOST_STEPS), _STEPS[-1])
    end = step * max(1, math.ceil(round(min(max(known), 1.0) / step, 9)))

    def place(share: float) -> float:
        return round(NAMES + (WIDTH - NAMES - EDGE) * share / end, 1)

    placed, y = [], 0.0
    for name, items in groups:
        head, lines = y + HEAD - 8, []
        y += HEAD
        for item in items:
            lines.append(_line(item, y + LINE / 2, place))
            y += LINE
        placed.append(Group(name, head, tuple(lines)))
    scale = tuple((place(share), round(share, 9)) for share in (step * at for at in range(round(end / step) + 1)))
    return IntervalPicture(y + FOOT + 8, tuple(placed), scale)


def _line(item: Named, y: float, place: Callable[[float], float]) -> Line:
    if not isinstance(item.told, Figure):
        return Line(item.name, item.look, y)
    return Line(item.name, item.look, y, place(item.told.value), place(item.told.low), place(item.told.high))
