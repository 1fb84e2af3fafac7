# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses on the map: in the order of their codes, and found within a shape."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
import shapely

from pandzicht.addresses.drawn import drawn
from pandzicht.addresses.point_index import PointIndex
from pandzicht.addresses.web_mercator import from_rd

COUNT = 2_000


@pytest.fixture(scope="module")
def places() -> tuple[np.ndarray, np.ndarray]:
    dice = np.random.default_rng(7)
    return dice.integers(7_900_000, 8_100_000, COUNT), dice.integers(45_400_000, 45_600_000, COUNT)


def index(x: np.ndarray, y: np.ndarray, without: int = -1) -> PointIndex:
    absent = np.arange(len(x)) == without
    return PointIndex(pa.chunked_array([pa.array(x, mask=absent)]), pa.chunked_array([pa.array(y, mask=absent)]))


def test_points_stand_in_the_order_of_their_codes(places: tuple[np.ndarray, np.ndarray]) -> None:
    points = index(*places)
    assert np.all(np.diff(points.codes.astype(np.int64)) >= 0)
    assert sorted(points.numbers.tolist()) == list(range(COUNT))
    columns, rows = from_rd(places[0] / 100, places[1] / 100)
    assert np.array_equal(points.columns, columns.astype(np.int64)[points.numbers])
    assert np.array_equal(points.rows, rows.astype(np.int64)[points.numbers])


def test_within_is_what_shapely_says_point_by_point(places: tuple[np.ndarray, np.ndarray]) -> None:
    shape = drawn("4.28 52.06,4.33 52.065,4.32 52.1,4.305 52.07,4.29 52.09").shape()
    found = index(*places).within(shape)
    columns, rows = (axis.astype(np.int64) for axis in from_rd(places[0] / 100, places[1] / 100))
    one_by_one = [shape.intersects(shapely.Point(*at)) for at in zip(columns, rows, strict=True)]
    assert found.tolist() == one_by_one
    assert 0 < found.sum() < COUNT


def test_an_address_without_a_place_is_nowhere(places: tuple[np.ndarray, np.ndarray]) -> None:
    everywhere = drawn("3 50,7 50,7 54,3 54").shape()
    assert np.flatnonzero(~index(*places, without=5).within(everywhere)).tolist() == [5]
    assert 5 not in index(*places, without=5).numbers
    nothing = index(np.zeros(1, np.int64), np.zeros(1, np.int64), without=0)
    assert not nothing.within(everywhere).any()
