# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio
import pytest
import shapely

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults
from pandzicht.readers.geopackage_table import read_geopackage

POINTS = [shapely.Point(80_000.125, 455_000), None, shapely.Point()]


def layer(path: Path, shapes: list[Any], crs: str | None = "EPSG:28992", *, name: str = "punten") -> Path:
    names = pa.array([f"nr {at}" for at in range(len(shapes))], pa.string())
    wkb = pa.array([shape.wkb if shape is not None else None for shape in shapes], pa.binary())
    pyogrio.write_arrow(
        pa.table({"naam": names, "m2": pa.array([0.5] * len(shapes), pa.float64()), "geom": wkb}),
        path, layer=name, geometry_name="geom", geometry_type="Unknown", crs=crs, driver="GPKG", append=path.exists(),
    )  # fmt: skip
    return path


def read(path: Path, name: str | None = None) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = read_geopackage([path], Format(layer=name)).table.to_pydict()
    return table


def told(path: Path, name: str | None = None) -> str:
    with pytest.raises(DeliveryFaults) as caught:
        read(path, name)
    (fault,) = caught.value.faults
    return str(fault)


def test_attributes_are_text_and_a_point_is_where_it_lies(tmp_path: Path) -> None:
    assert read(layer(tmp_path / "a.gpkg", POINTS)) == {
        "naam": ["nr 0", "nr 1", "nr 2"],
        "m2": ["0.5", "0.5", "0.5"],
        "geom_x": ["80000.125", None, None],
        "geom_y": ["455000", None, None],
        "file_no": [0, 0, 0],
        "record_no": [1, 2, 3],
    }


def test_another_geometry_has_its_centroid(tmp_path: Path) -> None:
    shapes = [shapely.box(0, 0, 10, 5), shapely.LineString([(0, 0), (1, 0)]), shapely.MultiPoint([(1, 1), (2, 3)])]
    found = read(layer(tmp_path / "a.gpkg", shapes))
    assert (found["geom_x"], found["geom_y"]) == (["5", "0.5", "1.5"], ["2.5", "0", "2"])


def test_degrees_have_names_of_their_own(tmp_path: Path) -> None:
    found = read(layer(tmp_path / "a.gpkg", [shapely.Point(4.3000001, 52.07)], "EPSG:4326"))
    assert (found["geom_lon"], found["geom_lat"]) == (["4.3000001"], ["52.07"])


def test_a_record_is_named_by_the_id_of_its_feature(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    table = pa.table({"fid": [7, 3], "a": ["x", "y"], "geom": [shapely.Point(1, 2).wkb] * 2})
    pyogrio.write_arrow(
        table,
        path,
        layer="l",
        geometry_name="geom",
        geometry_type="Point",
        crs="EPSG:28992",
        layer_options={"FID": "id"},
    )
    delivered = read_geopackage([path], Format())
    assert delivered.place.format(record_no=1) == "feature 1"
    assert delivered.table["record_no"].to_pylist() == [1, 2]
    assert delivered.fields == ("fid", "a", "geom_x", "geom_y")


def test_a_layer_without_geometry_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    pyogrio.write_arrow(pa.table({"a": ["x"], "b": [1]}), path, layer="tabel", driver="GPKG")
    assert read(path) == {"a": ["x"], "b": ["1"], "file_no": [0], "record_no": [1]}


def test_a_layer_is_chosen_by_name(tmp_path: Path) -> None:
    path = layer(layer(tmp_path / "a.gpkg", POINTS), [shapely.Point(1, 2)], name="andere")
    assert read(path, "andere")["naam"] == ["nr 0"]
    assert "a.gpkg: holds 2 layers: 'punten', 'andere'; declare one of them as 'layer'" in told(path)
    assert "has no layer 'weg'; it has 'punten', 'andere'; correct 'layer' under format" in told(path, "weg")


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:31370"])
def test_another_coordinate_system_is_told(tmp_path: Path, crs: str) -> None:
    path = layer(tmp_path / "a.gpkg", POINTS, crs)
    assert f"the coordinate system is {crs}; deliver it in EPSG:28992 or EPSG:4326" in told(path)


def test_no_coordinate_system_is_told(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="crs"):
        path = layer(tmp_path / "a.gpkg", POINTS, None)
    assert "the coordinate system is " in told(path)


def test_an_empty_layer_is_told(tmp_path: Path) -> None:
    assert "layer punten: no features" in told(layer(tmp_path / "a.gpkg", []))


def test_what_is_no_geopackage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"a;b\n")
    assert "is text, expected a GeoPackage" in told(path)
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 500)
    assert "cannot be read as a GeoPackage (file is not a database)" in told(path)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_cut_file_is_told(tmp_path: Path, keep: float) -> None:
    path = layer(tmp_path / "a.gpkg", [shapely.Point(at, at) for at in range(3_000)])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    assert "a.gpkg: cannot be read as a GeoPackage" in told(path)


def test_damaged_pages_are_told(tmp_path: Path) -> None:
    path = layer(tmp_path / "a.gpkg", [shapely.Point(at, at) for at in range(3_000)])
    content = bytearray(path.read_bytes())
    at = content.index(b"nr 2000")
    page = at // 4096 * 4096
    content[page : page + 4096] = b"\0" * 4096
    path.write_bytes(bytes(content))
    assert re.search(r"layer punten: \d,\d+ features could be read of 3,000", told(path))


def test_features_that_stay_away_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = layer(tmp_path / "a.gpkg", POINTS)
    monkeypatch.setattr(pyogrio, "read_info", lambda *_, **__: {"features": 4})
    assert "layer punten: 3 features could be read of 4" in told(path)


def test_a_geometry_that_cannot_be_read_names_its_feature(tmp_path: Path) -> None:
    path = layer(tmp_path / "a.gpkg", [shapely.Point(1, 1), shapely.box(0, 0, 1, 1), None])
    curve = bytes.fromhex("010A00000001000000") + bytes.fromhex("010800000003000000") + b"\0" * 48
    content = path.read_bytes()
    polygon = shapely.box(0, 0, 1, 1).wkb
    assert polygon in content
    path.write_bytes(content.replace(polygon, curve.ljust(len(polygon), b"\0")))
    assert "feature 2: its geometry cannot be read" in told(path)


def test_an_attribute_named_as_a_coordinate_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    table = pa.table({"geom_x": ["1"], "geom": [shapely.Point(1, 2).wkb]})
    pyogrio.write_arrow(table, path, geometry_name="geom", geometry_type="Point", crs="EPSG:28992")
    assert "attribute 2: the name 'geom_x' stands here again" in told(path)
