# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which figures of an area stand for a group of people: what the proxy test holds features against.

Nothing else reads them. A figure whose name is refused as input may stand here, of a source about areas, and nowhere
else: without it nobody could see that something stands in for what is refused (lawful.md 9 to 11).
"""

from __future__ import annotations

from pydantic import Field

from pandzicht.definitions.dated import Dated
from pandzicht.definitions.words import Definition, Name, Text


class AreaFigure(Dated):
    """One figure per area, the group it stands for, the days between which it is tested, and what names the group."""

    field: Name
    per: Name | None = None
    """The field it is divided by: a number of people becomes a share."""
    group: Text


class StandsFor(Definition):
    """What a source about areas says of groups of people."""

    area: Name
    """The field with the code of the area, as the addresses bear it (buurtcode)."""
    newest: Name | None = None
    """Of several rows of one area, the one with the highest value of this field counts (a year)."""
    figures: tuple[AreaFigure, ...] = Field(min_length=1)

    @property
    def fields(self) -> frozenset[str]:
        """The fields that may bear a name that is refused elsewhere."""
        return frozenset(figure.field for figure in self.figures)
