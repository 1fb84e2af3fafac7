# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hashes: of the content of a table (the same on one thread or many, rows shuffled or not) and of a file's bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pandzicht.store.engine import Engine, quoted

_WITHOUT_SEPARATOR = re.compile(r"U?(BIGINT|INTEGER|SMALLINT|TINYINT|HUGEINT)|DATE|BOOLEAN|DECIMAL\(.*\)|TIMESTAMP")
"""Types whose text never holds a separator, so that it need not be looked for."""


def canonical_text(columns: Sequence[str], types: Mapping[str, str] | None = None) -> str:
    """Return a SQL expression for a row's canonical text: null and empty differ, separators cannot be forged.

    The engine's types of the columns, where known, save work and change nothing.
    """
    parts = [f"coalesce({_text(column, (types or {}).get(column, ''))}, chr(0))" for column in columns]
    return "concat_ws(chr(31), " + ", ".join(parts) + ")" if parts else "''"


def content_number(text: str) -> str:
    """Return the SQL of a text's number of 64 bits (half of its MD5), as UBIGINT."""
    return f"CAST(md5_number({text}) >> 64 AS UBIGINT)"


def content_hash(engine: Engine, relation: str, *, without: Sequence[str] = ()) -> str:
    """Return the hash of a table as a set of rows, columns in the order of their names.

    Each row's canonical text is hashed (MD5, 128 bits) and the two halves are summed, so that order does not matter
    and equal rows do count; the row count closes it. It tells whether two tables are equal; it is not a seal against
    forgery, for which the manifest keeps the SHA-256 of the file.
    """
    types = engine.columns(relation)
    columns = sorted(name for name in types if name not in without)
    halves = ("n >> 64", "n & 18446744073709551615")
    sums = ", ".join(f"sum(CAST(CAST({half} AS UBIGINT) AS HUGEINT))" for half in halves)
    low, high, count = engine.rows(
        f"SELECT {sums}, count(*) FROM (SELECT md5_number({canonical_text(columns, types)}) AS n FROM {relation})"
    )[0]
    summary = "\n".join([",".join(columns), str(low or 0), str(high or 0), str(count)])
    return hashlib.sha256(summary.encode()).hexdigest()


def _text(column: str, kind: str) -> str:
    name = quoted(column)
    if _WITHOUT_SEPARATOR.fullmatch(kind) or (kind.startswith("ENUM") and chr(31) not in kind):
        return f"CAST({name} AS VARCHAR)"
    text = name if kind == "VARCHAR" else f"CAST({name} AS VARCHAR)"
    return f"CASE WHEN contains({text}, chr(31)) THEN replace({text}, chr(31), chr(26)) ELSE {text} END"


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as hexadecimal text."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
