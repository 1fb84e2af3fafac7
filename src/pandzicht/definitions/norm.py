# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A norm (norm): a dated value or list that a municipality decides."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from pydantic import Field, field_validator, model_validator

from pandzicht.definitions.dated import Dated, holding, refuse_overlap
from pandzicht.definitions.words import Definition, Name, Text

_DECIMAL = re.compile(r"-?\d+(\.\d+(E[+-]\d+)?|E[+-]\d+)")
"""How a decimal is written where definitions are kept as plain data."""
NormValue = int | Decimal | str | tuple[str, ...]


class DatedValue(Dated):
    """What a norm is between two days, and the article that says so."""

    value: NormValue
    unit: str = ""

    @field_validator("value", mode="before")
    @classmethod
    def _exact(cls, value: object) -> object:
        """Return a decimal that was kept as text as a decimal again; a code has no point."""
        return Decimal(value) if isinstance(value, str) and _DECIMAL.fullmatch(value) else value


class Norm(Definition):
    """One dated value or list."""

    norm: Name
    label: Text
    values: tuple[DatedValue, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_overlap(self) -> Norm:
        refuse_overlap(self.values, "values")
        kinds = {isinstance(value.value, tuple) for value in self.values}
        if len(kinds) > 1:
            raise ValueError("the values mix single values and lists")
        return self

    def on(self, day: date) -> NormValue | None:
        """Return the value in force on a day, or None when there is none."""
        found = holding(self.values, day)
        return found.value if found else None
