# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a search finds: a thing by its kind, what it is called, and what it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing was found, and so what its target names."""

    ADDRESS = "address"
    """By its address_id."""
    STREET = "street"
    """By what to search on further: its name."""
    POSTCODE = "postcode"
    """By what to search on further: the postcode."""
    PAND = "pand"
    """By its id of 16 digits."""
    CASE = "case"
    """An address by the number of a case, report or visit about it: by its address_id."""
    OWNER = "owner"
    """A legal person, by its key in the register of owners."""
    RUN = "run"
    """By its name."""
    SELECTION = "selection"
    """By its name."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a search found, as it is shown in the list under the box."""

    kind: Kind
    label: str
    sublabel: str
    target: str
