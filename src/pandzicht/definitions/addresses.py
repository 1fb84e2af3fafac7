# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the source of the addresses says of them: values that mean nobody knows, and other names of woonplaatsen."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from pandzicht.definitions.words import Definition


class Dummies(Definition):
    """Values of the BAG that its holders fill in where they do not know: read as unknown, and kept as delivered."""

    oppervlakte: tuple[int, ...] = ()
    """Floor areas in m²."""
    bouwjaar: tuple[int, ...] = ()


class KnownAs(Definition):
    """A name by which registers know a woonplaats between two days, the last one included (`Den Haag`)."""

    name: str = Field(min_length=1)
    woonplaats: str = Field(min_length=1)
    """As the BAG has it (`'s-Gravenhage`)."""
    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")

    def holds_on(self, day: date) -> bool:
        """Tell whether the name is in use on a day."""
        return self.start <= day and (self.end is None or day <= self.end)
