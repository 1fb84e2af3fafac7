# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of a tile of the map: one by one when near, in cells of one size when further away.

Which it is follows from the zoom alone, and every address is in one tile of a zoom: what is counted is counted once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pandzicht.addresses.point_index import Integers, Mask, PointIndex
from pandzicht.addresses.tile import Tile
from pandzicht.addresses.web_mercator import LEVELS
from pandzicht.exports.vector_tile import EXTENT, Points

NEAR = 15
"""The zoom from which every address is a point of its own."""
CELL_LEVELS = 4
"""How often the side of a tile is halved to that of a cell: 16 cells in a row."""
FEWEST = 10
"""Addresses below which a number is not about a group but about each of them, and logged as such (lawful.md 3.14)."""


@dataclass(frozen=True, slots=True)
class DrawnPoints:
    """A layer of a tile, and the addresses that it tells something about one by one."""

    layer: Points
    concerned: Integers


def chosen_in(tile: Tile, points: PointIndex, chosen: Integers) -> Integers:
    """Return those of the chosen places in the index that lie in a tile; `chosen` is in the order of the index."""
    ends = np.searchsorted(points.codes, np.array(tile.codes, dtype=np.uint64))
    start, stop = np.searchsorted(chosen, ends)
    return chosen[start:stop]


def one_by_one(tile: Tile, points: PointIndex, places: Integers, told: Mapping[str, NDArray[Any]]) -> DrawnPoints:
    """Draw addresses as points; `told` has what is told of each, by the number of the address."""
    numbers = points.numbers[places]
    x, y = _in_tile(tile, points.columns[places], points.rows[places])
    attributes = {name: values[numbers] for name, values in told.items()}
    return DrawnPoints(Points("addresses", numbers, x, y, attributes), numbers)


def in_cells(tile: Tile, points: PointIndex, places: Integers, yes: Mask | None) -> DrawnPoints:
    """Draw cells with addresses, amid these, with their number and, where answers are told, how many have a yes."""
    cells = points.codes[places] >> np.uint64(2 * (LEVELS - tile.zoom - CELL_LEVELS))
    starts = np.flatnonzero(np.append(True, cells[1:] != cells[:-1])[: len(cells)])
    counts = np.diff(starts, append=len(cells))
    numbers = points.numbers[places]
    columns, rows = (_sums(axis[places], starts) // counts for axis in (points.columns, points.rows))
    attributes = {"count": counts} | ({} if yes is None else {"yes": _sums(yes[numbers].astype(np.int64), starts)})
    layer = Points("cells", np.arange(len(starts)), *_in_tile(tile, columns, rows), attributes)
    return DrawnPoints(layer, numbers[np.repeat(counts < FEWEST, counts)])


def _sums(values: Integers, starts: Integers) -> Integers:
    return np.add.reduceat(values, starts) if len(starts) else values


def _in_tile(tile: Tile, columns: Integers, rows: Integers) -> tuple[Integers, Integers]:
    west, north = tile.corner
    return (columns - west) * EXTENT // tile.side, (rows - north) * EXTENT // tile.side
