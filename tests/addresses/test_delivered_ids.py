# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pyarrow as pa
import pytest

from pandzicht.addresses.delivered_ids import id_pattern, improper, repeated, without_rows
from pandzicht.addresses.spine_tables import Soort


@pytest.mark.parametrize(
    ("soort", "proper"),
    [
        (Soort.VERBLIJFSOBJECT, "0518010000385480"), (Soort.LIGPLAATS, "0518020000385480"), (Soort.WOONPLAATS, "1245"),
        (Soort.STANDPLAATS, "0518030000385480"), (Soort.PAND, "0518100000385480"),
        (Soort.NUMMERAANDUIDING, "0518200000385480"), (Soort.OPENBARE_RUIMTE, "0518300000385480"),
    ],
)  # fmt: skip
def test_an_id_tells_its_kind(soort: Soort, proper: str) -> None:
    wrong = ["051801000038548", "0518990000385480", "0518o10000385480", "", None, f" {proper}"]
    assert improper(pa.chunked_array([[proper, *wrong]]), id_pattern(soort)) == [1, 2, 3, 4, 5, 6]
    assert improper(pa.chunked_array([[proper, *wrong]]), id_pattern(soort), optional=True) == [1, 2, 3, 4, 6]


def test_rows_that_repeat_an_earlier_one_are_found_by_their_place() -> None:
    table = pa.table({"a": ["x", "y", "x", "x", None, None], "b": [1, 1, 1, 2, 1, 1], "no": [10, 11, 12, 13, 14, 15]})
    assert repeated(table, ["a", "b"], "no") == [12, 15]
    assert repeated(table.slice(0, 2), ["a", "b"], "no") == []


def test_rows_are_left_out_by_position() -> None:
    table = pa.table({"a": ["x", "y", "z"]})
    assert without_rows(table, [2, 0, 2])["a"].to_pylist() == ["y"]
    assert without_rows(table, []) is table
