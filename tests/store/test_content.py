# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The content hash of a table: the same for the same set of rows, another for any other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.store.content import content_hash, file_sha256
from pandzicht.store.engine import Engine

TEXTS = st.one_of(st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6))
ROWS = st.lists(
    st.tuples(
        TEXTS,
        TEXTS,
        st.one_of(st.none(), st.integers(-5, 5)),
        st.one_of(st.none(), st.decimals(-2, 2, places=2)),
        st.one_of(st.none(), st.lists(st.integers(0, 2), max_size=2)),
        st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 1, 3))),
        st.one_of(st.none(), st.booleans()),
    ),
    max_size=6,
)
TYPES = (pa.string(), pa.string(), pa.int64(), pa.decimal128(9, 2), pa.list_(pa.int64()), pa.date32(), pa.bool_())


def table_of(rows: list[tuple[object, ...]]) -> pa.Table:
    columns = [pa.array([row[index] for row in rows], kind) for index, kind in enumerate(TYPES)]
    return pa.table(columns, names=list("abcdefg"))


def hashed(rows: list[tuple[object, ...]]) -> str:
    return content_hash(table_of(rows))


@given(ROWS, st.integers(1, 3))
def test_how_a_table_is_cut_or_coded_does_not_matter(rows: list[tuple[object, ...]], size: int) -> None:
    table = table_of(rows)
    cut = pa.concat_tables([table.slice(0, 0), *(table.slice(at, size) for at in range(0, len(rows), size))])
    coded = table.set_column(1, "b", table["b"].dictionary_encode())
    turned = table.select(table.column_names[::-1])
    assert {content_hash(each) for each in (cut, coded, turned)} == {content_hash(table)}


@given(ROWS, ROWS)
def test_two_tables_have_one_hash_only_when_they_hold_the_same_rows(
    one: list[tuple[object, ...]], two: list[tuple[object, ...]]
) -> None:
    assert (hashed(one) == hashed(two)) == (one == two)


def test_null_and_empty_and_moved_letters_differ() -> None:
    rest = (1, None, None, None, None)
    cases = [
        [(None, "", *rest)],
        [("", None, *rest)],
        [("ab", "c", *rest)],
        [("a", "bc", *rest)],
        [("a", "b", *rest)] * 2,
        [("a", "b", *rest)],
        [("a", "b", *rest), ("ab", "", *rest)],
        [("a", "b", 0, *rest[1:])],
        [("a", "b", None, *rest[1:])],
        [("a", "b", 1, None, [], None, None)],
        [("a", "b", 1, None, None, None, False)],
        [],
    ]
    assert len({hashed(case) for case in cases}) == len(cases)


def test_the_engines_words_are_hashed_as_text() -> None:
    words = "SELECT CAST(x AS ENUM('no', 'yes')) AS x FROM (VALUES (1, 'yes'), (2, NULL), (3, 'no')) AS v(n, x)"
    with Engine(threads=1) as engine:
        table = engine.ordered(f"({words})", "x DESC NULLS LAST")
    assert table["x"].type != pa.string()
    assert content_hash(table) == content_hash(pa.table({"x": ["yes", "no", None]}))


def test_columns_that_say_where_a_row_stood_can_be_left_out() -> None:
    one, two, three = (
        content_hash(pa.table({"a": [a], "place": [place]}), without=["place"]) for a, place in ((1, 5), (1, 6), (2, 6))
    )
    assert one == two != three


def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"abc")
    assert file_sha256(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
