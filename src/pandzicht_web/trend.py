# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small line of shares over time, drawn by the office itself; the same figures stand in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROOM = 4.0
"""Between the line and the edge."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A line in a drawing of a width and height, where its last point is, and where the least that is expected lies."""

    width: float
    height: float
    points: str
    last: tuple[float, float]
    least: float | None


def trend_of(
    shares: Sequence[float | None], *, width: float, height: float, least: float | None = None
) -> Trend | None:
    """Return the line of shares, the oldest first; None for fewer than two that are known.

    >>> trend_of([0.9, 1.0], width=20, height=20).points
    '4,16 16,4'
    >>> trend_of([0.9, None], width=20, height=20) is None
    True
    """
    known = [(at, share) for at, share in enumerate(shares) if share is not None]
    if len(known) < 2:
        return None
    values = [share for _, share in known] + ([least] if least is not None else [])
    low, high = min(values), max(values)
    span, step = (high - low) or 1.0, (width - 2 * ROOM) / (len(shares) - 1)

    def height_of(share: float) -> float:
        return ROOM + (height - 2 * ROOM) * ((high - share) / span if high > low else 0.5)

    placed = [(ROOM + at * step, height_of(share)) for at, share in known]
    points = " ".join(f"{x:g},{y:.4g}" for x, y in placed)
    return Trend(width, height, points, placed[-1], None if least is None else height_of(least))
