# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An everyday or earlier name of a woonplaats."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from pandzicht.definitions.words import Definition


class KnownAs(Definition):
    """A name by which registers know a woonplaats, between two days of which the last one counts."""

    name: str = Field(min_length=1)
    woonplaats: str = Field(min_length=1)
    """As the BAG has it."""
    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")

    def holds_on(self, day: date) -> bool:
        """Tell whether the name is in use on a day."""
        return self.start <= day and (self.end is None or day <= self.end)
