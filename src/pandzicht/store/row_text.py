# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A row as one text, and the number of that text: what tells rows apart, whatever order or delivery they came in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pandzicht.store.engine import quoted

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


def _text(column: str, kind: str) -> str:
    name = quoted(column)
    if _WITHOUT_SEPARATOR.fullmatch(kind) or (kind.startswith("ENUM") and chr(31) not in kind):
        return f"CAST({name} AS VARCHAR)"
    text = name if kind == "VARCHAR" else f"CAST({name} AS VARCHAR)"
    return f"CASE WHEN contains({text}, chr(31)) THEN replace({text}, chr(31), chr(26)) ELSE {text} END"
