# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the list of the program beside the list of people is said: what is sure, and what more visits would tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pandzicht.language import Say, message
from pandzicht.ranking.slots import Turn
from pandzicht.ranking.uplift import FindsMore, Uplift
from pandzicht.ranking.yield_estimate import Figure

LISTS: Mapping[Turn, str] = {
    Turn.CHECK: message("list of the program"),
    Turn.PEOPLE: message("list of people"),
}
"""What the two lists are called."""
VERDICTS: Mapping[FindsMore, str] = {
    FindsMore.OPEN: message("It cannot be said yet which of the two lists finds more."),
    FindsMore.CHECK: message("The difference is certain: the list of the program finds more. You may stop comparing."),
    FindsMore.PEOPLE: message("The difference is certain: the list of people finds more. You may stop comparing."),
}
"""What is said of the difference."""


def said_uplift(say: Say, told: Uplift) -> Iterator[str]:
    """Yield what may be said of a comparison, a sentence at a time: what is sure first."""
    yield say(VERDICTS[told.verdict])
    if isinstance(told.difference, Figure):
        yield say("You may look as often as you like: this reliability takes that into account.")
    for item in told.ahead if told.verdict is FindsMore.OPEN else ():
        low, high = (Decimal(f"{100 * end:.0f}") for end in (item.low, item.high))
        yield say(
            "After {more} visits more that find as much, the difference would lie between {low} and {high} points.",
            more=item.more,
            low=low,
            high=high,
        )
    if told.both:
        yield say("In {count} slots both lists would have given the same; those tell no difference.", count=told.both)
