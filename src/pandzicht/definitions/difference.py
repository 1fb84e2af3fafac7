# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""In what two catalogues differ: per definition whether it was added, changed or removed, and per key old and new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Document = Mapping[str, Mapping[str, Any]]
"""Folder -> name -> a definition as plain data."""


class Change(StrEnum):
    """What became of a definition."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key of a definition that says something else; None where it was, or is, not written."""

    key: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One definition in which two catalogues differ."""

    folder: str
    name: str
    change: Change
    keys: tuple[KeyChange, ...] = ()

    @property
    def place(self) -> str:
        """Its folder and name."""
        return f"{self.folder}/{self.name}"


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Return in which definitions two catalogues differ, by folder and name.

    >>> differences({"norms": {"a": {"label": "x"}}}, {"norms": {"a": {"label": "y"}}})[0].keys
    (KeyChange(key='label', before='x', after='y'),)
    """
    places = sorted(
        {(folder, name) for document in (before, after) for folder in document for name in document[folder]}
    )
    return tuple(found for place in places if (found := _difference(before, after, *place)))


def _difference(before: Document, after: Document, folder: str, name: str) -> Difference | None:
    old, new = before.get(folder, {}).get(name), after.get(folder, {}).get(name)
    if old == new:
        return None
    if old is None or new is None:
        return Difference(folder, name, Change.REMOVED if new is None else Change.ADDED)
    return Difference(folder, name, Change.CHANGED, tuple(_keys(old, new)))


def _keys(old: Any, new: Any, path: str = "") -> Iterator[KeyChange]:
    """Yield the keys that differ, as deep as both sides have keys; a list is one value."""
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        yield KeyChange(path, old, new)
        return
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield from _keys(old.get(key), new.get(key), f"{path}.{key}" if path else str(key))
