# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nested records laid flat: every path a column of text.

An object's keys become dotted paths (`verblijfplaats.straat`); a list of single values is joined with `|`, an absent
one leaving its place empty; a list of objects or lists becomes the number of its elements, as `path[]`. True and false
are written so. A path where nothing but null or empty objects stood is a column without values, unless it is an object
or list of objects in other records.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.readers.findings import Findings

_MOST_COLUMNS = 2_000
_DEEPEST = 32
_LONE_HALF = re.compile("[\ud800-\udfff]")
_NOTHING = type(None)


class Flattening:
    """The columns of the records of one file, filled batch by batch."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._lengths: list[int] = []
        self._pieces: dict[str, dict[int, pa.Array]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        """Column -> the keys that lead to it: two ways to one name are a fault."""
        self._filled: set[str] = set()
        """Columns that held a single value anywhere."""
        self._counted: set[str] = set()
        """Columns `path[]` of which a list held an object or list anywhere."""

    def add(self, records: Sequence[dict[str, Any]]) -> None:
        """Lay a batch of records flat behind those before it."""
        self._lengths.append(len(records))
        self._spread((), records)

    def table(self) -> pa.Table:
        """Return all records as columns of text, in the order in which their paths were first met; empty is null."""
        names = [name for name in self._pieces if self._is_column(name)]
        columns = {name: self._column(name) for name in names}
        return pa.table(columns).combine_chunks() if columns else pa.table({})

    def _spread(self, keys: tuple[str, ...], values: Sequence[Any]) -> None:
        kinds = set(map(type, values))
        if kinds <= {str, _NOTHING}:
            self._keep(keys, values, filled=str in kinds)
            return
        if dict in kinds:
            self._spread_objects(keys, values, kinds)
        if kinds & {str, bool, list}:
            texts = self._joined(keys, values) if list in kinds else [None] * len(values)
            if kinds & {str, bool}:
                texts = [
                    _text(value) if isinstance(value, str | bool) else texts[at] for at, value in enumerate(values)
                ]
            self._keep(keys, texts, filled=bool(kinds & {str, bool}) or any(texts))

    def _spread_objects(self, keys: tuple[str, ...], values: Sequence[Any], kinds: set[type]) -> None:
        if len(keys) == _DEEPEST:
            at = next(at for at, value in enumerate(values) if isinstance(value, dict))
            raise self._findings.stop(
                self._place(at, keys), f"more than {_DEEPEST} objects deep", "deliver flatter records"
            )
        objects = values if kinds == {dict} else [value if isinstance(value, dict) else _EMPTY for value in values]
        found = dict.fromkeys(chain.from_iterable(objects))
        for key in found:
            self._spread((*keys, key), [value.get(key) for value in objects])
        if keys and not found:
            self._keep(keys, [None] * len(values), filled=False)

    def _joined(self, keys: tuple[str, ...], values: Sequence[Any]) -> list[str | None]:
        """Return the lists of single values as text, and keep how many elements every list has."""
        texts: list[str | None] = [None] * len(values)
        counts: list[str | None] = [None] * len(values)
        for at, value in enumerate(values):
            if not isinstance(value, list):
                continue
            counts[at] = str(len(value))
            nested = sum(isinstance(element, dict | list) for element in value)
            if nested == 0:
                texts[at] = "|".join(_text(element) for element in value)
                continue
            self._counted.add(_name((*keys, "[]")))
            if nested < len(value):
                self._findings.add(self._place(at, keys), "a list of both single values and objects or lists")
        self._keep((*keys, "[]"), counts, filled=False)
        return texts

    def _keep(self, keys: tuple[str, ...], texts: Sequence[str | None], *, filled: bool) -> None:
        name = _name(keys)
        known = self._keys.get(name)
        if known is None:
            self._judge(keys, name)
            self._keys[name] = keys
        elif known != keys:
            self._findings.add(f"$.{name}", "two different keys give this name", "give one of them another name")
        if filled:
            self._filled.add(name)
        self._pieces.setdefault(name, {})[len(self._lengths) - 1] = self._array(keys, texts)

    def _judge(self, keys: tuple[str, ...], name: str) -> None:
        """Note or refuse a column that was not met before."""
        if "" in keys:
            self._findings.add(self._place(0, keys), "an empty key", "give every field a name")
        if _LONE_HALF.search(name):
            raise self._findings.stop(self._place(0, keys), "half a sign (a lone surrogate) in a key", "correct it")
        if len(self._keys) == _MOST_COLUMNS:
            found = f"more than {_MOST_COLUMNS:,} different fields; an object may be keyed by ids"
            raise self._findings.stop(self._place(0, keys), found, "deliver a list of records with the id as a field")

    def _array(self, keys: tuple[str, ...], texts: Sequence[str | None]) -> pa.Array:
        try:
            return pa.array(texts, pa.string())
        except (UnicodeEncodeError, pa.ArrowException):
            for at, text in enumerate(texts):
                if text is not None and _LONE_HALF.search(text):
                    self._findings.add(self._place(at, keys), "half a sign (a lone surrogate) in a text", "correct it")
            return pa.nulls(len(texts), pa.string())

    def _is_column(self, name: str) -> bool:
        if name in self._filled or name in self._counted:
            return True
        keys = self._keys[name]
        if keys[-1:] == ("[]",):
            return False
        depth = len(keys)
        return not any(
            other[:depth] == keys and len(other) > depth and (other[depth] != "[]" or column in self._counted)
            for column, other in self._keys.items()
        )

    def _column(self, name: str) -> pa.ChunkedArray:
        pieces = self._pieces[name]
        chunks = [
            pieces[batch] if batch in pieces else pa.nulls(length, pa.string())
            for batch, length in enumerate(self._lengths)
        ]
        column = pa.chunked_array(chunks, pa.string())
        empty = pc.equal(column, "")
        return pc.if_else(empty, pa.scalar(None, pa.string()), column) if pc.any(empty).as_py() else column

    def _place(self, at: int, keys: tuple[str, ...]) -> str:
        return f"record {sum(self._lengths[:-1]) + at + 1}, $.{_name(keys)}"


_EMPTY: dict[str, Any] = {}


def _name(keys: tuple[str, ...]) -> str:
    return ".".join(keys[:-1]) + "[]" if keys[-1:] == ("[]",) and len(keys) > 1 else ".".join(keys)


def _text(value: Any) -> str:
    """Return a single value as text: null is empty, a truth value is written as JSON writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value or ""
