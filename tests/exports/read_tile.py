# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A vector tile read byte by byte, as the specification says (Mapbox Vector Tile 2.1), without what writes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Corner = tuple[int, int]


@dataclass(frozen=True)
class Feature:
    """One feature: its rings are lists of corners, of a point one ring of one corner."""

    id: int
    kind: int
    rings: list[list[Corner]]
    tags: dict[str, Any]


@dataclass(frozen=True)
class Layer:
    """One layer."""

    version: int
    extent: int
    features: list[Feature]


def read_tile(tile: bytes) -> dict[str, Layer]:
    """All layers by their names; raises for what a viewer could not read."""
    layers = [_layer(content) for key, content in _fields(tile) if key == 3]
    found = dict(layers)
    assert len(found) == len(layers), "two layers of one name"
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number, shift = 0, 0
    while True:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


def _fields(data: bytes) -> Iterator[tuple[int, Any]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        if key & 7 == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
        else:
            assert key & 7 == 2, f"kind {key & 7} of a field"
            length, at = _varint(data, at)
            assert at + length <= len(data), "a field that is longer than the tile"
            yield key >> 3, data[at : at + length]
            at += length


def _numbers(data: bytes) -> list[int]:
    found, at = [], 0
    while at < len(data):
        number, at = _varint(data, at)
        found.append(number)
    return found


def _layer(data: bytes) -> tuple[str, Layer]:
    fields = list(_fields(data))
    keys = [value.decode() for key, value in fields if key == 3]
    values = [_value(value) for key, value in fields if key == 4]
    one = dict(fields)
    features = [_feature(value, keys, values) for key, value in fields if key == 2]
    return one[1].decode(), Layer(one[15], one[5], features)


def _value(data: bytes) -> Any:
    ((key, value),) = _fields(data)
    return value.decode() if key == 1 else {5: value}[key]


def _feature(data: bytes, keys: list[str], values: list[Any]) -> Feature:
    one = dict(_fields(data))
    tags = _numbers(one[2])
    named = {keys[key]: values[value] for key, value in zip(tags[::2], tags[1::2], strict=True)}
    return Feature(one[1], one[3], _rings(_numbers(one[4])), named)


def _rings(commands: list[int]) -> list[list[Corner]]:
    rings: list[list[Corner]] = []
    x = y = at = 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if command == 7:
            assert count == 1, "a ring is closed once"
            continue
        for _ in range(count):
            steps = [(step >> 1) ^ -(step & 1) for step in commands[at : at + 2]]
            x, y, at = x + steps[0], y + steps[1], at + 2
            if command == 1:
                rings.append([])
            rings[-1].append((x, y))
    return rings


def surface(ring: list[Corner]) -> float:
    """The surface of a ring by the surveyor's formula: above zero for an outer one, y downwards."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2
