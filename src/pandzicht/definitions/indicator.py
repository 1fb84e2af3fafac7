# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An indicator (indicator): one column per object, pand, street or owner, computed from one source."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from pandzicht.definitions.words import Definition, LegalBasis, Name, Text


class Per(StrEnum):
    """The thing over whose rows an indicator is computed; every address shows the value of its own thing."""

    OBJECT = "object"
    PAND = "pand"
    STRAAT = "straat"
    OWNER = "owner"
    """The legal person that owns the object; unknown where a natural person does."""


class ValueType(StrEnum):
    """The type of an indicator's value; never a floating number."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    CODE = "code"
    BOOLEAN = "boolean"


class Proxy(Definition):
    """Why an indicator on the proxy list may be used all the same: stands beside it as NAME.proxy.yaml."""

    proxy: Name
    listed_as: str = Field(min_length=3)
    justification: Text
    test: str = Field(min_length=10)
    """The statistical test on the random share that is repeated every release."""
    substantive_reason: Text
    agreed: Literal["te_toetsen"] | dict[str, str]


class Indicator(Definition):
    """One column of the comparison."""

    indicator: Name
    source: Name
    per: Per = Per.OBJECT
    label: Text
    unit: str = ""
    unit_of_one: str = ""
    """What one of it is called; the same as more where it is left out (`m2`)."""
    type: ValueType = ValueType.INTEGER
    aggregate: str = Field(min_length=1)
    absent: Literal["zero", "unknown"] = "unknown"
    """What no row means: zero only where the source covers the object and a delivery stands for the peildatum."""
    fed_by_selection: bool = False
    """Whether earlier selections feed it (earlier visits and findings): tested with and without."""
    legal_basis: tuple[LegalBasis, ...] = ()
    """Its own basis, beside that of its source: required where the rows that it counts are of persons."""
    note: Text | None = None

    def unit_of(self, value: object) -> str:
        """Return what a value is counted in."""
        return self.unit_of_one or self.unit if value == 1 else self.unit
