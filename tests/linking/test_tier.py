# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every tier has its state, and only links a prior."""

from __future__ import annotations

from pandzicht.linking.tier import MEANINGS, State, Tier, tiers_of


def test_every_tier_has_a_meaning_and_every_state_its_tiers() -> None:
    assert set(MEANINGS) == set(Tier)
    assert sorted(tier for state in State for tier in tiers_of(state)) == sorted(Tier)


def test_only_links_have_a_prior_and_none_is_certain() -> None:
    for meaning in MEANINGS.values():
        assert (meaning.prior is not None) == (meaning.state is State.LINKED)
        assert meaning.prior is None or 0 < meaning.prior < 1
