# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which area a place lies in: points in polygons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

NO_AREAS = pa.table({"code": pa.array([], pa.string()), "wkb": pa.array([], pa.binary())})
"""Boundaries of nothing."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class AreasOf:
    """One area code per place, null outside all areas, and the codes of the polygons that had to be repaired."""

    codes: pa.Array
    repaired: tuple[str, ...]


def areas_of(x_cm: pa.Array, y_cm: pa.Array, areas: pa.Table) -> AreasOf:
    """Return the area in which each place lies.

    Places are RD in centimetres (null: no place). `areas` has `code` (string) and `wkb` (binary, RD in metres); an
    area may have several polygons. An invalid polygon is repaired and named. A place on a border, or in two areas
    that overlap, belongs to the one whose code is first in the alphabet, so that the answer does not depend on order.
    """
    codes = np.array(areas["code"].to_pylist(), dtype=object)
    order = np.argsort(codes.astype(str), kind="stable")
    polygons, repaired = _valid(np.array(areas["wkb"].to_pylist(), dtype=object)[order], codes[order])
    known = np.flatnonzero(
        x_cm.is_valid().to_numpy(zero_copy_only=False) & y_cm.is_valid().to_numpy(zero_copy_only=False)
    )
    found = np.full(len(x_cm), len(order), dtype=np.int32)
    x = x_cm.fill_null(0).to_numpy(zero_copy_only=False)[known] / 100
    y = y_cm.fill_null(0).to_numpy(zero_copy_only=False)[known] / 100
    found[known] = _first_polygon(x, y, polygons)
    names = pa.array([*codes[order].tolist(), None], pa.string())
    return AreasOf(names.take(pa.array(found)), repaired)


def _first_polygon(x: Floats, y: Floats, polygons: npt.NDArray[Any]) -> npt.NDArray[np.int32]:
    """Return the position of the first polygon that holds each point, or the number of polygons.

    Points are sorted by x once; a polygon then looks only at those within its bounds that have no area yet.
    """
    by_x = np.argsort(x, kind="stable")
    x, y = x[by_x], y[by_x]
    found = np.full(len(x), len(polygons), dtype=np.int32)
    shapely.prepare(polygons)
    for position, (polygon, bounds) in enumerate(zip(polygons, shapely.bounds(polygons), strict=True)):
        west, south, east, north = bounds
        start, stop = np.searchsorted(x, west), np.searchsorted(x, east, side="right")
        within = (y[start:stop] >= south) & (y[start:stop] <= north) & (found[start:stop] == len(polygons))
        near = np.flatnonzero(within) + start
        found[near[shapely.intersects_xy(polygon, x[near], y[near])]] = position
    in_order = np.empty_like(found)
    in_order[by_x] = found
    return in_order


def _valid(wkb: npt.NDArray[Any], codes: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], tuple[str, ...]]:
    polygons: npt.NDArray[Any] = shapely.from_wkb(wkb)
    bad = ~shapely.is_valid(polygons)
    polygons[bad] = shapely.make_valid(polygons[bad])
    return polygons, tuple(sorted(set(codes[bad].tolist())))
