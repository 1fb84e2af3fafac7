# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of the program beside the list of people at a terminal: what each gave, and what may be said of it."""

from __future__ import annotations

from pandzicht.cli.page import Page
from pandzicht.exports.uplift_words import LISTS, said_uplift
from pandzicht.exports.yield_words import PARTS, said_difference, said_share
from pandzicht.ranking.round import Part
from pandzicht.ranking.slots import Turn
from pandzicht.ranking.uplift import Uplift


def show_uplift(page: Page, told: Uplift | None) -> None:
    """Say what the slots of both lists gave and how they differ; nothing where no list was compared."""
    if told is None:
        return
    page.line()
    page.line(page.say("The list of the program beside the list of people, over all rounds:"))
    headings = [page.say(PARTS[part]) for part in (Part.VISITED, Part.ESTABLISHED)]
    rows = [
        (page.say(LISTS[turn]), side.given, side.visited, side.established, said_share(page.say, side.per_visited))
        for turn, side in ((Turn.CHECK, told.check), (Turn.PEOPLE, told.people))
    ]
    page.table([page.say("list"), page.say("slots"), *headings, page.say("per visit")], rows)
    page.line(f"{page.say('difference')}: {said_difference(page.say, told.difference)}", indent=2, hang=2)
    for sentence in said_uplift(page.say, told):
        page.line(sentence, indent=2, hang=2)
