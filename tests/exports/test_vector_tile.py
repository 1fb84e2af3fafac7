# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is written as a vector tile is what its specification lets a viewer read."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.exports.vector_tile import EXTENT, Points, Polygons, vector_tile
from tests.exports.read_tile import read_tile, surface

AROUND = st.integers(-EXTENT, 2 * EXTENT)
POINT = st.tuples(st.integers(0, 2**53), AROUND, AROUND, st.text(max_size=9), st.integers(0, 2**40))


@given(st.lists(POINT, min_size=1, max_size=40))
def test_every_point_is_read_as_it_was_given(points: list[tuple[int, int, int, str, int]]) -> None:
    ids, x, y, labels, counts = zip(*points, strict=True)
    attributes = {"label": np.array(labels, dtype=object), "yes": np.array(counts)}
    tile = vector_tile([Points("adressen", np.array(ids), np.array(x), np.array(y), attributes)])
    layer = read_tile(tile)["adressen"]
    assert (layer.version, layer.extent) == (2, EXTENT)
    read = [(one.id, *one.rings[0][0], one.tags["label"], one.tags["yes"]) for one in layer.features]
    assert read == points
    assert {one.kind for one in layer.features} == {1}


def polygons(*shapes: shapely.Geometry) -> bytes:
    return vector_tile(
        [Polygons("gebieden", np.arange(len(shapes)), np.array(shapes), {"n": np.arange(len(shapes)) * 300})]
    )


HOLE = shapely.Polygon([(0, 0), (0, 90), (90, 90), (90, 0)], [[(20, 20), (20, 40), (40, 40), (40, 20)]])


def test_a_polygon_has_its_outer_rings_one_way_and_its_holes_the_other() -> None:
    two = shapely.MultiPolygon([HOLE, shapely.box(200, 200, 260, 230)])
    for shape in (two, two.reverse()):
        (feature,) = read_tile(polygons(shape))["gebieden"].features
        assert [surface(ring) for ring in feature.rings] == [8100, -400, 1800]
        assert feature.kind == 3


def test_what_is_too_small_to_be_drawn_takes_nothing_of_the_others_along() -> None:
    speck, line = shapely.box(5.1, 5.1, 5.3, 5.2), shapely.box(0, 0, 100, 0.2)
    features = read_tile(polygons(speck, HOLE, line, shapely.box(0, 0, 9, 9)))["gebieden"].features
    assert [(one.id, one.tags["n"], len(one.rings)) for one in features] == [(1, 300, 2), (3, 900, 1)]
    dotted = shapely.Polygon(HOLE.exterior, [shapely.box(5.1, 5.1, 5.3, 5.2).exterior.coords])
    assert len(read_tile(polygons(dotted))["gebieden"].features[0].rings) == 1
    assert polygons(speck, line) == b""


def test_layers_without_features_are_left_out() -> None:
    none = Points("niets", *(np.zeros(0, dtype=np.int64) for _ in range(3)))
    one = Points("een", *(np.ones(1, dtype=np.int64) for _ in range(3)))
    assert set(read_tile(vector_tile([none, one]))) == {"een"}
    assert vector_tile([none]) == b""


def test_a_value_that_returns_is_written_once() -> None:
    count, texts = 500, np.array(["een lange tekst die terugkomt"] * 500)
    places = np.arange(count)
    tile = vector_tile([Points("adressen", places, places, places, {"label": texts})])
    assert tile.count(b"terugkomt") == 1
    assert len(read_tile(tile)["adressen"].features) == count
