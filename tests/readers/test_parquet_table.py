# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults
from pandzicht.readers import parquet_table
from pandzicht.readers.archive import ArchiveLimits
from pandzicht.readers.parquet_table import read_parquet


def written(folder: Path, table: pa.Table, name: str = "a.parquet") -> Path:
    parquet.write_table(table, folder / name)
    return folder / name


def told(path: Path) -> str:
    with pytest.raises(DeliveryFaults) as caught:
        read_parquet([path], Format())
    (fault,) = caught.value.faults
    return str(fault)


TABLE = pa.table({"object_id": ["0363010000740386", None], "m2": [84, 7], "adres": [{"nr": 1}, {"nr": None}]})


def test_a_table_is_read_as_text(tmp_path: Path) -> None:
    delivered = read_parquet([written(tmp_path, TABLE)], Format())
    assert delivered.table.to_pydict() == {
        "object_id": ["0363010000740386", None],
        "m2": ["84", "7"],
        "adres.nr": ["1", None],
        "file_no": [0, 0],
        "record_no": [1, 2],
    }


def test_files_of_another_layout_are_told(tmp_path: Path) -> None:
    paths = [written(tmp_path, TABLE), written(tmp_path, TABLE.drop_columns(["m2"]), "b.parquet")]
    with pytest.raises(DeliveryFaults, match=r"b\.parquet: header: the field 'm2' of the first file is absent"):
        read_parquet(paths, Format())


def test_a_cut_file_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, TABLE)
    path.write_bytes(path.read_bytes()[:-20])
    assert told(path).startswith("a.parquet: footer: cannot be read (Parquet magic bytes not found in footer.")


def test_damaged_bytes_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"a": [str(number) for number in range(1_000)]}), path, write_page_checksum=True)
    content = bytearray(path.read_bytes())
    content[20:60] = b"\xff" * 40
    path.write_bytes(bytes(content))
    assert "cannot be read" in told(path)


def test_text_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    wrong = pa.Array.from_buffers(pa.string(), 1, pa.array([b"Frysl\xe2n"]).buffers())
    assert "cannot be read" in told(written(tmp_path, pa.table({"a": wrong})))


def test_other_files_and_empty_tables_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"a;b\n1;2\n")
    assert "is text, expected a Parquet file; declare the reader of this format" in told(tmp_path / "a.parquet")
    assert "no rows" in told(written(tmp_path, TABLE.slice(0, 0)))
    assert "the name 'M2' stands here again" in told(written(tmp_path, TABLE.append_column("M2", [["x", "y"]])))


def test_a_table_too_large_to_hold_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_table, "LIMITS", ArchiveLimits(total_bytes=1 << 20))
    path = written(tmp_path, pa.table({"a": [str(number) for number in range(300_000)]}))
    assert "MiB, more than can be held; deliver it in parts" in told(path)
