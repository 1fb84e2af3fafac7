# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A source whose rows name a party: an owner, a firm, an applicant; and which of its columns say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pandzicht.governance.purpose import Supplied


class PartyKind(StrEnum):
    """What a party is; a person is never joined with a company."""

    PERSON = "person"
    COMPANY = "company"
    """A legal person. A one-man business is a natural person in law: its source says so with `PartySource.kinds`."""


class PartyField(StrEnum):
    """What a column says of a party."""

    KIND = "kind"
    PREFIX = "prefix"
    """Particle of a surname (voorvoegsel)."""
    NAME = "name"
    OTHER_NAME = "other_name"
    """Another name of the same party: a trade name, a former name."""
    GIVEN = "given"
    """First names or initials."""
    BORN = "born"
    """Day of birth, a DATE; the first of January says the year only."""
    PSEUDONYM = "pseudonym"
    """Of the citizen service number; the number itself is never here."""
    KVK_NUMBER = "kvk_number"
    RSIN = "rsin"
    POSTCODE = "postcode"
    HUISNUMMER = "huisnummer"
    TOEVOEGING = "toevoeging"
    """Letter and addition of the address of the party."""


@dataclass(frozen=True, slots=True)
class PartySource:
    """A source and the table of its rows, with delivery_no, row_no and row_id, a hash of the row.

    `columns` names what is delivered; several columns only for other names. `kinds` are the words in the column of the
    kind. Of a register, `key` is the column that is the same in all rows of one party; without it each row is one.
    """

    source: Supplied
    table: str
    columns: Mapping[PartyField, str | tuple[str, ...]]
    kinds: Mapping[PartyKind, Sequence[str]] = field(default_factory=dict)
    key: str | None = None

    @property
    def name(self) -> str:
        """The name of the source."""
        return self.source.source

    def column(self, what: PartyField) -> str | None:
        """Return the column that says something, or None."""
        found = self.columns.get(what)
        return found if isinstance(found, str) or found is None else found[0]

    @property
    def other_names(self) -> tuple[str, ...]:
        """The columns with other names of the same party."""
        found = self.columns.get(PartyField.OTHER_NAME, ())
        return (found,) if isinstance(found, str) else found
