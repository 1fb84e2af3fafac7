# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What JSON forbids and many parsers let pass: a key that stands twice in an object, a word where a number stands.

Of two equal keys a parser takes one, so that the other is lost without a word. The first look is as fast as parsing;
only a text in which something is wrong is looked at closely, to say where.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


class Pairs(list[tuple[str, Any]]):
    """An object as its pairs, so that a key that stands twice is seen twice."""


class NoNumber(str):
    """A word that stands where JSON has a number: NaN, Infinity."""

    __slots__ = ()


class KeyWatch:
    """Passes objects on to a parser as nothing, and remembers whether one of them holds a key twice."""

    def __init__(self) -> None:
        self.is_suspect = False

    def __call__(self, pairs: list[tuple[str, Any]]) -> None:
        """Look at the pairs of one object."""
        if len(dict(pairs)) != len(pairs):
            self.is_suspect = True


def forbidden(text: str, path: str) -> Iterator[str]:
    """Yield what is forbidden in the text of one value, with the path at which it stands.

    >>> list(forbidden('{"a": {"b": 1, "b": NaN}}', "$"))
    ["the key 'b' stands twice in $.a", '$.a.b is NaN, which is no number of JSON']
    """
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=NoNumber, object_pairs_hook=Pairs)
    yield from _forbidden(decoder.decode(text), path)


def _forbidden(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, NoNumber):
        yield f"{path} is {value}, which is no number of JSON"
    elif isinstance(value, Pairs):
        seen: set[str] = set()
        for key, member in value:
            if key in seen:
                yield f"the key '{key}' stands twice in {path}"
            seen.add(key)
            yield from _forbidden(member, f"{path}.{key}")
    elif isinstance(value, list):
        for at, element in enumerate(value):
            yield from _forbidden(element, f"{path}[{at}]")
