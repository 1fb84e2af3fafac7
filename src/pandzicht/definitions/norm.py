# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A norm (norm): a dated value or list that a municipality decides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from pydantic import Field, model_validator

from pandzicht.definitions.words import Definition, Name, Text

NormValue = int | Decimal | str | tuple[str, ...]


class DatedValue(Definition):
    """What a norm is between two days (the last one included), and the article that says so."""

    value: NormValue
    unit: str = ""
    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")
    article: str = Field(min_length=3)

    @model_validator(mode="after")
    def _in_order(self) -> DatedValue:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"'to' {self.end} lies before 'from' {self.start}")
        return self

    def holds_on(self, day: date) -> bool:
        """Tell whether the value is in force on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


class Norm(Definition):
    """One dated value or list."""

    norm: Name
    label: Text
    values: tuple[DatedValue, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_overlap(self) -> Norm:
        ordered = sorted(self.values, key=lambda value: value.start)
        for earlier, later in pairwise(ordered):
            if earlier.holds_on(later.start):
                raise ValueError(f"two values hold on {later.start}")
        kinds = {isinstance(value.value, tuple) for value in self.values}
        if len(kinds) > 1:
            raise ValueError("the values mix single values and lists")
        return self

    def on(self, day: date) -> NormValue | None:
        """Return the value in force on a day, or None when there is none."""
        return next((value.value for value in self.values if value.holds_on(day)), None)
