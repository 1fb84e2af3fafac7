# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The picture of a pand: its units as boxes in rows, each as wide as its floor area is large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from pandzicht.dossier.pand import Unit

WIDTH, ROW, GAP = 320, 38, 4
"""In units of the picture."""
MOST = 40
"""Units that are drawn; of a larger pand the first."""
_LEAST_SHARE = 0.6
"""A small unit is drawn no narrower than this part of the mean, so that its number can be read."""


@dataclass(frozen=True, slots=True)
class Box:
    """One unit as it is drawn."""

    x: float
    y: float
    width: float
    label: str
    is_this: bool

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Picture:
    """All boxes, how high the picture is, and how many units it leaves out."""

    boxes: tuple[Box, ...]
    height: int
    left_out: int


def picture_of(units: Sequence[Unit]) -> Picture:
    """Return the picture of units: rows from below to above as a building stands, as square as it gets."""
    drawn = _drawn(units)
    per_row = max(1, ceil(sqrt(len(drawn))))
    rows = [drawn[at : at + per_row] for at in range(0, len(drawn), per_row)]
    height = len(rows) * (ROW + GAP) + GAP
    boxes = [box for at, row in enumerate(rows) for box in _row(row, height - (at + 1) * (ROW + GAP))]
    return Picture(tuple(boxes), height, len(units) - len(drawn))


def _drawn(units: Sequence[Unit]) -> list[Unit]:
    """Return the units that are drawn: the first, and the one that the page is about."""
    first = list(units[:MOST])
    this = next((unit for unit in units if unit.is_this), None)
    return first if this is None or this in first else [*first[:-1], this]


def _row(units: Sequence[Unit], y: float) -> list[Box]:
    known = [float(unit.area_m2) for unit in units if unit.area_m2]
    mean = sum(known) / len(known) if known else 1.0
    weights = [max(float(unit.area_m2 or mean), mean * _LEAST_SHARE) for unit in units]
    room = WIDTH - GAP * (len(units) + 1)
    boxes, x = [], float(GAP)
    for unit, weight in zip(units, weights, strict=True):
        width = room * weight / sum(weights)
        boxes.append(Box(round(x, 1), y, round(width, 1), unit.house_number, unit.is_this))
        x += width + GAP
    return boxes
