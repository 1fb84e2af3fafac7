# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from pandzicht.language import Language, speaker
from pandzicht.linking.tier import Tier
from pandzicht.runs import link_advice
from pandzicht.runs.link_advice import advice_for


@pytest.mark.parametrize("tier", Tier)
def test_something_can_be_said_of_every_row_in_both_languages(tier: Tier) -> None:
    if tier is not Tier.PROTECTED:
        english = advice_for(tier)
        assert speaker(Language.EN)(english) == english
        assert speaker(Language.NL)(english) != english


def test_a_tier_without_advice_of_its_own_has_that_of_its_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_advice, "_OF_TIER", {})
    assert "was found" in advice_for(Tier.POSTCODE)
    assert "other address" in advice_for(Tier.SEVERAL)
    assert "names an address" in advice_for(Tier.NO_PLACE)
