# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What can become of a row: its state, the tier by which it was decided, and the reason in words.

A tier of a linked row says how the address was found. A tier of a row that is not linked says what stood in the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from pandzicht.language import message


class State(StrEnum):
    """What became of a source row."""

    LINKED = "linked"
    DOUBTFUL = "doubtful"
    """There is a candidate, but the row does not say enough or contradicts itself."""
    UNLINKED = "unlinked"
    """Nothing in the spine resembles it."""
    PROTECTED = "protected"
    """It speaks, or may speak, of a protected object: shown nowhere."""


class Tier(StrEnum):
    """How a row was decided, the surest first within each state."""

    JUDGED = "judged"
    OBJECT_ID_ADDRESS = "object_id_address"
    OBJECT_ID = "object_id"
    ID_UNIT_OPEN = "id_unit_open"
    NUMMERAANDUIDING_ID = "nummeraanduiding_id"
    OWN_PLACE = "own_place"
    POSTCODE_STREET = "postcode_street"
    POSTCODE_STREET_ALIKE = "postcode_street_alike"
    POSTCODE = "postcode"
    UNIT_RECOMBINED = "unit_recombined"
    UNIT_PART = "unit_part"
    STREET = "street"
    STREET_OTHER_POSTCODE = "street_other_postcode"
    STREET_ALIKE = "street_alike"
    UNIT_IN_OTHER_WORDS = "unit_in_other_words"
    LEARNED_NAME = "learned_name"
    STREET_OTHER_BLOCK = "street_other_block"
    STREET_AGAINST_POSTCODE = "street_against_postcode"
    FORMER_NAME = "former_name"
    UNKNOWN_ID = "unknown_id"
    POINT = "point"
    PAND_ID = "pand_id"

    JUDGED_CONFLICT = "judged_conflict"
    JUDGED_DIFFERENT = "judged_different"
    JUDGED_UNSURE = "judged_unsure"
    IDS_DIFFER = "ids_differ"
    NUMBER_DIFFERS = "number_differs"
    STREET_DIFFERS = "street_differs"
    POSTCODE_DIFFERS = "postcode_differs"
    TOWN_DIFFERS = "town_differs"
    PAND_DIFFERS = "pand_differs"
    UNIT_DIFFERS = "unit_differs"
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_MAY_BE_LOST = "unit_may_be_lost"
    SEVERAL = "several"
    POINT_NEAR = "point_near"

    OUTSIDE = "outside"
    NOT_FOUND = "not_found"
    ID_NOT_FOUND = "id_not_found"
    NO_NUMBER = "no_number"
    COORDINATES_ONLY = "coordinates_only"
    NO_PLACE = "no_place"

    PROTECTED = "protected"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a tier stands for: the state it gives, why in words, and the probability assumed before measuring.

    `prior` is the share of links of this tier taken to be right while there are no rows to measure it on.
    """

    state: State
    told: str
    prior: Decimal | None = None


def _linked(prior: str, told: str) -> Meaning:
    return Meaning(State.LINKED, told, Decimal(prior))


def _doubtful(told: str) -> Meaning:
    return Meaning(State.DOUBTFUL, told)


def _unlinked(told: str) -> Meaning:
    return Meaning(State.UNLINKED, told)


_LINKED: Mapping[Tier, Meaning] = {
    Tier.JUDGED: _linked(
        "0.9900",
        message("a person judged that the row means this address"),
    ),
    Tier.OBJECT_ID_ADDRESS: _linked(
        "0.9990",
        message("the object id is known and the delivered address agrees with it"),
    ),
    Tier.OBJECT_ID: _linked(
        "0.9900",
        message("the object id is known; no house number was delivered to hold it against"),
    ),
    Tier.ID_UNIT_OPEN: _linked(
        "0.9700",
        message("the id is known and the building agrees; letter or addition stands on one side only"),
    ),
    Tier.NUMMERAANDUIDING_ID: _linked(
        "0.9900",
        message("the id of the nummeraanduiding is known and the delivered address does not contradict it"),
    ),
    Tier.OWN_PLACE: _linked("0.9990", message("the place has its own key here")),
    Tier.POSTCODE_STREET: _linked(
        "0.9900",
        message("postcode, number, letter, addition and street agree and name one address"),
    ),
    Tier.POSTCODE_STREET_ALIKE: _linked(
        "0.9800",
        message("postcode and number name one address; the street is spelled slightly differently"),
    ),
    Tier.POSTCODE: _linked(
        "0.9700",
        message("postcode and number name one address; no street was delivered to confirm it"),
    ),
    Tier.UNIT_RECOMBINED: _linked(
        "0.9700",
        message("the address agrees when letter and addition are read together (one stood in the wrong field)"),
    ),
    Tier.UNIT_PART: _linked(
        "0.9500",
        message("the address exists as such, but may also be a neighbour whose letter or addition was lost"),
    ),
    Tier.STREET: _linked(
        "0.9700",
        message("street, town, number, letter and addition name one address; there is no postcode"),
    ),
    Tier.STREET_OTHER_POSTCODE: _linked(
        "0.9300",
        message(
            "street and number name one address; the delivered postcode is another one that does not know this number"
        ),
    ),
    Tier.STREET_ALIKE: _linked(
        "0.9500",
        message("a street spelled slightly differently, number, letter and addition name one address; no postcode"),
    ),
    Tier.UNIT_IN_OTHER_WORDS: _linked(
        "0.9500",
        message("the address agrees when other words for letter or addition are read as the same (huis for hs)"),
    ),
    Tier.LEARNED_NAME: _linked(
        "0.9500",
        message(
            "other rows with this name of the street, at the postcodes of several house numbers, all mean this street"
        ),
    ),
    Tier.STREET_OTHER_BLOCK: _linked(
        "0.9000",
        message(
            "street and number name one address; the delivered postcode is a slip away from its own, and is that of "
            "another part of the street"
        ),
    ),
    Tier.STREET_AGAINST_POSTCODE: _linked(
        "0.8500",
        message("street, town and number name one address; the delivered postcode has the same number elsewhere"),
    ),
    Tier.FORMER_NAME: _linked("0.9500", message("the address is a former name of this object")),
    Tier.UNKNOWN_ID: _linked(
        "0.9300",
        message("the delivered id does not occur, but the delivered address names one address"),
    ),
    Tier.POINT: _linked(
        "0.9500",
        message("the coordinates lie on this address and on no other; no house number was delivered"),
    ),
    Tier.PAND_ID: _linked(
        "0.9900",
        message("only the pand id was delivered: the row belongs to the building, not to one address"),
    ),
}
_DOUBTFUL: Mapping[Tier, Meaning] = {
    Tier.JUDGED_CONFLICT: _doubtful(
        message("people judged this row in ways that cannot both be true")
    ),
    Tier.JUDGED_DIFFERENT: _doubtful(
        message("the row names this address, but a person judged that it means another")
    ),
    Tier.JUDGED_UNSURE: _doubtful(
        message("a person judged that the row does not tell which address it means")
    ),
    Tier.IDS_DIFFER: _doubtful(
        message("the delivered ids name different addresses")
    ),
    Tier.NUMBER_DIFFERS: _doubtful(
        message("the id is known, but the house number differs")
    ),
    Tier.STREET_DIFFERS: _doubtful(
        message("the id, or the postcode with the number, is known, but the street differs"),
    ),
    Tier.POSTCODE_DIFFERS: _doubtful(
        message("the address looks known, but the postcode differs")
    ),
    Tier.TOWN_DIFFERS: _doubtful(
        message("street and number exist here, but the delivered town is another one"),
    ),
    Tier.PAND_DIFFERS: _doubtful(
        message("the delivered address does not lie in the building with the delivered pand id"),
    ),
    Tier.UNIT_DIFFERS: _doubtful(
        message("the building agrees with the id, but letter or addition names another unit"),
    ),
    Tier.UNIT_UNKNOWN: _doubtful(
        message("the building is known, but not this letter or addition"),
    ),
    Tier.UNIT_MAY_BE_LOST: _doubtful(
        message(
            "the address exists as such, but this source loses a letter or addition so often that it may be a neighbour"
        ),
    ),
    Tier.SEVERAL: _doubtful(
        message("more than one address fits equally well")
    ),
    Tier.POINT_NEAR: _doubtful(
        message("the coordinates lie near an address, but not on that one alone; no house number was delivered")
    ),
}  # fmt: skip
_UNLINKED: Mapping[Tier, Meaning] = {
    Tier.OUTSIDE: _unlinked(
        message("postcode and town lie outside the area")
    ),
    Tier.NOT_FOUND: _unlinked(
        message("the address does not occur here")
    ),
    Tier.ID_NOT_FOUND: _unlinked(
        message("only an id was delivered, and it does not occur here")
    ),
    Tier.NO_NUMBER: _unlinked(
        message("no house number was delivered")
    ),
    Tier.COORDINATES_ONLY: _unlinked(
        message("only coordinates were delivered")
    ),
    Tier.NO_PLACE: _unlinked(
        message("no place was delivered")
    ),
}  # fmt: skip

MEANINGS: Mapping[Tier, Meaning] = MappingProxyType(
    {
        **_LINKED,
        **_DOUBTFUL,
        **_UNLINKED,
        Tier.PROTECTED: Meaning(
            State.PROTECTED,
            message("the row may speak of a protected object"),
        ),
    }
)
"""Every tier with its state, its reason and, for links, the probability assumed before measuring."""


def tiers_of(state: State) -> tuple[Tier, ...]:
    """Return the tiers that give a state, the surest first.

    >>> tiers_of(State.PROTECTED)
    (<Tier.PROTECTED: 'protected'>,)
    """
    return tuple(tier for tier, meaning in MEANINGS.items() if meaning.state is state)
