# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a check must achieve and may not do, fixed before its first selection (Algoritmekader mon-04; lawful.md 45)."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from pandzicht.definitions.words import Definition


class Limits(Definition):
    """The least a check must yield, and the most it may weigh on one area group."""

    lift: float = Field(gt=0)
    """Yield of the top over the yield that the whole frame would have given."""
    selection_ratio: float = Field(ge=1)
    """How many times as often as in the frame as a whole an address of one area group may be selected."""
    no_finding_ratio: float = Field(ge=1)
    """The same of visits that found nothing."""


class Criteria(Definition):
    """When a check may go on from its trial, when it must stop, and until which day it was approved."""

    entry: Limits
    exit: Limits
    reapprove_by: date
    """Passing this day switches the check off until it is approved again."""

    @model_validator(mode="after")
    def _exit_lies_beyond_entry(self) -> Criteria:
        if self.exit.lift > self.entry.lift:
            raise ValueError("'exit' asks a higher lift than 'entry': what may begin would have to stop at once")
        for name in ("selection_ratio", "no_finding_ratio"):
            if getattr(self.exit, name) < getattr(self.entry, name):
                raise ValueError(
                    f"'exit' allows a lower {name} than 'entry': what may begin would have to stop at once"
                )
        return self
