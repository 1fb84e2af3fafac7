# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the tiers names every tier, under its state, in the words that a run shows."""

from __future__ import annotations

from pandzicht.linking.reason import reason_of
from pandzicht.linking.tier import MEANINGS, State, Tier
from tools.tier_page import TITLES, page_of_tiers


def test_every_tier_stands_under_its_state_with_its_reason_in_both_languages() -> None:
    page = page_of_tiers()
    sections = {state: page.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0] for state, title in TITLES.items()}
    assert set(sections) == set(State)
    for tier in Tier:
        reason = reason_of(MEANINGS[tier])
        assert f"| `{tier}` | {reason.en} | {reason.nl} |" in sections[MEANINGS[tier].state]


def test_only_a_tier_that_links_has_a_probability() -> None:
    row = next(line for line in page_of_tiers().splitlines() if line.startswith("| `postcode` |"))
    assert row.endswith(f"| {MEANINGS[Tier.POSTCODE].prior} |")
    assert page_of_tiers().count("assumed |") == 1
