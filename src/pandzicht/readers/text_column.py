# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Typed columns as text: what a Parquet file or a GeoPackage holds, written so that nothing is lost or made up.

Whole numbers and decimals in full, never with an exponent; dates as ISO 8601; a moment with a time zone in UTC with a
`Z`; bytes as hexadecimal; NaN, which writes a missing number, is null. Objects become dotted columns, lists of single
values are joined with `|`, other lists are counted as `path[]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from pandzicht.readers.findings import Findings

_DEEPEST = 32


def as_text(table: pa.Table, findings: Findings) -> pa.Table:
    """Return the table with every column as text, nested ones laid flat; empty text is null.

    A type that has no text (a duration, a map), and infinity, are noted.
    """
    names: list[str] = []
    columns: list[pa.ChunkedArray] = []
    for at, name in enumerate(table.column_names):
        for path, column in _flat(name, table.column(at), findings, 0):
            names.append(path)
            columns.append(_without_empty(column))
    return pa.table(columns, names)


def plain_number(text: str) -> str:
    """Return a number without exponent.

    >>> plain_number("1.5e+20"), plain_number("1e-7"), plain_number("12.50")
    ('150000000000000000000', '0.0000001', '12.50')
    """
    return format(Decimal(text), "f") if "e" in text.lower() else text


def _flat(name: str, column: pa.ChunkedArray, findings: Findings, depth: int) -> Iterator[tuple[str, pa.ChunkedArray]]:
    """Yield the columns of text that one column becomes."""
    kind = column.type
    if types.is_struct(kind) and depth < _DEEPEST:
        for at, field in enumerate(kind):
            yield from _flat(f"{name}.{field.name}", pc.struct_field(column, at), findings, depth + 1)
    elif types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        if types.is_nested(kind.value_type):
            yield f"{name}[]", pc.list_value_length(column).cast(pa.string())
        else:
            yield name, _joined(name, column, findings)
    else:
        yield name, _single(name, column, findings)


def _joined(name: str, column: pa.ChunkedArray, findings: Findings) -> pa.ChunkedArray:
    """Return a list of single values as one text, an absent one leaving its place empty."""
    values = _single(name, pc.list_flatten(column), findings)
    lengths = pc.fill_null(pc.list_value_length(column), 0).combine_chunks()
    offsets = pa.concat_arrays([pa.array([0], pa.int64()), pc.cumulative_sum(lengths.cast(pa.int64()))])
    texts = pc.fill_null(_whole(values), "")
    joined = pc.binary_join(pa.LargeListArray.from_arrays(offsets, texts), "|")
    return pa.chunked_array([pc.if_else(pc.is_null(_whole(column)), pa.scalar(None, pa.string()), joined)])


def _single(name: str, column: pa.ChunkedArray, findings: Findings) -> pa.ChunkedArray:
    """Return single values as text."""
    kind = column.type
    if types.is_dictionary(kind):
        return _single(name, column.cast(kind.value_type), findings)
    if types.is_floating(kind):
        return _floating(name, column, findings)
    if types.is_duration(kind) or types.is_interval(kind) or types.is_nested(kind):
        findings.add(f"column '{name}'", f"values of the type {kind} cannot be read as text", "deliver it as text")
        return _of([None] * len(column))
    for is_of, text_of in _TEXTS:
        if is_of(kind):
            return text_of(column)
    return column.cast(pa.string())


def _floating(name: str, column: pa.ChunkedArray, findings: Findings) -> pa.ChunkedArray:
    endless = pc.is_inf(column)
    if pc.any(endless).as_py():
        record = pc.index(endless, value=True).as_py() + 1
        findings.add(f"record {record}, column '{name}'", "an infinite number", "correct it at the source")
    return _rewritten(pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type)).cast(pa.string()))


def _rewritten(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return numbers without exponents."""
    with_exponent = pc.fill_null(pc.match_substring(column, "e", ignore_case=True), fill_value=False)
    if not pc.any(with_exponent).as_py():
        return column
    return _of([text and plain_number(text) for text in column.to_pylist()])


def _moments(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return moments as ISO 8601, in UTC where they know their time zone."""
    kind = column.type
    bare = column.cast(pa.int64()).cast(pa.timestamp(kind.unit)) if kind.tz else column
    text = pc.replace_substring(_without_zero_fraction(bare.cast(pa.string())), " ", "T", max_replacements=1)
    return pc.binary_join_element_wise(text, "Z", "") if kind.tz else text


def _without_zero_fraction(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.replace_substring_regex(column, r"\.0+$|(\.[0-9]*[1-9])0+$", r"\1")


def _without_empty(column: pa.ChunkedArray) -> pa.ChunkedArray:
    empty = pc.equal(column, "")
    return pc.if_else(empty, pa.scalar(None, pa.string()), column) if pc.any(empty).as_py() else column


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _of(texts: list[str | None]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(texts, pa.string())])


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind))


_TEXTS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[pa.ChunkedArray], pa.ChunkedArray]], ...] = (
    (types.is_decimal, lambda column: _rewritten(column.cast(pa.string()))),
    (types.is_timestamp, _moments),
    (types.is_time, lambda column: _without_zero_fraction(column.cast(pa.string()))),
    (_is_bytes, lambda column: _of([value.hex() if value else None for value in column.to_pylist()])),
)
