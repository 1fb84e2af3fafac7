# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The values of one statement: whatever a definition holds reaches the engine as a parameter, never as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

_PLACE = re.compile(r"\$(v\d+)\b")


class Binding:
    """Collects the values of a statement and gives each its place in it.

    >>> binding = Binding()
    >>> binding.one("x'; drop"), binding.some(("a", "b")), binding.one("a"), binding.values
    ('$v0', '($v1, $v2)', '$v1', {'v0': "x'; drop", 'v1': 'a', 'v2': 'b'})
    """

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self._known: dict[tuple[type, Any], str] = {}

    def one(self, value: Any) -> str:
        """Return the place of a value in the statement."""
        marker = (type(value), value)
        if marker not in self._known:
            name = f"v{len(self.values)}"
            self.values[name] = value
            self._known[marker] = name
        return f"${self._known[marker]}"

    def some(self, values: Sequence[Any]) -> str:
        """Return the places of a list of values, in brackets."""
        return "(" + ", ".join(self.one(value) for value in values) + ")"

    def used_in(self, statement: str) -> dict[str, Any]:
        """Return the values of one statement: the engine refuses more than it asks for."""
        return {name: self.values[name] for name in _PLACE.findall(statement) if name in self.values}
