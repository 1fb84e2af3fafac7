# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person is asked about a link."""

from __future__ import annotations

from dataclasses import dataclass

from pandzicht.definitions.words import Text
from pandzicht.linking.tier import MEANINGS, Tier


@dataclass(frozen=True, slots=True)
class Question:
    """One row and the address that it may mean, as a person is asked about it.

    `row_id` is text of 16 hexadecimal digits. `changes` is how many rows the answer says something about.
    """

    source: str
    row_id: str
    delivered: str
    address_id: str
    address: str
    other: str | None
    tier: Tier
    changes: int

    @property
    def reason(self) -> Text:
        """Why it is linked, or in doubt, in words."""
        return MEANINGS[self.tier].reason
