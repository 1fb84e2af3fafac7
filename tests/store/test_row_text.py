# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two rows have one text only when all their values are the same, however these are cut."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.store.engine import Engine
from pandzicht.store.row_text import canonical_text, content_number

PIECES = st.text(st.sampled_from(["a", "b", "\x1e", " "]), max_size=3)
VALUES = st.one_of(st.none(), PIECES)
Row = tuple[str | None, str | None]


def texts(rows: list[Row], expression: str) -> list[object]:
    table = pa.table({"place": range(len(rows)), "one": [row[0] for row in rows], "two": [row[1] for row in rows]},
                     pa.schema([("place", pa.int64()), ("one", pa.string()), ("two", pa.string())]))  # fmt: skip
    with Engine() as engine:
        engine.register("given_rows", table)
        return [text for (text,) in engine.rows(f"SELECT {expression} FROM given_rows ORDER BY place")]


@given(st.tuples(VALUES, VALUES), st.tuples(VALUES, VALUES))
def test_texts_are_equal_only_when_rows_are(
    one: tuple[str | None, str | None], two: tuple[str | None, str | None]
) -> None:
    first, second = texts([one, two], canonical_text(["one", "two"]))
    assert (first == second) == (one == two)


def test_a_separator_within_a_value_moves_nothing_to_its_neighbour() -> None:
    first, second = texts([("a\x1fb", "c"), ("a", "b\x1fc")], canonical_text(["one", "two"]))
    assert first != second


@pytest.mark.parametrize("kind", ["BIGINT", "DATE", "DECIMAL(9,2)", "ENUM('a', 'b')"])
def test_what_can_hold_no_separator_is_not_searched_for_one(kind: str) -> None:
    assert "contains" not in canonical_text(["one"], {"one": kind})
    assert "contains" in canonical_text(["one"], {"one": "VARCHAR"})


def test_a_number_is_that_of_the_whole_text() -> None:
    first, second, again = texts([("a", "b"), ("a", "c"), ("a", "b")], content_number(canonical_text(["one", "two"])))
    assert first == again != second
