# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The areas of a tile of the map, and how many addresses are shown in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from pandzicht.addresses.point_index import Integers, Mask
from pandzicht.addresses.tile import Tile
from pandzicht.exports.vector_tile import EXTENT, Polygons
from pandzicht.maps.points import FEWEST
from pandzicht.runs.shelf import RunTables
from pandzicht.worklist.neighbourhoods import Neighbourhoods, buurten_of

BUFFER = EXTENT // 64
"""How far a border is drawn beyond the tile, so that the edge of a tile is not seen as a border."""


@dataclass(frozen=True, slots=True)
class AreaCount:
    """An area with the number of addresses shown in it, and of those with a yes (None where answers are not told)."""

    code: str
    name: str
    count: int
    yes: int | None


@dataclass(frozen=True, slots=True)
class DrawnAreas:
    """The areas of a tile, and the addresses of those so small that a number tells of each of them."""

    layer: Polygons
    concerned: Integers


class CountedAreas:
    """The areas of a run with how many addresses are shown in each."""

    def __init__(self, tables: RunTables, areas: Neighbourhoods, shown: Mask, yes: Mask | None) -> None:
        self._areas = areas
        size, places = len(areas.codes), tables.once(buurten_of)[1]
        self._count = np.bincount(places[shown], minlength=size)
        self._yes = None if yes is None else np.bincount(places[shown & yes], minlength=size)
        small = np.append(np.bincount(places, minlength=size)[:size] < FEWEST, False)
        self._places = places
        self.concerned: Integers = np.flatnonzero(shown & small[places])
        """The addresses shown of areas so small that a number tells of each of them."""

    def listed(self) -> tuple[AreaCount, ...]:
        """Return the areas in the order of their names."""
        yes = [None] * len(self._areas.codes) if self._yes is None else self._yes.tolist()
        told = map(AreaCount, self._areas.codes, self._areas.names, self._count.tolist(), yes)
        return tuple(sorted(told, key=lambda one: (one.name, one.code)))

    def drawn(self, tile: Tile, shapes: NDArray[Any]) -> DrawnAreas:
        """Draw the areas of a tile; `shapes` are those of the areas at its zoom (`shapes_at`)."""
        (west, north), around = tile.corner, BUFFER * tile.side // EXTENT
        box = shapely.box(west - around, north - around, west + tile.side + around, north + tile.side + around)
        places = np.flatnonzero(shapely.intersects(shapes, box))
        cut = shapely.intersection(shapes[places], box)
        scaled = shapely.transform(cut, lambda at: (at - (west, north)) * (EXTENT / tile.side))
        attributes: dict[str, NDArray[Any]] = {
            "code": np.array(self._areas.codes, dtype=object)[places],
            "name": np.array(self._areas.names, dtype=object)[places],
            "count": self._count[places],
        }
        if self._yes is not None:
            attributes["yes"] = self._yes[places]
        concerned = self.concerned[np.isin(self._places[self.concerned], places)]
        return DrawnAreas(Polygons("areas", places, scaled, attributes), concerned)
