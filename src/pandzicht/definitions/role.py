# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A role (rol): which acts it allows, for which purposes, and which fields it sees; what no role allows is denied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import Sensitivity
from pandzicht.definitions.words import Definition, Name, Text


class Role(Definition):
    """What people with one task in the organisation may do; people get roles, never single rights (lawful.md 40)."""

    role: Name
    label: Text
    may: tuple[Action, ...] = Field(min_length=1)
    purposes: Literal["all"] | tuple[Name, ...] = ()
    """The purposes for which it may act; a grant can narrow them, never widen."""
    sees: tuple[Sensitivity, ...] = (Sensitivity.OBJECT,)
    """Of which sensitivity it sees the fields of source rows."""
    hidden: tuple[str, ...] = ()
    """Fields that it does not see all the same, as `source.field`."""
    protected: bool = False
    """Whether it may see protected residents: the one named role of lawful.md 23a."""
    excludes: tuple[Name, ...] = ()
    """Roles that nobody may have beside this one: who sets rules does not approve them."""
    first: bool = False
    """Whether the first account of a workspace gets it."""
    demo: bool = False
    """Whether it exists in a demo only."""


def exclude_each_other(roles: Mapping[str, Role], role: str, other: str) -> bool:
    """Tell whether nobody may have two roles together; one that is not in the catalogue excludes nothing."""
    pairs = ((role, other), (other, role))
    return role != other and any(second in roles[first].excludes for first, second in pairs if first in roles)
