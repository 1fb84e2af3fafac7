# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The classification of a check under the AI act (Regulation (EU) 2024/1689), with its reasons."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from pandzicht.definitions.words import Definition, Text


class RiskClass(StrEnum):
    """The classes under which a system may run; of a practice that art. 5 forbids there is none."""

    HIGH = "hoog_risico"
    """Art. 6 and annex III."""
    LIMITED = "beperkt_risico"
    """Art. 50: duties of transparency."""
    MINIMAL = "minimaal_risico"
    NO_AI = "geen_ai_systeem"
    """No AI system in the sense of art. 3(1): rules fixed by people, nothing inferred."""


class PublicationCategory(StrEnum):
    """The category in the Algoritmeregister; a selection by risk is never less than impactful."""

    HIGH_RISK = "A"
    IMPACTFUL = "B"


class Classification(Definition):
    """What a check is under the AI act, why, and as what it is published."""

    risk: RiskClass | None = Field(default=None, alias="class")
    """Unknown only of runs from before it was recorded: a check without one does not run."""
    reasons: Text
    publication: PublicationCategory = PublicationCategory.IMPACTFUL

    @model_validator(mode="after")
    def _published_as_it_is(self) -> Classification:
        if (self.risk is RiskClass.HIGH) != (self.publication is PublicationCategory.HIGH_RISK):
            raise ValueError("class 'hoog_risico' is published in category A, and every other class in B")
        return self


def classified(risk: RiskClass, reasons: Text) -> Classification:
    """Return what a check is under the AI act, published as a check of that class is."""
    published = PublicationCategory.HIGH_RISK if risk is RiskClass.HIGH else PublicationCategory.IMPACTFUL
    return Classification.model_validate({"class": risk, "reasons": reasons, "publication": published})


def _reasons_alone(given: object) -> object:
    """Take a text as the reasons: runs from before the class was recorded have no more."""
    return {"reasons": given} if isinstance(given, dict) and "nl" in given else given


AiAct = Annotated[Classification, BeforeValidator(_reasons_alone)]
