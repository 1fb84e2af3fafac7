# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure a tier of the words is: what was assumed, or less."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.linking.tier import State
from pandzicht.parties.party_tier import PARTY_MEANINGS, PartyTier, party_tiers_of
from pandzicht.parties.probability import measured_tier


@given(st.sampled_from(party_tiers_of(State.LINKED)), st.integers(0, 10_000), st.floats(0, 1))
def test_a_probability_is_never_certain_and_never_more_than_assumed(tier: PartyTier, rows: int, share: float) -> None:
    found = measured_tier(tier, rows, int(rows * share)).probability
    assert 0 < found <= (PARTY_MEANINGS[tier].prior or 0) < 1


def test_many_wrong_ones_lower_it() -> None:
    assert measured_tier(PartyTier.NAME_COMPANY, 1_000, 500).probability == Decimal("0.5092")


def test_a_tier_that_links_nothing_has_none() -> None:
    with pytest.raises(ValueError, match="ties no row"):
        measured_tier(PartyTier.SEVERAL)
