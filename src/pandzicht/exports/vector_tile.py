# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A vector tile (Mapbox Vector Tile 2.1): layers of points or polygons with attributes, as map viewers draw them.

Everything in a feature is a whole number of one to ten bytes (varint), so that a layer is a table of whole numbers, one
row per feature, which is written at once; what a feature lacks takes no bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from pandzicht.exports.varints import lengths_of, varint, written

EXTENT = 4096
"""The side of a tile, in the units of its coordinates."""
_VERSION = 2
_POINT, _POLYGON = 1, 3
_MOVE, _LINE, _CLOSE = 1, 2, 7
_ID, _TAGS, _TYPE, _GEOMETRY = 0x08, 0x12, 0x18, 0x22
_NAME, _FEATURE, _KEY, _VALUE, _EXTENT, _VERSIONED, _LAYER = 0x0A, 0x12, 0x1A, 0x22, 0x28, 0x78, 0x1A
_TEXT, _NUMBER = 0x0A, 0x28

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Points:
    """A layer of points: x and y in the units of the tile, from the upper left; attributes are texts or counts."""

    name: str
    ids: Integers
    x: Integers
    y: Integers
    attributes: Mapping[str, npt.NDArray[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Polygons:
    """A layer of (multi)polygons in the units of the tile, from the upper left; attributes are texts or counts."""

    name: str
    ids: Integers
    shapes: npt.NDArray[Any]
    attributes: Mapping[str, npt.NDArray[Any]] = field(default_factory=dict)


def vector_tile(layers: Sequence[Points | Polygons]) -> bytes:
    """Return a tile of layers; a layer without features is left out, and so is a polygon too small to be drawn."""
    parts = (_points(layer) if isinstance(layer, Points) else _polygons(layer) for layer in layers)
    return b"".join(_field(_LAYER, part) for part in parts if part)


def _points(layer: Points) -> bytes:
    geometry = np.stack([np.full(len(layer.x), _command(_MOVE, 1), np.uint64), _zigzag(layer.x), _zigzag(layer.y)], 1)
    return _layer(layer, _POINT, geometry, np.ones(geometry.shape, dtype=bool))


def _polygons(layer: Polygons) -> bytes:
    drawn = [_commands(shape) for shape in layer.shapes]
    kept = [place for place, numbers in enumerate(drawn) if len(numbers)]
    if not kept:
        return b""
    widest = max(len(drawn[place]) for place in kept)
    geometry, there = np.zeros((len(kept), widest), dtype=np.uint64), np.zeros((len(kept), widest), dtype=bool)
    for row, place in enumerate(kept):
        geometry[row, : len(drawn[place])] = drawn[place]
        there[row, : len(drawn[place])] = True
    attributes = {name: values[kept] for name, values in layer.attributes.items()}
    return _layer(Polygons(layer.name, layer.ids[kept], layer.shapes[kept], attributes), _POLYGON, geometry, there)


def _layer(layer: Points | Polygons, kind: int, geometry: Numbers, there: npt.NDArray[np.bool_]) -> bytes:
    """Return the message of a layer from the geometry of its features, as far as it is there."""
    count = len(layer.ids)
    if count == 0:
        return b""
    tags, values = _tags(layer.attributes, count)
    tags_bytes = lengths_of(tags).sum(axis=1, dtype=np.uint64)
    geometry_bytes = np.where(there, lengths_of(geometry), 0).sum(axis=1, dtype=np.uint64)

    def column(value: int) -> Numbers:
        return np.full(count, value, dtype=np.uint64)

    head = [column(_ID), layer.ids.astype(np.uint64), column(_TAGS), tags_bytes]
    middle = [column(_TYPE), column(kind), column(_GEOMETRY), geometry_bytes]
    table = np.column_stack([*head, tags, *middle, geometry])
    present = np.column_stack([np.ones((count, table.shape[1] - geometry.shape[1]), dtype=bool), there])
    lengths = np.where(present, lengths_of(table), 0)
    framed = np.column_stack([column(_FEATURE), lengths.sum(axis=1, dtype=np.uint64)])
    features = written(np.column_stack([framed, table]), np.column_stack([lengths_of(framed), lengths]))
    return b"".join(
        (
            _field(_NAME, layer.name.encode()),
            features,
            *(_field(_KEY, name.encode()) for name in layer.attributes),
            *(_field(_VALUE, value) for value in values),
            _number(_EXTENT, EXTENT),
            _number(_VERSIONED, _VERSION),
        )
    )


def _tags(attributes: Mapping[str, npt.NDArray[Any]], count: int) -> tuple[Numbers, list[bytes]]:
    """Return per feature its keys and values by their places in the layer, and the values of the layer, each once."""
    tags = np.zeros((count, 2 * len(attributes)), dtype=np.uint64)
    values: list[bytes] = []
    for place, told in enumerate(attributes.values()):
        listed = told.tolist()
        places = {value: code for code, value in enumerate(dict.fromkeys(listed), start=len(values))}
        tags[:, 2 * place], tags[:, 2 * place + 1] = place, [places[value] for value in listed]
        values += [_value(value) for value in places]
    return tags, values


def _value(value: str | int) -> bytes:
    return _field(_TEXT, value.encode()) if isinstance(value, str) else _number(_NUMBER, value)


def _commands(shape: Any) -> Numbers:
    """Return the drawing of a (multi)polygon: outer rings clockwise on the screen, holes the other way round."""
    at = np.zeros((1, 2), dtype=np.int64)
    numbers: list[int] = []
    for corners in _rings(shape):
        steps = _zigzag(np.diff(corners, axis=0, prepend=at)).ravel().tolist()
        line = _command(_LINE, len(corners) - 1)
        numbers += [_command(_MOVE, 1), *steps[:2], line, *steps[2:], _command(_CLOSE, 1)]
        at = corners[-1:]
    return np.array(numbers, dtype=np.uint64)


def _rings(shape: Any) -> Iterator[Integers]:
    """Yield the rings that have a surface; an outer one that has none takes its holes along."""
    for polygon in shapely.get_parts(shape):
        outer = _corners(polygon.exterior, clockwise=True)
        if len(outer):
            yield outer
            inner = (_corners(ring, clockwise=False) for ring in polygon.interiors)
            yield from (corners for corners in inner if len(corners))


def _corners(ring: Any, *, clockwise: bool) -> Integers:
    """Return the corners of a ring in whole units, none twice in a row, in a direction; none when it has no surface."""
    corners: Integers = np.rint(shapely.get_coordinates(ring)[:-1]).astype(np.int64)
    corners = corners[np.any(corners != np.roll(corners, 1, axis=0), axis=1)]
    x, y = corners[:, 0], corners[:, 1]
    surface = int(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    if surface == 0:
        return corners[:0]
    return corners if (surface > 0) == clockwise else corners[::-1]


def _command(command: int, count: int) -> int:
    return command | count << 3


def _zigzag(steps: Integers) -> Numbers:
    return ((steps << 1) ^ (steps >> 63)).astype(np.uint64)


def _field(key: int, content: bytes) -> bytes:
    return _number(key, len(content)) + content


def _number(key: int, value: int) -> bytes:
    return varint(key) + varint(value)
