# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A channel (kanaal): a partnership within which data are shared, apart from the municipality's own work.

Under the Wet gegevensverwerking door samenwerkingsverbanden (WGS, Stb. 2024, 380) or a covenant of its own
(lawful.md 6).
"""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from pandzicht.definitions.words import Definition, LegalBasis, Name, Text


class Channel(Definition):
    """One partnership: its basis, its covenant and partners, how long it lasts and when its data must be gone."""

    channel: Name
    label: Text
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    covenant: str = Field(min_length=1)
    partners: tuple[str, ...] = Field(min_length=1)
    starts_on: date = Field(alias="from")
    ends_on: date = Field(alias="to")
    """The last day of the term: after it nothing is loaded, run or drawn."""
    destroy_on: date
    """The day on which its data must be gone: from then on nothing of it is opened either."""

    @model_validator(mode="after")
    def _in_order(self) -> Channel:
        if not self.starts_on <= self.ends_on < self.destroy_on:
            raise ValueError("'from', 'to' and 'destroy_on' must follow each other in that order")
        return self

    def is_open(self, day: date) -> bool:
        """Tell whether a day lies within the term."""
        return self.starts_on <= day <= self.ends_on
