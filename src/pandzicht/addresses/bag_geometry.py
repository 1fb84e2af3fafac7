# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""GML of the BAG to places: a point as it is, an area by its centroid; RD (EPSG:28992) in whole centimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

from pandzicht.readers.xml_stream import LocalNames

RD_BOUNDS_M = (-100_000.0, 200_000.0, 400_000.0, 800_000.0)
"""Where RD is used, sea included: west, south, east, north. With x and y exchanged a place falls outside."""

Floats = npt.NDArray[np.float64]

_LOCAL = LocalNames()
_POSITIONS = frozenset({"pos", "posList"})


class GeometryFault(ValueError):
    """What is wrong with one geometry, in words."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed line: x and y of its points in metres."""

    x: list[float]
    y: list[float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry as delivered: parts of one outer and any inner rings; a point is one part of one ring of one point."""

    parts: tuple[tuple[Ring, ...], ...]

    @property
    def is_point(self) -> bool:
        """Whether it is a single point."""
        return len(self.parts[0][0].x) == 1


@dataclass(frozen=True, slots=True)
class Places:
    """One place per shape, null where a shape has none to give, and what is wrong by position."""

    x_cm: pa.Array
    y_cm: pa.Array
    faults: dict[int, str]


def shape_of(element: Any) -> Shape:
    """Return the geometry inside an element (`punt`, `vlak`, or GML itself).

    Raises GeometryFault when there is none, a coordinate is no number, or a ring is too short or open.
    """
    parts: list[tuple[Ring, ...]] = []
    for node in element.iter():
        name = _LOCAL[node.tag]
        if name in ("Point", "Polygon"):
            dimension = int(node.get("srsDimension") or 2)
            texts = [leaf.text or "" for leaf in node.iter() if _LOCAL[leaf.tag] in _POSITIONS]
            parts.append(tuple(_ring(text, dimension, is_point=name == "Point") for text in texts))
    if not parts or not all(parts):
        raise GeometryFault("holds no coordinates")
    return Shape(tuple(parts))


def _ring(text: str, dimension: int, *, is_point: bool) -> Ring:
    try:
        values = list(map(float, text.split()))
    except ValueError:
        raise GeometryFault(f"holds a coordinate that is no number: {' '.join(text.split())[:60]}") from None
    if not values or len(values) % dimension:
        raise GeometryFault(f"holds {len(values)} numbers, not a whole number of points in {dimension} dimensions")
    ring = Ring(values[::dimension], values[1::dimension])
    if is_point and len(ring.x) != 1:
        raise GeometryFault(f"is a point of {len(ring.x)} positions")
    if not is_point and len(ring.x) < 4:
        raise GeometryFault(f"has a ring of {len(ring.x)} points; an area needs 4, the last equal to the first")
    if (ring.x[0], ring.y[0]) != (ring.x[-1], ring.y[-1]):
        raise GeometryFault("has a ring that does not end where it began")
    return ring


def places_of(shapes: Sequence[Shape]) -> Places:
    """Return the place of each shape.

    An area that crosses itself is repaired for its centroid and reported; a place outside the bounds of RD is
    reported and not kept.
    """
    x, y = np.full(len(shapes), np.nan), np.full(len(shapes), np.nan)
    faults: dict[int, str] = {}
    points = [index for index, shape in enumerate(shapes) if shape.is_point]
    x[points] = [shapes[index].parts[0][0].x[0] for index in points]
    y[points] = [shapes[index].parts[0][0].y[0] for index in points]
    areas = [index for index, shape in enumerate(shapes) if not shape.is_point]
    if areas:
        x[areas], y[areas] = _centroids([shapes[index] for index in areas], areas, faults)
    west, south, east, north = RD_BOUNDS_M
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    for index in np.flatnonzero(~inside).tolist():
        faults[index] = f"lies outside the bounds of RD (x {x[index]:.0f}, y {y[index]:.0f} m)"
    return Places(centimetres(x, inside), centimetres(y, inside), faults)


def centimetres(metres: Floats, known: npt.NDArray[np.bool_]) -> pa.Array:
    """Return metres as whole centimetres (int32), null where not known."""
    return pa.array(np.where(known, np.rint(metres * 100), 0).astype(np.int32), mask=~known)


def _centroids(shapes: Sequence[Shape], places: Sequence[int], faults: dict[int, str]) -> tuple[Floats, Floats]:
    geometry = _polygons(shapes)
    for index in np.flatnonzero(~shapely.is_valid(geometry)).tolist():
        faults[places[index]] = f"is no valid area ({shapely.is_valid_reason(geometry[index])})"
        geometry[index] = shapely.make_valid(geometry[index])
    centre = shapely.centroid(geometry)
    return shapely.get_x(centre), shapely.get_y(centre)


def _polygons(shapes: Sequence[Shape]) -> npt.NDArray[Any]:
    """Return the areas as an array of geometries, built in one step from all their coordinates."""
    parts = list(chain.from_iterable(shape.parts for shape in shapes))
    rings = list(chain.from_iterable(parts))
    coordinates = np.column_stack(
        [
            np.fromiter(chain.from_iterable(ring.x for ring in rings), np.float64),
            np.fromiter(chain.from_iterable(ring.y for ring in rings), np.float64),
        ]
    )
    offsets = (
        _offsets(len(ring.x) for ring in rings),
        _offsets(len(part) for part in parts),
        _offsets(len(shape.parts) for shape in shapes),
    )
    made: npt.NDArray[Any] = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, coordinates, offsets)
    return made


def _offsets(lengths: Any) -> npt.NDArray[np.int64]:
    return np.fromiter(accumulate(lengths, initial=0), np.int64)
