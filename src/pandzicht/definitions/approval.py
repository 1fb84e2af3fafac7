# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What takes four eyes (vierogen): per matter how many persons approve and how long it then waits, from which day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from pandzicht.definitions.dated import Dated, holding, refuse_overlap
from pandzicht.definitions.words import Definition, Duration


class Matter(StrEnum):
    """What a proposal is about."""

    DEFINITIONS = "definities"
    LEARNED = "geleerde_punten"
    OVERRIDE = "weigering_opzij"
    PROXY_BREACH = "proxy_over_grens"
    RETENTION_EXCEPTION = "langer_bewaren"
    DESTRUCTION = "vernietiging"
    RELEASE = "vrijgave"
    DISCRIMINATION = "discriminatie"
    UNSEALING = "ontzegeling"
    HANDOVER = "overdracht"


LEAST = {Matter.DISCRIMINATION: 2}
"""The fewest persons beside the author, where one is not enough: no municipality may decide on fewer."""
OPTIONAL = frozenset({Matter.HANDOVER})
"""What takes four eyes only where a municipality decides so: without a term one person does it."""


class ApprovalTerm(Dated):
    """How many persons beside the author approve between two days, and how long it waits after the last of them."""

    persons: int = Field(default=1, ge=1)
    waits: Duration = Duration("P0D")


class Approval(Definition):
    """What one matter takes before it is in force."""

    approval: Matter
    terms: tuple[ApprovalTerm, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _sound(self) -> Approval:
        refuse_overlap(self.terms, "terms")
        least = LEAST.get(self.approval, 1)
        for term in self.terms:
            if term.persons < least:
                raise ValueError(f"{term.persons} person approves '{self.approval.value}', at least {least} must")
        return self

    def on(self, day: date) -> ApprovalTerm | None:
        """Return what it takes on a day, or None when nothing was decided for that day."""
        return holding(self.terms, day)
