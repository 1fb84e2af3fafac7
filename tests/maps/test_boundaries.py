# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The boundaries of a run are on the map where its addresses are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from pandzicht.addresses.web_mercator import from_rd
from pandzicht.maps.boundaries import boundaries, shapes_at
from pandzicht.worklist.neighbourhoods import boundary_files, buurten_of
from tests.desk import opened
from tests.model_city import ModelCity
from tests.runs.published_city import publish_city


def test_an_address_lies_within_the_boundary_of_its_buurt(model_city: ModelCity) -> None:
    run = model_city.opened()
    shapes = run.tables.once(boundaries, boundary_files(run))
    east, north = (run.addresses[axis].to_numpy() / 100 for axis in ("x_cm", "y_cm"))
    points = shapely.points(np.column_stack(from_rd(east, north)))
    places = run.tables.once(buurten_of)[1]
    assert (shapely.distance(shapes[places], points) < 50).all()  # a straight border in RD is none on the map


def test_further_away_a_boundary_is_drawn_with_fewer_corners(model_city: ModelCity, tmp_path: Path) -> None:
    tables = model_city.opened().tables
    code, path = tables.once(buurten_of)[0][0], tmp_path / "rows.parquet"
    parts = [shapely.Point(80_000 + 2_000 * east, 455_000).buffer(900, quad_segs=100) for east in (0, 1)]
    pq.write_table(pa.table({"buurtcode": [code, code], "geom_wkb": shapely.to_wkb(parts).tolist()}), path)
    near, far = (shapes_at(tables, (("gebieden", path),), zoom) for zoom in (18, 9))
    assert shapely.get_num_geometries(near[0]) == shapely.get_num_geometries(far[0]) == 2
    assert shapely.get_num_coordinates(near[0]) > 10 * shapely.get_num_coordinates(far[0])
    assert near[1] is None


def test_without_boundaries_there_is_nothing_to_draw(tmp_path: Path) -> None:
    run = opened(publish_city(tmp_path / "city"))
    assert shapes_at(run.tables, boundary_files(run), 12).tolist() == [None]
