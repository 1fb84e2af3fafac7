# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""From sayings to pairs that may be one party: equal spellings first, resembling names for what found nothing."""

from __future__ import annotations

from collections.abc import Sequence

from pandzicht.linking.step import Step, word
from pandzicht.linking.tier import State
from pandzicht.parties.agreement import judged_step
from pandzicht.parties.candidates import Sides, near_steps, nearly_steps
from pandzicht.parties.party_source import PartySource
from pandzicht.parties.party_tier import party_tiers_of


def pair_steps(sides: Sides, sources: Sequence[PartySource]) -> tuple[Step, ...]:
    """Return the steps from sayings to `party_pairs`: those that may be one party, each with its tier."""
    linked = ", ".join(word(tier) for tier in party_tiers_of(State.LINKED))
    found = f"SELECT said_id FROM party_judged WHERE tier IN ({linked})"
    if sides is Sides.EACH_OTHER:
        found += f" UNION ALL SELECT other_id FROM party_judged WHERE tier IN ({linked})"
    left = f"SELECT DISTINCT side, said_id FROM party_names WHERE side = {sides.side} AND said_id NOT IN ({found})"
    more = "(SELECT * FROM party_nearly ANTI JOIN party_near USING (said_id, other_id))"
    return (
        *near_steps(sides, {field for source in sources for field in source.columns}),
        judged_step("party_judged", "party_near", sides),
        Step("party_open", left),
        *nearly_steps(sides),
        judged_step("party_judged_more", more, sides),
        Step("party_pairs", "SELECT * FROM party_judged UNION ALL SELECT * FROM party_judged_more"),
    )
