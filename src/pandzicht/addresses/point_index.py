# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The places of addresses on the map, so ordered that every tile, and every cell of a tile, is one range of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from pandzicht.addresses.tile import codes_of
from pandzicht.addresses.web_mercator import from_rd

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]


class PointIndex:
    """Addresses that have a place, by their numbers, in the order of their codes (`tile.codes_of`)."""

    def __init__(self, x_cm: pa.ChunkedArray, y_cm: pa.ChunkedArray) -> None:
        """Index places in RD in centimetres, one per address; null is an address without a place."""
        self._addresses = len(x_cm)
        there = np.flatnonzero(pc.and_(pc.is_valid(x_cm), pc.is_valid(y_cm)).to_numpy())
        east, north = (axis.take(pa.array(there)).to_numpy() / 100 for axis in (x_cm, y_cm))
        columns, rows = (axis.astype(np.int64) for axis in from_rd(east, north))
        codes = codes_of(columns, rows)
        order = np.argsort(codes, kind="stable")
        self.numbers: Integers = there[order]
        self.columns: Integers = columns[order]
        self.rows: Integers = rows[order]
        self.codes = codes[order]

    def within(self, shape: Any) -> Mask:
        """Return per address whether it lies in a polygon on the map, its border included; one without a place not."""
        west, north, east, south = shapely.bounds(shape)
        columns, rows = self.columns, self.rows
        near = np.flatnonzero((columns >= west) & (columns <= east) & (rows >= north) & (rows <= south))
        shapely.prepare(shape)
        inside = near[shapely.intersects_xy(shape, columns[near], rows[near])]
        mask = np.zeros(self._addresses, dtype=bool)
        mask[self.numbers[inside]] = True
        return mask
