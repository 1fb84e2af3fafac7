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

from pandzicht.definitions.words import Text


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
    FORMER_NAME = "former_name"
    UNKNOWN_ID = "unknown_id"
    PAND_ID = "pand_id"

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
    reason: Text
    prior: Decimal | None = None


def _linked(prior: str, nl: str, en: str) -> Meaning:
    return Meaning(State.LINKED, Text(nl=nl, en=en), Decimal(prior))


def _doubtful(nl: str, en: str) -> Meaning:
    return Meaning(State.DOUBTFUL, Text(nl=nl, en=en))


def _unlinked(nl: str, en: str) -> Meaning:
    return Meaning(State.UNLINKED, Text(nl=nl, en=en))


_LINKED: Mapping[Tier, Meaning] = {
    Tier.OBJECT_ID_ADDRESS: _linked(
        "0.9990",
        "het object-id is bekend en het geleverde adres spreekt het niet tegen",
        "the object id is known and the delivered address agrees with it",
    ),
    Tier.OBJECT_ID: _linked(
        "0.9900",
        "het object-id is bekend; een huisnummer om het aan te toetsen is niet geleverd",
        "the object id is known; no house number was delivered to hold it against",
    ),
    Tier.ID_UNIT_OPEN: _linked(
        "0.9700",
        "het id is bekend en het gebouw klopt; de letter of toevoeging staat maar aan één kant",
        "the id is known and the building agrees; letter or addition stands on one side only",
    ),
    Tier.NUMMERAANDUIDING_ID: _linked(
        "0.9900",
        "het id van de nummeraanduiding is bekend en het geleverde adres spreekt het niet tegen",
        "the id of the nummeraanduiding is known and the delivered address does not contradict it",
    ),
    Tier.OWN_PLACE: _linked("0.9990", "de plek heeft een eigen sleutel in deze bron", "the place has its own key here"),
    Tier.POSTCODE_STREET: _linked(
        "0.9900",
        "postcode, huisnummer, letter, toevoeging en straat kloppen en wijzen één adres aan",
        "postcode, number, letter, addition and street agree and name one address",
    ),
    Tier.POSTCODE_STREET_ALIKE: _linked(
        "0.9800",
        "postcode en nummer wijzen één adres aan; de straat is net anders gespeld",
        "postcode and number name one address; the street is spelled slightly differently",
    ),
    Tier.POSTCODE: _linked(
        "0.9700",
        "postcode en nummer wijzen één adres aan; er is geen straat geleverd om het te bevestigen",
        "postcode and number name one address; no street was delivered to confirm it",
    ),
    Tier.UNIT_RECOMBINED: _linked(
        "0.9700",
        "het adres klopt als letter en toevoeging samen worden gelezen (een van beide stond in het verkeerde veld)",
        "the address agrees when letter and addition are read together (one stood in the wrong field)",
    ),
    Tier.UNIT_PART: _linked(
        "0.9500",
        "het adres bestaat zo, maar kan ook een buur zijn waarvan een letter of toevoeging verloren ging",
        "the address exists as such, but may also be a neighbour whose letter or addition was lost",
    ),
    Tier.STREET: _linked(
        "0.9700",
        "straat, woonplaats, nummer, letter en toevoeging wijzen één adres aan; er is geen postcode",
        "street, town, number, letter and addition name one address; there is no postcode",
    ),
    Tier.STREET_OTHER_POSTCODE: _linked(
        "0.9300",
        "straat en nummer wijzen één adres aan; de geleverde postcode hoort daar niet bij en kent dit nummer niet",
        "street and number name one address; the delivered postcode is another one that does not know this number",
    ),
    Tier.FORMER_NAME: _linked(
        "0.9500", "het adres klopt met een vroegere naam van dit object", "the address is a former name of this object"
    ),
    Tier.UNKNOWN_ID: _linked(
        "0.9300",
        "het geleverde id komt niet voor, maar het geleverde adres wijst één adres aan",
        "the delivered id does not occur, but the delivered address names one address",
    ),
    Tier.PAND_ID: _linked(
        "0.9900",
        "alleen het pand-id is geleverd: de rij hoort bij het pand, niet bij één adres",
        "only the pand id was delivered: the row belongs to the building, not to one address",
    ),
}
_DOUBTFUL: Mapping[Tier, Meaning] = {
    Tier.IDS_DIFFER: _doubtful(
        "de geleverde id's wijzen verschillende adressen aan", "the delivered ids name different addresses"
    ),
    Tier.NUMBER_DIFFERS: _doubtful(
        "het id is bekend, maar het huisnummer wijkt af", "the id is known, but the house number differs"
    ),
    Tier.STREET_DIFFERS: _doubtful(
        "het id of de postcode met het nummer is bekend, maar de straat wijkt af",
        "the id, or the postcode with the number, is known, but the street differs",
    ),
    Tier.POSTCODE_DIFFERS: _doubtful(
        "het adres lijkt bekend, maar de postcode wijkt af", "the address looks known, but the postcode differs"
    ),
    Tier.TOWN_DIFFERS: _doubtful(
        "straat en nummer bestaan hier, maar de geleverde woonplaats is een andere",
        "street and number exist here, but the delivered town is another one",
    ),
    Tier.PAND_DIFFERS: _doubtful(
        "het geleverde adres ligt niet in het pand met het geleverde pand-id",
        "the delivered address does not lie in the building with the delivered pand id",
    ),
    Tier.UNIT_DIFFERS: _doubtful(
        "het gebouw klopt met het id, maar letter of toevoeging wijst een andere eenheid aan",
        "the building agrees with the id, but letter or addition names another unit",
    ),
    Tier.UNIT_UNKNOWN: _doubtful(
        "het gebouw is bekend, maar deze letter of toevoeging niet",
        "the building is known, but not this letter or addition",
    ),
    Tier.UNIT_MAY_BE_LOST: _doubtful(
        "het adres bestaat zo, maar deze bron verliest zo vaak een letter of toevoeging dat het een buur kan zijn",
        "the address exists as such, but this source loses a letter or addition so often that it may be a neighbour",
    ),
    Tier.SEVERAL: _doubtful(
        "meer dan één adres past even goed", "more than one address fits equally well"
    ),
}  # fmt: skip
_UNLINKED: Mapping[Tier, Meaning] = {
    Tier.OUTSIDE: _unlinked(
        "postcode en woonplaats liggen buiten het gebied", "postcode and town lie outside the area"
    ),
    Tier.NOT_FOUND: _unlinked(
        "het adres komt hier niet voor", "the address does not occur here"
    ),
    Tier.ID_NOT_FOUND: _unlinked(
        "alleen een id is geleverd, en dat komt hier niet voor", "only an id was delivered, and it does not occur here"
    ),
    Tier.NO_NUMBER: _unlinked(
        "er is geen huisnummer geleverd", "no house number was delivered"
    ),
    Tier.COORDINATES_ONLY: _unlinked(
        "er zijn alleen coördinaten geleverd", "only coordinates were delivered"
    ),
    Tier.NO_PLACE: _unlinked(
        "er is geen plaats geleverd", "no place was delivered"
    ),
}  # fmt: skip

MEANINGS: Mapping[Tier, Meaning] = MappingProxyType(
    {
        **_LINKED,
        **_DOUBTFUL,
        **_UNLINKED,
        Tier.PROTECTED: Meaning(
            State.PROTECTED,
            Text(nl="de rij kan over een beschermd object gaan", en="the row may speak of a protected object"),
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
