# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small values that all definitions share: names, labels, durations, legal bases."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import core_schema

from pandzicht.language import Language, speaker

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""A name in a definition: lower case, digits and underscores, as it appears in expressions."""

_DURATION = re.compile(r"^P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?$")


class Definition(BaseModel):
    """What every model of the grammar obeys: nothing unknown is accepted and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Text(Definition):
    """A text for people, in Dutch and where given in English."""

    nl: str = Field(min_length=1)
    en: str = ""

    def __str__(self) -> str:
        return self.nl

    def in_(self, language: Language) -> str:
        """Return the text in a language; in Dutch where there is no English.

        >>> Text(nl="bewoners", en="residents").in_(Language.EN), Text(nl="bewoners").in_(Language.EN)
        ('residents', 'bewoners')
        """
        return self.nl if language is Language.NL else self.en or self.nl

    @classmethod
    def of(cls, text: str, **values: object) -> Text:
        """Return a text of the code in both languages, to be kept: whoever reads it later chooses."""
        return cls(nl=speaker(Language.NL)(text, **values), en=speaker(Language.EN)(text, **values))


class Duration(str):
    """A period of ISO 8601 in whole years, months, weeks or days.

    >>> Duration("P1Y6M").months, Duration("P2W").days
    (18, 14)
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Validate as text that matches the pattern of a period."""
        text = core_schema.str_schema(pattern=r"^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$", min_length=3)
        return core_schema.no_info_after_validator_function(cls, text)

    @property
    def months(self) -> int:
        """The years and months of the period, in months."""
        parts = self._parts()
        return parts["years"] * 12 + parts["months"]

    @property
    def days(self) -> int:
        """The weeks and days of the period, in days."""
        parts = self._parts()
        return parts["weeks"] * 7 + parts["days"]

    def before(self, day: date) -> date:
        """Return the day that lies this period before a day.

        >>> Duration("P1M").before(date(2026, 3, 31))
        datetime.date(2026, 2, 28)
        """
        return self._moved(day, -1)

    def after(self, day: date) -> date:
        """Return the day that lies this period after a day.

        >>> Duration("P14D").after(date(2026, 2, 20))
        datetime.date(2026, 3, 6)
        """
        return self._moved(day, 1)

    def _moved(self, day: date, sign: int) -> date:
        month_index = day.year * 12 + day.month - 1 + sign * self.months
        year, month = divmod(month_index, 12)
        last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date(year, month + 1, 1)).days
        moved = date(year, month + 1, min(day.day, last))
        return date.fromordinal(moved.toordinal() + sign * self.days)

    def _parts(self) -> dict[str, int]:
        match = _DURATION.match(self)
        return (
            {name: int(text or 0) for name, text in match.groupdict().items()}
            if match
            else dict.fromkeys(("years", "months", "weeks", "days"), 0)
        )


class Verification(Definition):
    """Who held a legal basis against the law, and when."""

    by: str = Field(min_length=1)
    on: date


class LegalBasis(Definition):
    """One article that carries a definition, and whether somebody verified it."""

    article: str = Field(min_length=3)
    verified: Literal["te_toetsen"] | Verification
    note: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether a named person verified the basis."""
        return isinstance(self.verified, Verification)


class Bounds(Definition):
    """A lower and an upper bound, either of which may be absent."""

    min: float | None = None
    max: float | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Bounds:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is above max {self.max}")
        return self

    def breach(self, value: float) -> str:
        """Return what is wrong with a value, or an empty text.

        >>> Bounds(min=1, max=3).breach(5)
        '5 is above the maximum 3'
        """
        if self.min is not None and value < self.min:
            return f"{value:g} is below the minimum {self.min:g}"
        if self.max is not None and value > self.max:
            return f"{value:g} is above the maximum {self.max:g}"
        return ""


def is_period(text: str) -> bool:
    """Tell whether text is a period of ISO 8601 that says anything.

    >>> is_period("P90D"), is_period("90 days")
    (True, False)
    """
    return len(text) > 2 and _DURATION.match(text) is not None


__all__ = ["Bounds", "Definition", "Duration", "LegalBasis", "Name", "Text", "Verification", "is_period"]
