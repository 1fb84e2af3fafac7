# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Boundaries of areas from every format they come in, invalid ones kept, wrong ones told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio
import pytest
import shapely

from pandzicht.definitions.source import Format
from pandzicht.readers.boundaries import read_boundaries as read
from tests.readers.conftest import Deliver, Told, check_contract

SQUARE = shapely.box(65_000, 462_000, 66_000, 463_000)
BOW_TIE = shapely.Polygon([(65_000, 462_000), (66_000, 463_000), (66_000, 462_000), (65_000, 463_000)])


def write(
    path: Path, shapes: list[Any], *, crs: str | None = "EPSG:28992", kind: str = "Polygon", **options: Any
) -> Path:
    columns = {
        "code": pa.array([f"G{number}" for number in range(len(shapes))]),
        "inwoners": pa.array([number * 10 for number in range(len(shapes))], pa.int32()),
        "naam": pa.array(["" for _ in shapes]),
        "wkb": pa.array(shapely.to_wkb(shapes).tolist(), pa.binary()),
    }
    pyogrio.write_arrow(pa.table(columns), path, geometry_name="wkb", geometry_type=kind, crs=crs, **options)
    return path


def shapes_of(table: pa.Table) -> list[Any]:
    return [shapely.from_wkb(bytes.fromhex(text)) for text in table["geom_wkb"].to_pylist()]


def test_the_real_boundaries_in_rd_are_read(real_data: Path) -> None:
    delivered = read([real_data / "denhaag-gebieden" / "buurten-0518-rd-benaderd.geojson"], Format())
    check_contract(delivered)
    assert delivered.fields == ("buurtcode", "buurtnaam", "wijkcode", "geom_wkb", "geom_fout")
    assert delivered.table.num_rows == 114
    assert delivered.table["geom_fout"].null_count == 114
    assert sum(shape.area for shape in shapes_of(delivered.table)) == pytest.approx(85_360_000, rel=0.001)


def test_the_real_boundaries_in_degrees_are_reprojected_and_invalid_ones_kept(real_data: Path) -> None:
    table = read([real_data / "denhaag-gebieden" / "wijken-0518-wgs84.geojson"], Format()).table
    assert table.num_rows == 44
    wrong = {row["wijknaam"].split("-")[0].split(" en ")[0] for row in table.to_pylist() if row["geom_fout"]}
    assert wrong == {"Wateringse Veld", "Westbroekpark", "Groente", "Ypenburg", "Forepark", "Leidschenveen"}
    bounds = shapely.total_bounds(shapes_of(table))
    assert bounds == pytest.approx([73_321, 447_957, 88_836, 460_587], abs=1)


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.shp"])
@pytest.mark.parametrize("crs", ["EPSG:28992", "EPSG:4326"])
def test_every_format_gives_the_same_polygons(tmp_path: Path, name: str, crs: str) -> None:
    shape: Any = SQUARE
    if crs == "EPSG:4326":
        shape = shapely.from_wkt("POLYGON ((4.20 52.10, 4.21 52.10, 4.21 52.11, 4.20 52.11, 4.20 52.10))")
    delivered = read([write(tmp_path / name, [shape, shape], crs=crs)], Format())
    check_contract(delivered)
    table = delivered.table
    assert table["code"].to_pylist() == ["G0", "G1"]
    assert table["inwoners"].to_pylist() == ["0", "10"]
    assert table["naam"].null_count == 2
    assert table["record_no"].to_pylist() == [1, 2]
    area, x = (1_000_000, 65_000) if crs == "EPSG:28992" else (763_000, 73_657)
    for found in shapes_of(table):
        assert found.area == pytest.approx(area, rel=0.01)
        assert found.bounds[0] == pytest.approx(x, abs=5)


def test_heights_are_left_out_and_a_shape_that_crosses_itself_is_kept(tmp_path: Path) -> None:
    high = shapely.force_3d(BOW_TIE, 2.0)
    table = read([write(tmp_path / "a.gpkg", [high], kind="Polygon Z")], Format()).table
    (shape,) = shapes_of(table)
    assert not shape.has_z
    assert table["geom_fout"].to_pylist()[0].startswith("Self-intersection")


def test_a_layer_is_named_where_there_are_several(tmp_path: Path, told: Told) -> None:
    file = write(tmp_path / "a.gpkg", [SQUARE], layer="wijken")
    write(file, [SQUARE, SQUARE], layer="buurten", append=True)
    assert read([file], Format(layer="buurten")).table.num_rows == 2
    assert "holds the layers wijken, buurten; name one at 'layer'" in told(read, file)[0]
    assert "has no layer 'gemeenten', but wijken, buurten" in told(read, file, layer="gemeenten")[0]


def test_a_folder_with_a_shapefile_is_one_set_of_features(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    write(tmp_path / "map" / "a.shp", [SQUARE])
    assert read([tmp_path / "map"], Format()).table.num_rows == 1


def test_lines_are_not_taken_for_boundaries(real_data: Path, told: Told) -> None:
    faults = told(read, real_data / "denhaag-straten-osm")
    assert "feature 1: a polygon is expected; this is LineString" in faults[0]
    assert faults[-1].startswith("straatsegmenten-worldforum.shp: 1,674 more faults")


def feature(**geometry: Any) -> str:
    shape = {"type": "Polygon", "coordinates": [[[4.2, 52.1], [4.3, 52.1], [4.3, 52.2], [4.2, 52.1]]], **geometry}
    return json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}, "geometry": shape}]}
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (feature()[:-40], "cannot be read (Failed to read GeoJSON data"),
        ("", "cannot be read"),
        ('[{"a": 1}]', "cannot be read"),
        (
            feature(coordinates=[[[52.1, 4.2], [52.1, 4.3], [52.2, 4.3], [52.1, 4.2]]]),
            "feature 1: lies outside the Netherlands",
        ),
        (
            feature(coordinates=[[[65000, 462000], [66000, 462000], [66000, 463000], [65000, 462000]]]),
            "lies outside the Netherlands",
        ),
        (feature(coordinates=[]), "feature 1: a polygon is expected; this is"),
        (feature(type="Point", coordinates=[4.2, 52.1]), "feature 1: a polygon is expected; this is Point"),
        ('{"type": "FeatureCollection", "features": []}', "no features"),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": null}]}',
            "no geometry",
        ),
    ],
)
def test_what_are_no_boundaries_is_told(deliver: Deliver, told: Told, content: str, expected: str) -> None:
    assert expected in told(read, deliver("a.geojson", content))[0]


def test_a_shapefile_without_its_companions_is_told(tmp_path: Path, told: Told) -> None:
    file = write(tmp_path / "a.shp", [SQUARE])
    (tmp_path / "a.prj").unlink()
    (tmp_path / "a.dbf").unlink()
    assert [fault.split(";")[0] for fault in told(read, file)] == [
        "a.shp: a.dbf is not beside it",
        "a.shp: a.prj is not beside it",
    ]


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_boundaries_without_a_coordinate_system_are_told(tmp_path: Path, told: Told) -> None:
    assert "names no coordinate system" in told(read, write(tmp_path / "a.gpkg", [SQUARE], crs=None))[0]


def test_the_faults_of_all_files_are_told_at_once(deliver: Deliver, told: Told, tmp_path: Path) -> None:
    files = [deliver("a.csv", "x"), deliver("b.geojson", "{"), write(tmp_path / "c.gpkg", [SQUARE])]
    assert [fault.split(":")[0] for fault in told(read, files)] == ["a.csv", "b.geojson"]
    assert "no file to read" in told(read, [])[0]


def test_shapes_with_arcs_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: Told) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotImplementedError("Nonlinear geometry types are not supported")

    file = write(tmp_path / "a.gpkg", [SQUARE])
    monkeypatch.setattr(shapely, "from_wkb", refuse)
    assert "holds shapes that are not read (Nonlinear geometry types are not supported)" in told(read, file)[0]


def test_features_that_are_lost_on_the_way_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, told: Told
) -> None:
    file = write(tmp_path / "a.gpkg", [SQUARE, SQUARE])
    monkeypatch.setattr(pyogrio, "read_info", lambda *_, **__: {"features": 3})
    assert "2 features could be read of 3" in told(read, file)[0]


def test_figures_without_shapes_and_an_unknown_system_are_told(tmp_path: Path, told: Told) -> None:
    bare = tmp_path / "a.gpkg"
    pyogrio.write_arrow(pa.table({"code": ["G0"]}), bare)
    assert "the features have no geometry" in told(read, bare)[0]
    local = 'LOCAL_CS["plan",LOCAL_DATUM["x",0],UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH]]'
    assert "coordinate system is not known" in told(read, write(tmp_path / "b.gpkg", [SQUARE], crs=local))[0]
