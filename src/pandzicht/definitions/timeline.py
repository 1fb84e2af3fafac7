# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a source knows to have happened: which field holds the day of what, and how that is said on a timeline."""

from __future__ import annotations

from string import Formatter

from pydantic import Field, field_validator

from pandzicht.definitions.words import Definition, Name, Text


class TimelineEvent(Definition):
    """Something that happens at an address, told by each row in which the field with its day is filled.

    `says` may name fields of the same row between braces: `"Melding: {categorie}"`.
    """

    day: Name = Field(alias="date")
    """The field with the day on which it happened."""
    says: Text

    @field_validator("says")
    @classmethod
    def _closed(cls, says: Text) -> Text:
        named_in(says.nl + says.en)
        return says

    @property
    def fields(self) -> frozenset[str]:
        """The fields that must be read to tell it: the day, and what is said.

        >>> sorted(TimelineEvent(date="gemeld_op", says=Text(nl="Melding: {categorie}")).fields)
        ['categorie', 'gemeld_op']
        """
        return frozenset({self.day, *named_in(self.says.nl), *named_in(self.says.en)})


def named_in(text: str) -> tuple[str, ...]:
    """Return the names between braces in a text, in order; raise ValueError for a stray brace.

    >>> named_in("{soort} tot {geldig_tot}")
    ('soort', 'geldig_tot')
    """
    return tuple(name for _, name, _, _ in Formatter().parse(text) if name is not None)
