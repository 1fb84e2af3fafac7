# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A check (controle): a purpose with a legal basis, its closed lists of sources and signals, points and strata."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pandzicht.definitions.publication import Publication
from pandzicht.definitions.words import Definition, LegalBasis, Name, Text, Verification

Points = Annotated[int, Field(ge=1, le=100)]
"""Points of a signal that is yes: a signal can only add."""


class Strata(Definition):
    """The shares of a selection that are not drawn from the top of the order."""

    control: float = Field(ge=0.05, le=1.0)
    challenger: float = Field(default=0.0, ge=0.0, le=0.5)

    @model_validator(mode="after")
    def _fit(self) -> Strata:
        if self.control + self.challenger > 1:
            raise ValueError("control and challenger together are more than the whole selection")
        return self


class Challenger(Definition):
    """Other points for the same signals, tried on their own share of the selection."""

    points: dict[Name, Points] = Field(min_length=1)
    motive: Text


class Check(Definition):
    """One purpose for which addresses are compared."""

    check: Name
    label: Text
    unit: Literal["object", "pand"]
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    purpose: Name
    sources: tuple[Name, ...] = Field(min_length=1)
    """The closed list of sources that the check may read."""
    dpia: str = ""
    iama: str = ""
    ai_act: Text | None = None
    """The classification under the AI act, with its reasons."""
    approved: Verification | None = None
    ends_on: date | None = None
    frame: str = Field(min_length=1)
    points: dict[Name, Points] = Field(min_length=1)
    severity: dict[Name, Literal["licht", "gemiddeld", "zwaar"]] = Field(default_factory=dict)
    """How grave a finding would be: stands beside the points, not in them."""
    strata: Strata
    challenger: Challenger | None = None
    result: Text
    """What may follow from the check (a terugmelding, a visit); never a sanction by itself."""
    facts: tuple[Name, ...] = ()
    """The fixed list of indicators that an inspector sees for this check."""
    publication: Publication | None = None
    """What is said of the check in public; without it there is no account of it."""

    @property
    def is_activated(self) -> bool:
        """Whether DPIA, IAMA and a named approver are in place (lawful.md 7)."""
        return bool(self.dpia and self.iama and self.approved)
