# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An ending: what a source says of rows that go before its retention does (lawful.md 31, 32)."""

from __future__ import annotations

from pydantic import Field

from pandzicht.definitions.words import Definition, Duration, Name


class Ending(Definition):
    """When a row, or some fields of it, may not be kept any longer whatever the term of the source (lawful.md 31, 32).

    It ends `after` a period from the day in the field `since`, or from the date of its delivery. With a key, all that
    was delivered of that key until then ends with it.
    """

    field: Name
    """The field that says how it stands."""
    values: tuple[str, ...] = Field(min_length=1)
    """The values with which it ends (`ongegrond`, `doorverwezen`, `onherroepelijk`)."""
    since: Name | None = None
    """A field with a day from which the period counts; a row without that day counts from its delivery."""
    after: Duration = Duration("P0D")
    clears: tuple[Name, ...] = ()
    """The fields that end, such as a mark that lapses; none: the whole row."""
    article: str = Field(min_length=3)
