# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person is asked about a link."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pandzicht.definitions.words import Text
from pandzicht.language import message
from pandzicht.linking.reason import reason_of
from pandzicht.linking.tier import MEANINGS, State, Tier

PARTS = ("straat", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats", "object_id")
"""The parts of an address that are held beside each other."""
_SURENESS = (
    (Decimal("0.99"), message("almost certainly this address")),
    (Decimal("0.95"), message("very probably this address")),
    (Decimal("0.90"), message("probably this address")),
    (Decimal(0), message("perhaps this address")),
)
IN_DOUBT = message("in doubt: the row does not say enough to choose")


class Agreement(StrEnum):
    """How a part of a row stands to the address that it may mean."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_DELIVERED = "not_delivered"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an address: as it was delivered, and as the address has it; spelled alike, so that they compare."""

    name: str
    delivered: str | None
    known: str | None

    @property
    def agreement(self) -> Agreement | None:
        """How the two stand to each other; None where neither has it.

        >>> [Part("huisletter", *pair).agreement for pair in (("A", ""), (None, "A"), ("", None))]
        [<Agreement.DIFFERS: 'differs'>, <Agreement.NOT_DELIVERED: 'not_delivered'>, None]
        """
        if not self.delivered:
            return Agreement.NOT_DELIVERED if self.known else None
        return Agreement.AGREES if self.delivered == self.known else Agreement.DIFFERS


@dataclass(frozen=True, slots=True)
class Question:
    """One row and the address that it may mean, as a person is asked about it.

    `row_id` is text of 16 hexadecimal digits. `changes` is how many rows the answer says something about.
    `probability` is that of rows that were decided likewise; None where such a row is not linked.
    """

    source: str
    row_id: str
    delivered: str
    address_id: str
    address: str
    other: str | None
    tier: Tier
    changes: int
    other_id: str | None = None
    probability: Decimal | None = None
    parts: tuple[Part, ...] = ()

    @property
    def reason(self) -> Text:
        """Why it is linked, or in doubt, in words."""
        return reason_of(MEANINGS[self.tier])

    @property
    def sureness(self) -> str:
        """How sure it is that the row means the address, in words to be said."""
        if self.probability is None or MEANINGS[self.tier].state is not State.LINKED:
            return IN_DOUBT
        return next(said for least, said in _SURENESS if self.probability >= least)
