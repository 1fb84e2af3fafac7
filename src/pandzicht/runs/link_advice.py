# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the holder of a table can do about a row, by how it was decided."""

from __future__ import annotations

from collections.abc import Mapping

from pandzicht.language import message
from pandzicht.linking.tier import MEANINGS, State, Tier

_OF_STATE: Mapping[State, str] = {
    State.LINKED: message("Nothing: the address was found."),
    State.DOUBTFUL: message("Hold the row against the other address, and correct what is wrong in it."),
    State.UNLINKED: message("See whether the row names an address, and whether it is written well."),
}
_OF_TIER: Mapping[Tier, str] = {
    Tier.UNIT_PART: message("Where much depends on it: see whether a letter or addition was lost."),
    Tier.STREET_OTHER_POSTCODE: message("Correct the postcode when you have the chance."),
    Tier.STREET_OTHER_BLOCK: message("Look up the postcode of this house number: one of the two may be wrong."),
    Tier.STREET_AGAINST_POSTCODE: message("Correct the postcode when you have the chance."),
    Tier.POSTCODE_STREET_ALIKE: message("Take over the spelling of the street when you have the chance."),
    Tier.STREET_ALIKE: message("Take over the spelling of the street when you have the chance."),
    Tier.LEARNED_NAME: message("Take over the new name of the address when you have the chance."),
    Tier.JUDGED_CONFLICT: message("Let these people look at the row together, and judge it anew."),
    Tier.UNKNOWN_ID: message("Correct the id when you have the chance; it may be an old one."),
    Tier.FORMER_NAME: message("Take over the new name of the address when you have the chance."),
    Tier.PAND_ID: message("Add an address if you need to know which part of the building is meant."),
    Tier.IDS_DIFFER: message("Look both ids up in the BAG, and take the wrong one out."),
    Tier.NUMBER_DIFFERS: message("Hold the house number against the other address; correct the number or the id."),
    Tier.STREET_DIFFERS: message(
        "Hold the street against the other address. If that is the right one, take over its street; if not, correct "
        "the postcode or the id."
    ),
    Tier.POSTCODE_DIFFERS: message("Look the postcode up and correct it, or leave it empty."),
    Tier.TOWN_DIFFERS: message(
        "If the row is about the other town, it does not belong here; if not, correct the town."
    ),
    Tier.PAND_DIFFERS: message("Hold the pand id against the address; correct one of the two."),
    Tier.UNIT_DIFFERS: message("Hold letter and addition against the other address; correct them or the id."),
    Tier.UNIT_UNKNOWN: message(
        "Look up which letters and additions this house number has in the BAG, and correct the row. If the row is "
        "right, tell whoever keeps the BAG."
    ),
    Tier.UNIT_MAY_BE_LOST: message("See in the register it came from whether a letter or addition was lost."),
    Tier.SEVERAL: message("Add what tells the addresses apart: a postcode, a town, a letter or an addition."),
    Tier.OUTSIDE: message("Nothing, if the address indeed lies elsewhere."),
    Tier.NOT_FOUND: message(
        "Look for a slip in street, house number or postcode. If the row is right, ask whoever keeps the BAG."
    ),
    Tier.ID_NOT_FOUND: message("Correct the id, or add the address."),
    Tier.NO_NUMBER: message(
        "Add the house number. If it stands in a column that was not recognised, name that with --role."
    ),
    Tier.COORDINATES_ONLY: message("Add an address: coordinates alone are tied to none."),
    Tier.NO_PLACE: message("Fill in an address."),
}


def advice_for(tier: Tier) -> str:
    """Return the English text, to be said, of what to do about rows that were decided by a tier."""
    return _OF_TIER.get(tier) or _OF_STATE[MEANINGS[tier].state]
