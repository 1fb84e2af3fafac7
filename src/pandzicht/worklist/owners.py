# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Of what sort an owner is, from the indicators that tell it; a check that reads none of them knows no owners."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pandzicht.worklist.criteria import Between, Owner

TOLD_BY: Mapping[Owner, Between] = {
    Owner.LEGAL_PERSON: Between(indicator="eigenaren_rechtspersoon", least="1"),
    Owner.HOUSING_CORPORATION: Between(indicator="corporatiewoningen", least="1"),
    Owner.NO_LEGAL_PERSON: Between(indicator="eigenaren_rechtspersoon", least="0", most="0"),
}
"""The value of an indicator that says of what sort an owner is."""


def owners_told(indicators: Collection[str]) -> tuple[Owner, ...]:
    """Return the sorts that these indicators tell apart."""
    return tuple(owner for owner, told in TOLD_BY.items() if told.indicator in indicators)
