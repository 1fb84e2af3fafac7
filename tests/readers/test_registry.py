# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import tempfile
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyogrio
import pytest
import shapely
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults, NotFound
from pandzicht.readers.csv_table import read_csv
from pandzicht.readers.registry import MODULES, reader_named, reader_names

ANY_TABLE = ("csv", "xlsx", "parquet", "geopackage", "json")


def test_a_reader_is_found_by_its_name() -> None:
    assert reader_named("csv") is read_csv
    assert reader_names() == set(MODULES)
    assert set(ANY_TABLE) <= reader_names()


def test_an_unknown_reader_names_those_there_are() -> None:
    with pytest.raises(NotFound, match=r"reader 'dbase' does not exist; known are .*csv"):
        reader_named("dbase")


@pytest.mark.parametrize("name", sorted(MODULES))
def test_every_reader_refuses_what_it_cannot_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(b"\x00\x01\x02 this is nothing")
    with pytest.raises(DeliveryFaults):
        reader_named(name)([path], Format())


@cache
def sound(name: str) -> bytes:
    """Return a small file that the reader of this name reads."""
    target = io.BytesIO()
    if name == "csv":
        return 'id;naam\n1;"Kade ""x"""\n2;é\n'.encode()
    if name == "json":
        return '[{"a": 1, "b": {"c": [1, 2], "d": null}}, {"a": "é", "l": [{"x": 1}]}]'.encode()
    if name == "parquet":
        parquet.write_table(pa.table({"a": ["x", "y"], "s": [{"q": 1.5}, None], "l": [[1], None]}), target)
    elif name == "xlsx":
        with xlsxwriter.Workbook(target) as workbook:
            workbook.add_worksheet().write_column(0, 0, ["a", "b", 1])
    else:
        table = pa.table({"a": ["x"], "geom": [shapely.Point(1, 2).wkb]})
        pyogrio.write_arrow(
            table, target, layer="l", driver="GPKG", geometry_name="geom", geometry_type="Point", crs="EPSG:28992"
        )
    return target.getvalue()


@given(
    st.sampled_from(ANY_TABLE),
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 40),
    st.binary(max_size=8) | st.sampled_from([b'"', b";", b"\n", b"\0", b"[", b"}", b"NaN", b'"\\ud800"', b"\xff\xfe"]),
)
def test_a_damaged_file_is_read_or_refused_and_never_anything_else(
    name: str, where: float, gone: int, put: bytes
) -> None:
    content = sound(name)
    at = int(where * len(content))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.dat"
        path.write_bytes(content[:at] + put + content[at + gone :])
        try:
            table = reader_named(name)([path], Format()).table
        except DeliveryFaults as found:
            refused = found
        else:
            assert {str(kind) for kind in table.schema.types} <= {"string", "int16", "int32"}
            assert table.num_rows
            return
    assert str(refused).encode()
    assert all(fault.file == "a.dat" and fault.found for fault in refused.faults)


@pytest.mark.parametrize("name", ANY_TABLE)
def test_a_sound_file_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(sound(name))
    assert reader_named(name)([path], Format()).fields
