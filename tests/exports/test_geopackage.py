# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pyogrio
import pytest
import shapely

from pandzicht.errors import ExportRefused
from pandzicht.exports.described import DescribedTable
from pandzicht.exports.geopackage import write_geopackage
from tests.exports.small_table import small_table


def test_points_come_back_in_rd_with_their_attributes(tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    left_out = write_geopackage(small_table(), path)
    info = pyogrio.read_info(path)
    assert (info["crs"], info["geometry_type"], info["features"]) == ("EPSG:28992", "Point", 2)
    _, _, geometry, _ = pyogrio.raw.read(path)
    points = [(point.x, point.y) for point in shapely.from_wkb(geometry)]
    assert points == [(80000.01, 455000.25), (80000.5, 455001.0)]
    _, table = pyogrio.read_arrow(path, read_geometry=False)
    assert table["aantal"].to_pylist() == [-4, 5]
    assert table["adres"].to_pylist()[1] == 'Straat; "1"\nachter'
    assert left_out == 1


def test_it_keeps_to_what_the_standard_asks_of_its_contents(tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    write_geopackage(small_table(), path)
    with closing(sqlite3.connect(path)) as connection:
        (contents,) = connection.execute("SELECT * FROM gpkg_contents").fetchall()
        (column,) = connection.execute("SELECT * FROM gpkg_geometry_columns").fetchall()
        organisation = connection.execute(
            "SELECT organization FROM gpkg_spatial_ref_sys WHERE srs_id = 28992"
        ).fetchone()
        assert connection.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert contents[:3] == ("adressen", "features", "Wonen")
    assert "run 2026-03-01-abc, peildatum 2026-03-01" in contents[3]
    assert "DEMO: niet geverifieerd." in contents[3]
    assert contents[4] == "2026-03-01T00:00:00.000Z"
    assert contents[5:] == (80000.01, 455000.25, 80000.5, 455001.0, 28992)
    assert column[:4] == ("adressen", "geom", "POINT", 28992)
    assert organisation == ("EPSG",)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.gpkg", "b.gpkg"):
        write_geopackage(small_table(), tmp_path / name)
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()


def test_without_any_coordinates_there_is_no_map(tmp_path: Path) -> None:
    described = small_table()
    nowhere = DescribedTable(described.table.slice(2), described.notes, described.about)
    with pytest.raises(ExportRefused, match="none of the addresses has coordinates"):
        write_geopackage(nowhere, tmp_path / "x.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="cannot be written"):
        write_geopackage(small_table(), tmp_path / "weg" / "x.gpkg")
