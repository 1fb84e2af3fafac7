# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every tier of parties has a meaning; only links have a probability, and none is certain."""

from __future__ import annotations

from pandzicht.linking.reason import reason_of
from pandzicht.linking.tier import State
from pandzicht.parties.party_tier import IDENTIFIED, PARTY_MEANINGS, PartyTier, party_tiers_of


def test_every_tier_has_a_meaning_in_both_languages_and_in_its_order() -> None:
    assert list(PARTY_MEANINGS) == list(PartyTier)
    assert all(reason_of(meaning).nl != reason_of(meaning).en for meaning in PARTY_MEANINGS.values())


def test_only_links_have_a_probability_and_none_is_certain() -> None:
    for meaning in PARTY_MEANINGS.values():
        assert (meaning.prior is not None) == (meaning.state is State.LINKED)
        assert meaning.prior is None or 0 < meaning.prior < 1
    assert party_tiers_of(State.LINKED)[:3] == IDENTIFIED
