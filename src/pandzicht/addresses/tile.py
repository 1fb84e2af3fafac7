# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A tile of a web map: the part of the square map of the world that one request of a viewer draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pandzicht.addresses.web_mercator import LEVELS
from pandzicht.errors import NotFound

DEEPEST = 18
"""The zoom of the smallest tiles; a viewer enlarges them when it goes closer."""

Codes = npt.NDArray[np.uint64]
_SPREAD = (
    (16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F), (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tile:
    """One of the 2 to the power zoom columns and rows of tiles, from the north-west corner (as in /z/x/y)."""

    zoom: int
    column: int
    row: int

    def __post_init__(self) -> None:
        """Refuse a tile that does not exist; raise NotFound."""
        side = 1 << max(0, min(self.zoom, DEEPEST))
        if not (0 <= self.zoom <= DEEPEST and 0 <= self.column < side and 0 <= self.row < side):
            raise NotFound(
                f"tile {self.zoom}/{self.column}/{self.row} does not exist; zoom is 0 to {DEEPEST}, "
                "column and row are below 2 to the power zoom"
            )

    @property
    def side(self) -> int:
        """How many units of the map a side has."""
        return 1 << (LEVELS - self.zoom)

    @property
    def corner(self) -> tuple[int, int]:
        """The column and row on the map of its north-west corner."""
        return self.column * self.side, self.row * self.side

    @property
    def codes(self) -> tuple[int, int]:
        """From which code (inclusive) to which (exclusive) the places lie within it."""
        first = int(codes_of(np.array([self.column]), np.array([self.row]))[0])
        size = 2 * (LEVELS - self.zoom)
        return first << size, (first + 1) << size


def codes_of(columns: npt.NDArray[np.integer], rows: npt.NDArray[np.integer]) -> Codes:
    """Return the Morton code of places: the bits of column and row by turns, so that each tile is one range of codes.

    >>> codes_of(np.array([3]), np.array([1])).tolist()
    [7]
    """
    return _spread(columns) | (_spread(rows) << np.uint64(1))


def _spread(values: npt.NDArray[np.integer]) -> Codes:
    bits = values.astype(np.uint64)
    for shift, mask in _SPREAD:
        bits = (bits | (bits << np.uint64(shift))) & np.uint64(mask)
    return bits
