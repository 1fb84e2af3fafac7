# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One set of addresses on the map, drawn tile by tile, and kept for whoever may see the same.

A set is what it is by its addresses alone, whatever was asked to come to it and whoever asked.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pandzicht.addresses.point_index import Integers, Mask
from pandzicht.addresses.tile import Tile
from pandzicht.exports.vector_tile import vector_tile
from pandzicht.maps.answers import AnswerCounts, answer_counts
from pandzicht.maps.areas import CountedAreas
from pandzicht.maps.boundaries import shapes_at
from pandzicht.maps.points import NEAR, DrawnPoints, chosen_in, in_cells, one_by_one
from pandzicht.runs.points import points_of
from pandzicht.runs.shelf import RunTables
from pandzicht.worklist.neighbourhoods import Files, named_buurten
from pandzicht.worklist.units import Sighted

COMPRESSION = 3
MOST_KEPT = 64
"""Tiles of one set that are kept."""


@dataclass(frozen=True, slots=True)
class DrawnTile:
    """A tile as it is sent (gzip), and the addresses that it tells something about one by one."""

    content: bytes
    concerned: Integers


class MapDrawing:
    """One set of addresses, by itself or as it answers a check (`told`): made by `tables.once`."""

    def __init__(self, tables: RunTables, files: Files, told: Sighted | None, shown: bytes) -> None:
        """Draw the addresses whose bit is set in `shown`, in the order of their numbers, over boundaries in files."""
        self._tables = tables
        self._files = files
        self._answers: AnswerCounts | None = tables.once(answer_counts, told) if told else None
        bits = np.unpackbits(np.frombuffer(shown, dtype=np.uint8), count=tables.addresses.num_rows)
        self._shown: Mask = bits.astype(bool)
        self._points = tables.once(points_of)
        self._places: Integers = np.flatnonzero(self._shown[self._points.numbers])
        self._kept: dict[Tile, DrawnTile] = {}

    @cached_property
    def areas(self) -> CountedAreas:
        """The areas with how many are shown in each."""
        return CountedAreas(self._tables, self._tables.once(named_buurten, self._files), self._shown, self._yes)

    def tile(self, tile: Tile) -> DrawnTile:
        """Return a tile, drawn now or before."""
        if tile not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept = {}
            self._kept[tile] = self._draw(tile)
        return self._kept[tile]

    def _draw(self, tile: Tile) -> DrawnTile:
        points = self._points_in(tile)
        areas = self.areas.drawn(tile, self._tables.once(shapes_at, self._files, tile.zoom))
        content = gzip.compress(vector_tile([areas.layer, points.layer]), COMPRESSION, mtime=0)
        return DrawnTile(content, np.union1d(points.concerned, areas.concerned))

    def _points_in(self, tile: Tile) -> DrawnPoints:
        places = chosen_in(tile, self._points, self._places)
        if tile.zoom < NEAR:
            return in_cells(tile, self._points, places, self._yes)
        told = self._tables.once(_names)
        if self._answers:
            told = {**told, "yes": self._answers.yes, "unknown": self._answers.unknown}
        return one_by_one(tile, self._points, places, told)

    @property
    def _yes(self) -> Mask | None:
        return self._answers.yes > 0 if self._answers else None


def drawing(tables: RunTables, files: Files, told: Sighted | None, shown: Mask) -> MapDrawing:
    """Return the drawing of a set of addresses, made now or before."""
    found: MapDrawing = tables.once(MapDrawing, files, told, np.packbits(shown).tobytes())
    return found


def _names(tables: RunTables) -> Mapping[str, NDArray[Any]]:
    """Return what a point of an address is called, by the number of the address."""
    columns = {"id": "address_id", "label": "adres"}
    return {name: tables.addresses[column].to_numpy() for name, column in columns.items()}
