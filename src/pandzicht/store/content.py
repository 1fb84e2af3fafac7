# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hashes: of the content of a table (the same on one thread or many, rows shuffled or not) and of a file's bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Chunks = Sequence[Any]
"""The Arrow arrays that make one column."""


def content_hash(table: pa.Table, *, without: Sequence[str] = ()) -> str:
    """Return the hash of a table's content, its columns in the order of their names.

    Rows count in the order of the table, which whoever makes it makes total, so that the same rows give the same hash
    however they came. What goes through SHA-256 of a column stands at `_parts`; the names and hashes of the columns,
    closed by the number of rows, make the hash of the table.
    """
    names = sorted(set(table.column_names) - set(without))
    lines = [f"{name}\x1f{_digest(table[name].chunks)}" for name in names]
    return hashlib.sha256("\n".join([*lines, str(table.num_rows)]).encode()).hexdigest()


def _digest(chunks: Chunks) -> str:
    seal = hashlib.sha256()
    for part in _parts([_plain(chunk) for chunk in chunks]) if chunks else ():
        seal.update(part)
    return seal.hexdigest()


def _plain(chunk: Any) -> Any:
    """Return a chunk of codes as what they stand for, text as bytes, days and truth values as numbers."""
    kind = chunk.type
    if pa.types.is_dictionary(kind):
        return _plain(chunk.dictionary_decode())
    if pa.types.is_date(kind):
        return chunk.cast(pa.int32())
    if pa.types.is_boolean(kind):
        return chunk.cast(pa.uint8())
    return chunk.cast(pa.binary()) if pa.types.is_string(kind) else chunk


def _parts(chunks: Chunks) -> Iterator[Any]:
    """Yield the bytes of one column, whatever the sizes of its chunks; numbers are little-endian.

    First per row a byte that says whether there is a value. Then of lists their lengths and the column of their
    elements; of texts their lengths in bytes and their UTF-8; of numbers, decimals, days (since 1970) and truth values
    the value at its width. Where there is no value stands zero, or nothing.
    """
    yield from (np.asarray(chunk.is_valid()) for chunk in chunks)
    kind = chunks[0].type
    if pa.types.is_list(kind):
        yield from (_numbers(pc.list_value_length(chunk)) for chunk in chunks)
        yield from _parts([_plain(chunk.flatten()) for chunk in chunks])
    elif pa.types.is_binary(kind):
        yield from (_numbers(pc.binary_length(chunk)) for chunk in chunks)
        yield from (_bytes(_filled(chunk, b"")) for chunk in chunks)
    elif pa.types.is_decimal(kind):
        yield from (_decimals(_filled(chunk, Decimal(0))) for chunk in chunks)
    else:
        yield from (_numbers(chunk) for chunk in chunks)


def _filled(chunk: Any, value: object) -> Any:
    return chunk.fill_null(pa.scalar(value, chunk.type)) if chunk.null_count else chunk


def _numbers(chunk: Any) -> Any:
    return np.ascontiguousarray(_filled(chunk, 0).to_numpy(zero_copy_only=False))


def _bytes(chunk: Any) -> Any:
    _, ends, values = chunk.buffers()
    if values is None:
        return b""
    held = np.frombuffer(ends, np.int32)[chunk.offset : chunk.offset + len(chunk) + 1]
    return memoryview(values)[held[0] : held[-1]]


def _decimals(chunk: Any) -> Any:
    width = chunk.type.bit_width // 8
    return memoryview(chunk.buffers()[1])[chunk.offset * width : (chunk.offset + len(chunk)) * width]


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as hexadecimal text."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
