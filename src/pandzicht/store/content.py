# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hashes: of the content of a table (the same on one thread or many, rows shuffled or not) and of a file's bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from pandzicht.store.engine import Engine, quoted


def canonical_text(columns: Sequence[str]) -> str:
    """Return a SQL expression for a row's canonical text: null and empty differ, separators cannot be forged."""
    parts = [f"coalesce(replace(CAST({quoted(column)} AS VARCHAR), chr(31), chr(26)), chr(0))" for column in columns]
    return "concat_ws(chr(31), " + ", ".join(parts) + ")" if parts else "''"


def content_hash(engine: Engine, relation: str, *, without: Sequence[str] = ()) -> str:
    """Return the hash of a table as a set of rows, columns in the order of their names.

    Each row's canonical text is hashed (MD5, 128 bits) and the two halves are summed, so that order does not matter
    and equal rows do count; the row count closes it. It tells whether two tables are equal; it is not a seal against
    forgery, for which the manifest keeps the SHA-256 of the file.
    """
    columns = sorted(name for name in engine.columns(relation) if name not in without)
    text = canonical_text(columns)
    low, high, count = engine.rows(
        f"SELECT sum(md5_number_lower(t)::HUGEINT), sum(md5_number_upper(t)::HUGEINT), count(*) "
        f"FROM (SELECT {text} AS t FROM {relation})"
    )[0]
    summary = "\n".join([",".join(columns), str(low or 0), str(high or 0), str(count)])
    return hashlib.sha256(summary.encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as hexadecimal text."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
