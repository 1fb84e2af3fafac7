# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What holds between two days, by a law or a decision that says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import TypeVar

from pydantic import Field, model_validator

from pandzicht.definitions.words import Definition


class Dated(Definition):
    """One thing that is in force between two days, the last one included, and the law or decision that sets it."""

    start: date = Field(alias="from")
    end: date | None = Field(default=None, alias="to")
    article: str = Field(min_length=3)

    @model_validator(mode="after")
    def _in_order(self) -> Dated:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"'to' {self.end} lies before 'from' {self.start}")
        return self

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


AnyDated = TypeVar("AnyDated", bound=Dated)


def holding(listed: Iterable[AnyDated], day: date) -> AnyDated | None:
    """Return what is in force on a day, or None when nothing is."""
    return next((item for item in listed if item.holds_on(day)), None)


def refuse_overlap(listed: Iterable[Dated], called: str) -> None:
    """Raise ValueError when two are in force on one day; `called` says what they are."""
    for earlier, later in pairwise(sorted(listed, key=lambda item: item.start)):
        if earlier.holds_on(later.start):
            raise ValueError(f"two {called} hold on {later.start}")
