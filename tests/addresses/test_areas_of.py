# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.addresses.areas_of import NO_AREAS, areas_of


def boundaries(*areas: tuple[str, shapely.Geometry]) -> pa.Table:
    return pa.table(
        {
            "code": [code for code, _ in areas],
            "wkb": pa.array([shapely.to_wkb(shape) for _, shape in areas], pa.binary()),
        }
    )


def tagged(places: list[tuple[int | None, int | None]], areas: pa.Table) -> list[str | None]:
    x, y = (pa.array([place[axis] for place in places], pa.int32()) for axis in (0, 1))
    codes: list[str | None] = areas_of(x, y, areas).codes.to_pylist()
    return codes


LEFT, RIGHT = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)


def test_places_get_the_code_of_their_area() -> None:
    areas = boundaries(("B2", RIGHT), ("B1", LEFT))
    assert tagged([(500, 500), (1500, 500), (3000, 500), (None, 500), (500, None)], areas) == [
        "B1",
        "B2",
        None,
        None,
        None,
    ]


def test_a_place_on_a_border_or_in_two_areas_belongs_to_the_first_code() -> None:
    overlap = ("B0", shapely.box(5, 0, 15, 10))
    assert tagged([(1000, 500)], boundaries(("B2", RIGHT), ("B1", LEFT))) == ["B1"]
    assert tagged([(700, 500), (1200, 500)], boundaries(("B2", RIGHT), ("B1", LEFT), overlap)) == ["B0", "B0"]


def test_an_area_may_have_several_polygons_and_holes() -> None:
    hole = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(4, 4), (6, 4), (6, 6), (4, 6)]])
    areas = boundaries(("B1", hole), ("B1", shapely.box(100, 100, 110, 110)))
    assert tagged([(100, 100), (500, 500), (10500, 10500)], areas) == ["B1", None, "B1"]


def test_an_invalid_polygon_is_repaired_and_named() -> None:
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    found = areas_of(pa.array([200, 500]), pa.array([400, 900]), boundaries(("B1", bow), ("B2", RIGHT)))
    assert found.repaired == ("B1",)
    assert found.codes.to_pylist() == ["B1", None]


def test_nothing_in_nothing() -> None:
    assert tagged([(500, 500)], NO_AREAS) == [None]
    assert tagged([], boundaries(("B1", LEFT))) == []


@given(st.lists(st.tuples(st.integers(-500, 2500), st.integers(-500, 1500)), max_size=50), st.randoms())
def test_the_order_of_places_and_areas_does_not_matter(places: list[tuple[int, int]], random: object) -> None:
    shapes = [("B1", LEFT), ("B2", RIGHT), ("B0", shapely.box(5, 5, 15, 15)), ("B3", shapely.Point(10, 10).buffer(4))]
    expected = tagged([*places], boundaries(*shapes))
    slow = [
        min((code for code, shape in shapes if shape.intersects(shapely.Point(x / 100, y / 100))), default=None)
        for x, y in places
    ]
    assert expected == slow
    assert tagged([*reversed(places)], boundaries(*reversed(shapes))) == expected[::-1]


def test_the_real_areas_of_a_city(real_data: Path) -> None:
    path = real_data / "denhaag-gebieden" / "buurten-0518-rd-benaderd.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    key = next(name for name, value in features[0]["properties"].items() if str(value).startswith("BU0518"))
    areas = boundaries(*((feature["properties"][key], shape) for feature, shape in zip(features, shapes, strict=True)))
    inside = [shapely.point_on_surface(shape) for shape in shapes]
    x, y = (
        pa.array(np.rint(np.array([at(point) for point in inside]) * 100).astype(np.int32))
        for at in (shapely.get_x, shapely.get_y)
    )
    found = areas_of(x, y, areas)
    assert len(areas) == 114
    assert found.repaired == ()
    own = [feature["properties"][key] for feature in features]
    assert sum(code == mine for code, mine in zip(found.codes.to_pylist(), own, strict=True)) > 100
    assert found.codes.null_count == 0
