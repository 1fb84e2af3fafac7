# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.readers.findings import Findings
from pandzicht.readers.text_column import as_text, plain_number


def texts(values: Any, kind: Any = None) -> list[str | None]:
    found = columns(pa.table({"a": pa.array(values, kind)}))
    assert list(found) == ["a"]
    return found["a"]


def columns(table: pa.Table) -> dict[str, list[str | None]]:
    findings = Findings("a.parquet")
    text = as_text(table, findings)
    findings.raise_if_any()
    assert set(text.schema.types) <= {pa.string()}
    found: dict[str, list[str | None]] = text.to_pydict()
    return found


def told(table: pa.Table) -> list[str]:
    findings = Findings("a.parquet")
    as_text(table, findings)
    return [str(fault) for fault in findings.faults]


MOMENT = datetime(2026, 3, 1, 12, 30, 5, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        (["007", "", None], pa.large_string(), ["007", None, None]),
        (["a", "b", "a"], pa.dictionary(pa.int32(), pa.string()), ["a", "b", "a"]),
        ([363010000740386, None], pa.int64(), ["363010000740386", None]),
        ([12.0, 0.1, 1e20, 1e-7, float("nan"), None], None, ["12", "0.1", "1" + "0" * 20, "0.0000001", None, None]),
        ([0.1], pa.float32(), ["0.1"]),
        ([Decimal("0.10"), Decimal("1E-10")], pa.decimal128(20, 10), ["0.1000000000", "0.0000000001"]),
        ([True, False, None], None, ["true", "false", None]),
        ([date(2026, 3, 1)], None, ["2026-03-01"]),
        (
            [MOMENT, MOMENT.replace(hour=0, minute=0, second=0, microsecond=0)],
            pa.timestamp("us"),
            ["2026-03-01T12:30:05.25", "2026-03-01T00:00:00"],
        ),
        ([MOMENT, None], pa.timestamp("ns", "Europe/Amsterdam"), ["2026-03-01T12:30:05.25Z", None]),
        ([time(8, 30)], None, ["08:30:00"]),
        ([b"\x01\xff", b"", None], None, ["01ff", None, None]),
        ([None, None], pa.null(), [None, None]),
        ([["a", None, "c"], [], None, [""]], None, ["a||c", None, None, None]),
        ([[1.5, 2], [3]], pa.list_(pa.float64(), -1), ["1.5|2", "3"]),
        ([[1, 2]], pa.list_(pa.int8(), 2), ["1|2"]),
    ],
)
def test_a_type_has_one_text(values: list[Any], kind: Any, expected: list[str | None]) -> None:
    assert texts(values, kind) == expected


def test_nested_columns_are_laid_flat() -> None:
    table = pa.table({"a": [{"b": {"c": 1}, "d": "x"}, None], "e": [[{"f": 1}, {}], None], "g": [[[1]], []]})
    assert columns(table) == {"a.b.c": ["1", None], "a.d": ["x", None], "e[]": ["2", None], "g[]": ["1", "0"]}


def test_chunks_and_slices_stay_in_order() -> None:
    table = pa.concat_tables([pa.table({"a": [["1"], ["2", "3"]]}), pa.table({"a": [["4"], None]})]).slice(1, 2)
    assert columns(table) == {"a": ["2|3", "4"]}


def test_what_has_no_text_is_told() -> None:
    assert told(pa.table({"a": pa.array([1], pa.duration("s"))})) == [
        "a.parquet: column 'a': values of the type duration[s] cannot be read as text; deliver it as text"
    ]
    assert "map<string, int64>" in told(pa.table({"a": pa.array([[("x", 1)]], pa.map_(pa.string(), pa.int64()))}))[0]
    assert told(pa.table({"a": [1.0, float("inf")]})) == [
        "a.parquet: record 2, column 'a': an infinite number; correct it at the source"
    ]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_without_exponent_is_the_same_number(value: float) -> None:
    text = plain_number(repr(value))
    assert float(text) == value
    assert "e" not in text
    assert texts([value]) == [text.removesuffix(".0")] or float(texts([value])[0] or "x") == value
