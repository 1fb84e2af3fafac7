# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A check (controle): a purpose with a legal basis, its closed lists of sources and signals, points and strata."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from pandzicht.definitions.ai_act import AiAct
from pandzicht.definitions.criteria import Criteria
from pandzicht.definitions.publication import Publication
from pandzicht.definitions.words import Definition, LegalBasis, Name, Text, Verification

Points = Annotated[int, Field(ge=1, le=100)]
"""Points of a signal that is yes: a signal can only add."""


def _without_fields(given: object) -> object:
    """Take a list of sources as one that lists no field of any: runs from before fields were listed have it so."""
    return dict.fromkeys(given, ()) if isinstance(given, list | tuple) else given


ClosedList = Annotated[dict[Name, tuple[Name, ...]], BeforeValidator(_without_fields)]
"""Source -> the fields of it that may be read; none where rows are only counted."""


class Strata(Definition):
    """The shares of a selection that are not drawn from the top of the order."""

    control: float = Field(ge=0.05, le=1.0)
    challenger: float = Field(default=0.0, ge=0.0, le=0.5)
    second_visit: float = Field(default=0.05, ge=0.0, le=1.0)
    """The share of the list, all strata alike, to which a second inspector goes too: it tells how often two agree."""

    @model_validator(mode="after")
    def _fit(self) -> Strata:
        if self.control + self.challenger > 1:
            raise ValueError("control and challenger together are more than the whole selection")
        return self


class Challenger(Definition):
    """Other points for the same signals, tried on their own share of the selection."""

    points: dict[Name, Points] = Field(min_length=1)
    motive: Text
    learned: bool = False
    """Whether outcomes of visits taught these points."""


class Check(Definition):
    """One purpose for which addresses are compared."""

    check: Name
    label: Text
    unit: Literal["object", "pand"]
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    purpose: Name
    sources: ClosedList = Field(min_length=1)
    """The closed list of what the check may read: each source with its fields (AVG art. 5 lid 1 onder b en c)."""
    channel: Name | None = None
    """The partnership that it is of; without one it is the municipality's own."""
    across: dict[Name, LegalBasis] = Field(default_factory=dict)
    """Sources of another channel that it reads all the same, each with the basis that allows it."""
    dpia: str = ""
    iama: str = ""
    ai_act: AiAct | None = None
    criteria: Criteria | None = None
    approved: Verification | None = None
    ends_on: date | None = None
    """The last day on which it runs."""
    frame: str = Field(min_length=1)
    points: dict[Name, Points] = Field(min_length=1)
    severity: dict[Name, Literal["licht", "gemiddeld", "zwaar"]] = Field(default_factory=dict)
    """How grave a finding would be: stands beside the points, not in them."""
    strata: Strata
    challenger: Challenger | None = None
    learned: bool = False
    """Whether outcomes of visits taught its own points; people approved them all the same."""
    result: Text
    """What may follow from the check (a terugmelding, a visit); never a sanction by itself."""
    facts: tuple[Name, ...] = ()
    """The fixed list of indicators that an inspector sees for this check."""
    publication: Publication | None = None
    """What is said of the check in public; without it there is no account of it."""

    @property
    def signals(self) -> tuple[str, ...]:
        """The signals that count in it, those of its challenger included."""
        return tuple(dict.fromkeys((*self.points, *(self.challenger.points if self.challenger else ()))))

    @property
    def missing(self) -> tuple[str, ...]:
        """What must be written before it runs (AVG art. 35; lawful.md 7, 8 and 45), by the names of the keys."""
        told = {
            "dpia": self.dpia,
            "iama": self.iama,
            "ai_act.class": self.ai_act and self.ai_act.risk,
            "criteria": self.criteria,
            "approved": self.approved,
            "ends_on": self.ends_on,
        }
        return tuple(name for name, value in told.items() if not value)

    @property
    def last_day(self) -> date | None:
        """The last day on which it runs: its end, or the day by which it had to be approved again."""
        days = [day for day in (self.ends_on, self.criteria and self.criteria.reapprove_by) if day]
        return min(days, default=None)
