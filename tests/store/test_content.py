# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The content hash of a table: the same for the same set of rows, another for any other."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.store.content import content_hash, file_sha256
from pandzicht.store.engine import Engine

TEXTS = st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6))
ROWS = st.lists(st.tuples(TEXTS, TEXTS, st.one_of(st.none(), st.integers(-5, 5))), max_size=8)


def hashed(rows: list[tuple[object, ...]], threads: int = 1) -> str:
    columns = {name: [row[index] for row in rows] for index, name in enumerate("abc")}
    types = (pa.string(), pa.string(), pa.int64())
    table = pa.table(
        {name: pa.array(values, kind) for (name, values), kind in zip(columns.items(), types, strict=True)}
    )
    with Engine(threads=threads) as engine:
        engine.register("t", table)
        return content_hash(engine, "t")


@given(ROWS, st.randoms(use_true_random=False))
def test_order_and_threads_do_not_matter(rows: list[tuple[object, ...]], chance: Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert hashed(rows) == hashed(shuffled, threads=2)


@given(ROWS, ROWS)
def test_two_tables_have_one_hash_only_when_they_hold_the_same_rows(
    one: list[tuple[object, ...]], two: list[tuple[object, ...]]
) -> None:
    def key(row: tuple[object, ...]) -> str:
        return repr(row)

    assert (hashed(one) == hashed(two)) == (sorted(one, key=key) == sorted(two, key=key))


def test_null_and_empty_and_moved_separators_differ() -> None:
    cases = [
        [(None, "", 1)],
        [("", None, 1)],
        [("a\x1f", "b", 1)],
        [("a", "\x1fb", 1)],
        [("a", "b", 1)] * 2,
        [("a", "b", 1)],
    ]
    assert len({hashed(case) for case in cases}) == len(cases)


def test_columns_that_say_where_a_row_stood_can_be_left_out() -> None:
    with Engine(threads=1) as engine:
        one = content_hash(engine, "(SELECT 1 AS a, 5 AS place)", without=["place"])
        two = content_hash(engine, "(SELECT 1 AS a, 6 AS place)", without=["place"])
        three = content_hash(engine, "(SELECT 2 AS a, 6 AS place)", without=["place"])
    assert one == two != three


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"abc")
    assert file_sha256(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
