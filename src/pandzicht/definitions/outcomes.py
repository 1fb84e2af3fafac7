# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a source of visits says of their outcomes, so that a yield can be computed (lawful.md section 3)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from pandzicht.definitions.words import Definition, Name, Text

Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Severity(Definition):
    """How serious a finding is: the field that tells it, and what each of its codes weighs in an account."""

    field: Name
    weights: dict[str, Weight] = Field(min_length=1)
    """Code -> what a finding of it weighs; a finding without a code weighs as the lightest."""
    motive: Text
    """Why these weights: they are a choice, and whoever answers for the account made it."""

    @property
    def lightest(self) -> float:
        """The least that a finding weighs."""
        return min(self.weights.values())


class Appeal(Definition):
    """How objection or appeal against a finding ended (Awb chapters 6 to 8): other values, or none, undo nothing."""

    field: Name
    undone: tuple[str, ...] = Field(min_length=1)
    """Values that mean that the finding did not stand: revoked, annulled."""
    running: tuple[str, ...] = ()
    """Values that mean that it is not decided yet."""
    decided: Name | None = None
    """The field with the day of that decision; without one it counts as known from the delivery that tells it."""

    @model_validator(mode="after")
    def _one_meaning(self) -> Appeal:
        both = sorted({*self.undone} & {*self.running})
        if both:
            raise ValueError(f"{', '.join(both)} is both undone and running")
        return self


class Outcomes(Definition):
    """Which fields of a source tell the outcome of a look at an address, per check, and what their values mean.

    A value that is in none of the lists, or no value, means that it was not looked at for that check.
    """

    of: dict[Name, Name] = Field(min_length=1)
    """Check -> the field with its outcome."""
    step: Name
    """The field with the step by which it was looked at: desk check, letter, visit."""
    established: tuple[str, ...] = Field(min_length=1)
    """Values that mean that a violation was established."""
    nothing: tuple[str, ...] = Field(min_length=1)
    """Values that mean that there was none."""
    not_seen: tuple[str, ...] = ()
    """Values that mean that nobody could see it: nobody opened, no access."""
    written: Name | None = None
    """The field with the day on which the outcome was written down; without one it was known on the day of the look."""
    severity: Severity | None = None
    """How serious what was found is, where the source tells it: of all that one row established together."""
    appeal: Appeal | None = None
    """Whether what was found stood, where the source tells it."""
    by: str | None = Field(default=None, min_length=1)
    """The delivered field that tells who looked, if any.

    It becomes a pseudonym at intake that no definition can name: it tells how often inspectors agree, and nothing of an
    address (lawful.md 42).
    """
    by_lot: bool = False
    """Whether the lot decides who goes to which address: only then a difference between inspectors is one of theirs."""

    @model_validator(mode="after")
    def _apart(self) -> Outcomes:
        told = [*self.established, *self.nothing, *self.not_seen]
        twice = sorted({value for value in told if told.count(value) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)} stands for more than one outcome")
        if self.by_lot and self.by is None:
            raise ValueError("'by_lot' says who goes where, and 'by' does not say in which field who went stands")
        return self
