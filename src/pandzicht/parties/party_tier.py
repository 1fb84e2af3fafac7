# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can become of a row that names a party: its state, the tier that decided it, and the reason in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from pandzicht.language import message
from pandzicht.linking.tier import Meaning, State


class PartyTier(StrEnum):
    """How a row was decided, the surest first within each state; the level at which two rows are joined."""

    PSEUDONYM = "pseudonym"
    NUMBER_NAME = "number_name"
    NUMBER = "number"
    NAME_BORN_HOME = "name_born_home"
    NAME_HOME_COMPANY = "name_home_company"
    NAME_BORN = "name_born"
    OTHER_NAME_HOME = "other_name_home"
    PART_BORN = "part_born"
    ALIKE_BORN_HOME = "alike_born_home"
    DAY_MONTH = "day_month"
    NAME_COMPANY = "name_company"
    YEAR_HOME = "year_home"
    ALIKE_HOME_COMPANY = "alike_home_company"
    OTHER_NAME = "other_name"
    NAME_HOME = "name_home"
    ALIKE_HOME = "alike_home"
    ALIKE_BORN = "alike_born"
    ALIKE_COMPANY = "alike_company"
    YEAR = "year"

    CONTRADICTED = "contradicted"
    IDENTIFIERS_DIFFER = "identifiers_differ"
    INITIALS_DIFFER = "initials_differ"
    BORN_DIFFERS = "born_differs"
    NUMBER_DIFFERS = "number_differs"
    FORM_DIFFERS = "form_differs"
    SURNAME_DIFFERS = "surname_differs"
    TOO_LITTLE = "too_little"
    SEVERAL = "several"

    NOT_FOUND = "not_found"
    NO_NAME = "no_name"
    KIND_UNKNOWN = "kind_unknown"
    NOT_ASKED = "not_asked"


_LINKED: Mapping[PartyTier, tuple[str, str]] = {
    PartyTier.PSEUDONYM: (
        "0.9990",
        message("the pseudonym is the same, and name or day of birth do not contradict it"),
    ),
    PartyTier.NUMBER_NAME: (
        "0.9990",
        message("the KVK number or RSIN is the same, and the name agrees"),
    ),
    PartyTier.NUMBER: (
        "0.9800",
        message("the KVK number or RSIN is the same; the name is another one or was not delivered"),
    ),
    PartyTier.NAME_BORN_HOME: (
        "0.9990",
        message("surname, day of birth and address are the same"),
    ),
    PartyTier.NAME_HOME_COMPANY: (
        "0.9950",
        message("the name of the company and its address are the same"),
    ),
    PartyTier.NAME_BORN: (
        "0.9900",
        message("surname and day of birth are the same; the address is another one or was not delivered"),
    ),
    PartyTier.OTHER_NAME_HOME: (
        "0.9900",
        message("the name is another name of the company, and the address is the same"),
    ),
    PartyTier.PART_BORN: (
        "0.9800",
        message("the day of birth is the same, and so is one half of a double surname"),
    ),
    PartyTier.ALIKE_BORN_HOME: (
        "0.9900",
        message("day of birth and address are the same; the surname is spelled slightly differently"),
    ),
    PartyTier.DAY_MONTH: (
        "0.9800",
        message("the surname is the same, and so is the day of birth when day and month are exchanged"),
    ),
    PartyTier.NAME_COMPANY: (
        "0.9700",
        message("only this company has the name; the address is another one or was not delivered"),
    ),
    PartyTier.YEAR_HOME: (
        "0.9800",
        message("surname, year of birth and address are the same; the day of birth is not known"),
    ),
    PartyTier.ALIKE_HOME_COMPANY: (
        "0.9800",
        message("the address of the company is the same; its name is spelled slightly differently"),
    ),
    PartyTier.OTHER_NAME: (
        "0.9500",
        message("the name is another name of the company and no other company has it"),
    ),
    PartyTier.NAME_HOME: (
        "0.9500",
        message("surname, initials and address are the same; a day of birth was not delivered"),
    ),
    PartyTier.ALIKE_HOME: (
        "0.9300",
        message("initials and address are the same, the surname nearly; a day of birth was not delivered"),
    ),
    PartyTier.ALIKE_BORN: (
        "0.9300",
        message("day of birth and initials are the same; the surname is spelled slightly differently"),
    ),
    PartyTier.ALIKE_COMPANY: (
        "0.9300",
        message("a long name of a company is spelled slightly differently and no other company resembles it"),
    ),
    PartyTier.YEAR: (
        "0.9300",
        message("surname, initials and year of birth are the same; the day of birth is not known"),
    ),
}
_DOUBTFUL: Mapping[PartyTier, str] = {
    PartyTier.CONTRADICTED: message("the identifier names one party and the rest of the row another one"),
    PartyTier.IDENTIFIERS_DIFFER: message("the names agree, but KVK number, RSIN or pseudonym differ"),
    PartyTier.INITIALS_DIFFER: message("surname and day of birth are the same, but the initials differ"),
    PartyTier.BORN_DIFFERS: message("surname and address are the same, but the day of birth differs"),
    PartyTier.NUMBER_DIFFERS: message("the names of the companies are the same but for the number behind it"),
    PartyTier.FORM_DIFFERS: message("the names of the companies are the same, but their legal forms differ"),
    PartyTier.SURNAME_DIFFERS: message(
        "initials, day of birth and address are the same, but the surname is another one"
    ),
    PartyTier.TOO_LITTLE: message("the name resembles that of a party, but the row says too little more"),
    PartyTier.SEVERAL: message("more than one party fits equally well"),
}
_UNLINKED: Mapping[PartyTier, str] = {
    PartyTier.NOT_FOUND: message("nobody here has this name with this day of birth, number or address"),
    PartyTier.NO_NAME: message("no name and no number were delivered"),
    PartyTier.KIND_UNKNOWN: message("it was not delivered whether this is a person or a company"),
    PartyTier.NOT_ASKED: message("the question is not about persons: the row was not looked at"),
}

PARTY_MEANINGS: Mapping[PartyTier, Meaning] = MappingProxyType(
    {tier: Meaning(State.LINKED, told, Decimal(prior)) for tier, (prior, told) in _LINKED.items()}
    | {tier: Meaning(State.DOUBTFUL, told) for tier, told in _DOUBTFUL.items()}
    | {tier: Meaning(State.UNLINKED, told) for tier, told in _UNLINKED.items()}
)
"""Every tier with its state, its reason and, for links, the probability assumed before measuring."""

IDENTIFIED = (PartyTier.PSEUDONYM, PartyTier.NUMBER_NAME, PartyTier.NUMBER)
"""Tiers that rest on an identifier."""


def party_tiers_of(state: State) -> tuple[PartyTier, ...]:
    """Return the tiers that give a state, the surest first.

    >>> party_tiers_of(State.LINKED)[0]
    <PartyTier.PSEUDONYM: 'pseudonym'>
    """
    return tuple(tier for tier, meaning in PARTY_MEANINGS.items() if meaning.state is state)
