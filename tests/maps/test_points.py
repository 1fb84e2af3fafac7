# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every address is counted in one cell of one tile, at a place within it, whatever the zoom."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from pandzicht.addresses.point_index import PointIndex
from pandzicht.addresses.tile import Tile
from pandzicht.addresses.web_mercator import LEVELS
from pandzicht.exports.vector_tile import EXTENT
from pandzicht.maps.points import FEWEST, DrawnPoints, chosen_in, in_cells, one_by_one

COUNT = 3_000


@pytest.fixture(scope="module")
def points() -> PointIndex:
    dice = np.random.default_rng(3)
    x, y = (centre + dice.normal(0, 80_000, COUNT).astype(int) for centre in (8_000_000, 45_500_000))
    return PointIndex(pa.chunked_array([x]), pa.chunked_array([y]))


@pytest.fixture(scope="module")
def chosen(points: PointIndex) -> np.ndarray:
    return np.flatnonzero(points.numbers % 3 > 0)


@pytest.fixture(scope="module")
def yes() -> np.ndarray:
    return np.arange(COUNT) % 5 == 0


def tiles(points: PointIndex, zoom: int) -> set[Tile]:
    """All tiles of a zoom in which there is a point."""
    places = zip((points.columns >> LEVELS - zoom).tolist(), (points.rows >> LEVELS - zoom).tolist(), strict=True)
    return {Tile(zoom, *place) for place in places}


@pytest.mark.parametrize("zoom", [0, 9, 12, 14])
def test_cells_count_every_chosen_address_once(
    points: PointIndex, chosen: np.ndarray, yes: np.ndarray, zoom: int
) -> None:
    drawn = [in_cells(tile, points, chosen_in(tile, points, chosen), yes) for tile in tiles(points, zoom)]
    total = {name: sum(int(one.layer.attributes[name].sum()) for one in drawn) for name in ("count", "yes")}
    assert total == {"count": len(chosen), "yes": int(yes[points.numbers[chosen]].sum())}
    for one in drawn:
        assert len(one.layer.x) <= 16 * 16
        cells = set(zip((one.layer.x * 16 // EXTENT).tolist(), (one.layer.y * 16 // EXTENT).tolist(), strict=True))
        assert len(cells) == len(one.layer.x)
        assert all(0 <= column < 16 and 0 <= row < 16 for column, row in cells)


@pytest.mark.parametrize("zoom", [9, 12, 14])
def test_a_cell_of_few_addresses_tells_of_each_of_them(points: PointIndex, chosen: np.ndarray, zoom: int) -> None:
    for tile in tiles(points, zoom):
        places = chosen_in(tile, points, chosen)
        drawn = in_cells(tile, points, places, None)
        few = drawn.layer.attributes["count"][drawn.layer.attributes["count"] < FEWEST]
        assert len(drawn.concerned) == few.sum()
        assert set(drawn.concerned.tolist()) <= set(points.numbers[places].tolist())
        assert "yes" not in drawn.layer.attributes


@pytest.mark.parametrize("zoom", [15, 18])
def test_near_every_address_is_a_point_of_its_own_where_it_is(
    points: PointIndex, chosen: np.ndarray, zoom: int
) -> None:
    told = {"label": np.array([f"adres {number}" for number in range(COUNT)])}
    drawn = {tile: one_by_one(tile, points, chosen_in(tile, points, chosen), told) for tile in tiles(points, zoom)}
    assert sorted(n for one in drawn.values() for n in one.concerned.tolist()) == sorted(points.numbers[chosen])
    for tile, one in drawn.items():
        for column, row, number, label in zip(*layer(one), strict=True):
            place = np.flatnonzero(points.numbers == number)[0]
            assert label == f"adres {number}"
            assert points.columns[place] - tile.corner[0] - column * tile.side // EXTENT in range(tile.side // EXTENT)
            assert points.rows[place] - tile.corner[1] - row * tile.side // EXTENT in range(tile.side // EXTENT)


def layer(drawn: DrawnPoints) -> tuple[list[int], list[int], list[int], list[str]]:
    of = drawn.layer
    return of.x.tolist(), of.y.tolist(), of.ids.tolist(), of.attributes["label"].tolist()


def test_a_tile_without_anything_chosen_is_empty(points: PointIndex, yes: np.ndarray) -> None:
    nowhere = Tile(14, 0, 0)
    none = chosen_in(nowhere, points, np.arange(COUNT))
    for drawn in (in_cells(nowhere, points, none, yes), one_by_one(nowhere, points, none, {})):
        assert len(drawn.layer.ids) == len(drawn.concerned) == 0
