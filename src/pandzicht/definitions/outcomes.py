# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a source of visits says of their outcomes, so that a yield can be computed (lawful.md section 3)."""

from __future__ import annotations

from pydantic import Field, model_validator

from pandzicht.definitions.words import Definition, Name


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
