# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The engine's face: tables in and out, names and values apart, faults in its own words."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.store.engine import Engine, EngineFault, literal, parquet_list, quoted


def test_arrow_tables_go_in_and_out() -> None:
    with Engine(threads=1) as engine:
        engine.register("t", pa.table({"a": [1, 2]}))
        assert engine.table("SELECT a * ? AS b FROM t ORDER BY a", [10]).to_pylist() == [{"b": 10}, {"b": 20}]
        assert engine.columns("t") == {"a": "BIGINT"}
        engine.forget("t")
        with pytest.raises(EngineFault, match="t does not exist"):
            engine.rows("SELECT * FROM t")


def test_parquet_is_written_and_read_as_one_table(tmp_path: Path) -> None:
    paths = [tmp_path / "a'1.parquet", tmp_path / "b.parquet"]
    with Engine(threads=1) as engine:
        for size, path in zip((2, 3), paths, strict=True):
            engine.write_parquet(f"SELECT range AS n FROM range({size})", path)
        assert engine.value(f"SELECT sum(n) FROM {parquet_list(paths)}") == 4


def test_a_table_in_an_order_has_all_its_rows_in_that_order() -> None:
    with Engine(threads=2) as engine:
        engine.run("CREATE TABLE t AS SELECT range AS n, hash(range) AS h FROM range(300000)")
        found = engine.ordered("t", "h DESC")
        assert engine.ordered("(SELECT 1 AS n)", "n").to_pylist() == [{"n": 1}]
    assert found["h"].to_pylist() == sorted(found["h"].to_pylist(), reverse=True)
    assert sorted(found["n"].to_pylist()) == list(range(300_000))


@pytest.mark.parametrize("spills", [False, True])
def test_rows_that_are_held_are_read_like_a_table_until_they_are_given_back(tmp_path: Path, *, spills: bool) -> None:
    with Engine(spill=tmp_path if spills else None) as engine:
        engine.hold("odd: name", "SELECT range AS n, 'x' || range AS text FROM range(300000)")
        engine.hold("doubled", 'SELECT 2 * n AS n FROM "odd: name"')
        assert engine.columns('"odd: name"') == {"n": "BIGINT", "text": "VARCHAR"}
        assert engine.rows("SELECT count(*), max(d.n) FROM doubled d JOIN \"odd: name\" o ON o.n = d.n / 2") == [
            (300_000, 599_998)]  # fmt: skip
        engine.hold("doubled", "SELECT 1 AS other")
        assert engine.rows("FROM doubled") == [(1,)]
        for name in ("odd: name", "doubled", "doubled", "never made"):
            engine.drop(name)
        assert engine.rows("SELECT table_name FROM information_schema.tables") == []


def test_rows_are_held_outside_the_limit_of_memory_and_inside_it_where_they_may_spill(tmp_path: Path) -> None:
    query = "SELECT range AS n, hash(range) AS h, repeat('x', 50) || range AS text FROM range(1000000)"
    for spill, kept in ((None, 0), (tmp_path, 20 << 20)):
        with Engine(threads=1, memory_mib=48, spill=spill) as engine:
            engine.hold("large", query)
            assert engine.value("SELECT count(DISTINCT n) FROM large") == 1_000_000
            told = engine.value("SELECT sum(memory_usage_bytes + temporary_storage_bytes) FROM duckdb_memory()")
            assert (told >= kept) if kept else (told < 20 << 20)


def test_a_faulty_query_for_rows_to_hold_is_a_fault_and_leaves_what_is_held() -> None:
    with Engine(threads=1) as engine:
        engine.hold("kept", "SELECT 1 AS n")
        with pytest.raises(EngineFault, match="nowhere"):
            engine.hold("kept", "SELECT nothing FROM nowhere")
        assert engine.rows("FROM kept") == [(1,)]


def test_a_faulty_query_for_a_table_is_a_fault_too() -> None:
    with Engine(threads=1) as engine, pytest.raises(EngineFault):
        engine.table("SELECT nothing FROM nowhere")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20))
def test_hostile_names_and_texts_stay_what_they_are(text: str) -> None:
    with Engine(threads=1) as engine:
        table = engine.table(f"SELECT {literal(text)} AS {quoted(text)}")
    assert table.to_pylist() == [{text: text}]
