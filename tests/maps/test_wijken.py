# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The wijken of a run are its buurten joined, with one border between neighbours."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from pandzicht.addresses.web_mercator import from_rd
from pandzicht.maps.boundaries import boundaries
from pandzicht.maps.wijken import shapes_of_wijken, wijken
from pandzicht.runs.burden import addresses_by_area, wijk_of
from pandzicht.worklist.neighbourhoods import boundary_files, buurten_of
from tests.desk import opened
from tests.model_city import ModelCity
from tests.runs.published_city import publish_city


def test_every_wijk_with_addresses_is_its_buurten_together(model_city: ModelCity) -> None:
    run = model_city.opened()
    found = wijken(run)
    assert set(found) == set(addresses_by_area(run.tables)) - {""}
    shapes = run.tables.once(boundaries, boundary_files(run))
    for code, shape in found.items():
        parts = [
            own for buurt, own in zip(run.tables.once(buurten_of)[0], shapes, strict=True) if wijk_of(buurt) == code
        ]
        assert shape.area == pytest.approx(shapely.union_all(parts).area, rel=0.02)


def test_neighbours_keep_one_border_when_it_becomes_simpler(model_city: ModelCity, tmp_path: Path) -> None:
    tables = model_city.opened().tables
    buurten = tables.once(buurten_of)[0]
    first = buurten[0]
    second = next(code for code in buurten if wijk_of(code) != wijk_of(first))
    disc = shapely.Point(80_000, 455_000).buffer(900, quad_segs=400)
    around = shapely.box(78_000, 453_000, 82_000, 457_000).difference(disc)
    path = tmp_path / "rows.parquet"
    rows = {"buurtcode": [first, second], "geom_wkb": shapely.to_wkb([disc, around]).tolist()}
    pq.write_table(pa.table(rows), path)
    found = shapes_of_wijken(tables, (("gebieden", path),))
    inner, outer = found[wijk_of(first)], found[wijk_of(second)]
    assert shapely.get_num_coordinates(inner) < 200 < shapely.get_num_coordinates(disc)
    assert shapely.intersection(inner, outer).area == 0
    assert shapely.union(inner, outer).area == pytest.approx(inner.area + outer.area)
    assert not shapely.union(inner, outer).interiors, "nothing lies between them"


def test_borders_that_do_not_fit_together_are_drawn_all_the_same(model_city: ModelCity, tmp_path: Path) -> None:
    tables = model_city.opened().tables
    buurten = tables.once(buurten_of)[0]
    codes = [next(code for code in buurten if wijk_of(code) == wijk) for wijk in sorted({*map(wijk_of, buurten)})[:3]]
    parts = [shapely.Point(80_000 + 1_500 * east, 455_000).buffer(900, quad_segs=400) for east in range(3)]
    path = tmp_path / "rows.parquet"
    pq.write_table(pa.table({"buurtcode": codes, "geom_wkb": shapely.to_wkb(parts).tolist()}), path)
    found = shapes_of_wijken(tables, (("gebieden", path),))
    assert list(found) == [wijk_of(code) for code in codes]
    assert all(10 < shapely.get_num_coordinates(shape) < 200 for shape in found.values())


def test_a_line_that_repairing_a_border_leaves_is_no_part_of_a_wijk(model_city: ModelCity, tmp_path: Path) -> None:
    tables = model_city.opened().tables
    code, path = tables.once(buurten_of)[0][0], tmp_path / "rows.parquet"
    corners = [(0, 0), (1_000, 0), (1_000, 500), (3_000, 500), (1_000, 500), (1_000, 1_000), (0, 1_000), (0, 0)]
    spiked = shapely.Polygon([(80_000 + x, 455_000 + y) for x, y in corners])
    assert shapely.make_valid(spiked).geom_type == "GeometryCollection"
    pq.write_table(pa.table({"buurtcode": [code], "geom_wkb": [shapely.to_wkb(spiked)]}), path)
    (found,) = shapes_of_wijken(tables, (("gebieden", path),)).values()
    assert {part.geom_type for part in shapely.get_parts(found)} == {"Polygon"}
    assert shapely.get_num_coordinates(found) == 5


def test_the_real_outlines_of_a_city_are_drawn(model_city: ModelCity, tmp_path: Path, real_data: Path) -> None:
    text = (real_data / "denhaag-gebieden" / "buurten-0518-rd-benaderd.geojson").read_text(encoding="utf-8")
    tables, buurten = model_city.opened().tables, json.loads(text)["features"]
    codes, path = tables.once(buurten_of)[0], tmp_path / "rows.parquet"
    outlines = [shapely.to_wkb(shapely.from_geojson(json.dumps(one["geometry"]))) for one in buurten[: len(codes)]]
    pq.write_table(pa.table({"buurtcode": codes[: len(outlines)], "geom_wkb": outlines}), path)
    found = shapes_of_wijken(tables, (("gebieden", path),))
    assert set(found) == {wijk_of(code) for code in codes[: len(outlines)]}
    assert all(shape.area > 0 for shape in found.values())


def test_north_is_at_the_low_end(model_city: ModelCity) -> None:
    run = model_city.opened()
    north = shapely.total_bounds(list(wijken(run).values()))[1]
    highest = run.addresses.sort_by([("y_cm", "descending")]).slice(0, 1)
    x, y = (highest[axis].to_numpy() / 100 for axis in ("x_cm", "y_cm"))
    lowest = run.addresses.sort_by("y_cm").slice(0, 1)
    far = from_rd(*(lowest[axis].to_numpy() / 100 for axis in ("x_cm", "y_cm")))[1][0]
    assert abs(from_rd(x, y)[1][0] - north) < abs(far - north)


def test_without_boundaries_there_are_no_wijken(tmp_path: Path) -> None:
    assert wijken(opened(publish_city(tmp_path / "city"))) == {}
