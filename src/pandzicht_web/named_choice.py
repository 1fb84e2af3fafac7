# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One of a closed set, by the name that stands in the address of a page."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from pandzicht.errors import NotFound

Choice = TypeVar("Choice", bound=StrEnum)


def named_choice(kind: type[Choice], name: str) -> Choice:
    """Return what is named; raises NotFound, naming what is known.

    >>> from pandzicht.ranking.round import Part
    >>> named_choice(Part, "visited")
    <Part.VISITED: 'visited'>
    """
    if name not in set(kind):
        raise NotFound(f"'{name}' is no {kind.__name__.lower()} of a round; known are {', '.join(kind)}")
    return kind(name)
