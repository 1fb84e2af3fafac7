# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table is written as it is hashed."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.store.content import file_sha256
from pandzicht.store.table_file import read_content, write_table

TABLE = pa.table({"n": [3, 1, None], "t": ["c", None, "a"], "place": [1, 2, 3]})


def test_what_is_written_is_read_back_with_the_same_hash(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    kept = write_table(TABLE, path, by=["place"], row_group_size=2)
    assert pq.read_table(path).equals(TABLE)
    assert pq.ParquetFile(path).num_row_groups == 2
    group = pq.ParquetFile(path).metadata.row_group(1)
    assert [group.column(number).is_stats_set for number in range(3)] == [False, False, True]
    assert (kept.rows, kept.content, kept.sha256) == (3, read_content(path), file_sha256(path))


def test_places_are_written_and_not_hashed(tmp_path: Path) -> None:
    moved = TABLE.set_column(2, "place", pa.array([7, 8, 9]))
    one = write_table(TABLE, tmp_path / "one", by=["n"], without=["place"])
    two = write_table(moved, tmp_path / "two", by=["n"], without=["place"])
    assert one.content == two.content == read_content(tmp_path / "two", without=["place"])
    assert one.sha256 != two.sha256
    assert pq.read_table(tmp_path / "two")["place"].to_pylist() == [7, 8, 9]


def test_codes_are_written_as_the_text_they_stand_for(tmp_path: Path) -> None:
    write_table(pa.table({"t": pa.array(["a", "b", "a"]).dictionary_encode()}), tmp_path / "t", by=[])
    assert pq.read_table(tmp_path / "t")["t"].type == pa.string()
