# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the newest round of a check fell on groups of people and on wijken, for people who read a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pandzicht.cli.page import Page
from pandzicht.exports.yield_words import said_per_thousand, said_share
from pandzicht.language import message
from pandzicht.ranking.estimate import Estimate
from pandzicht.ranking.yield_estimate import SMALLEST_CELL, Figure, Refusal
from pandzicht.runs.fairness import Fairness, Measure, NoGroups

MEASURES: Mapping[Measure, str] = {
    Measure.SELECTED: message("selected of the frame"),
    Measure.NOTHING: message("nothing found per 1,000 of the frame"),
    Measure.ESTABLISHED: message("established per visit"),
    Measure.NO_ACCESS: message("no access per visit"),
}
"""What each measure is called above a column."""
REFUSED: Mapping[NoGroups, str] = {
    NoGroups.NO_PURPOSE: message("your roles do not cover the purpose of the proxy test (proxytoets)"),
    NoGroups.NO_FIGURES: message("no figures of areas are known to this comparison"),
}
"""Why nothing is told of groups."""


def show_fairness(page: Page, told: Fairness, number: int) -> None:
    """Say how a round fell on groups, the last fifth over the first, and on each wijk that was visited."""
    say = page.say
    page.line()
    if told.refused is not None:
        why = say(REFUSED[told.refused])
        page.line(say("How round {number} fell on groups is not told: {why}.", number=number, why=why))
    else:
        text = say(
            "How round {number} fell on groups: where a group is largest over where it is smallest, a fifth of the "
            "city each.",
            number=number,
        )
        page.line(text)
        _show_groups(page, told)
    visited = [item for item in told.areas if item.visited]
    shown = [item for item in visited if item.visited >= SMALLEST_CELL]
    if shown:
        page.line(say("How round {number} fell on wijken with 10 visits or more:", number=number))
        rows = [
            [item.area, item.frame, item.visited, *(_share(page, each, item.shares[each]) for each in Measure)]
            for item in shown
        ]
        page.table([say("wijk"), say("frame"), say("visited"), *_headings(page)], rows)
    few = len(visited) - len(shown)
    if few:
        text = say(
            "In {count} wijk fewer than 10 visits were made: too few to tell anything of it.",
            "In {count} wijken fewer than 10 visits were made: too few to tell anything of each.",
            count=few,
        )
        page.line(text)


def _show_groups(page: Page, told: Fairness) -> None:
    ratios: dict[str, dict[Measure, Estimate | None]] = {}
    for item in told.groups:
        ratios.setdefault(item.label.in_(page.language), {})[item.measure] = item.shares.ratio
    rows = [[label, *(_ratio(page, own.get(measure)) for measure in Measure)] for label, own in ratios.items()]
    page.table([page.say("group"), *_headings(page)], rows)


def _headings(page: Page) -> list[str]:
    return [page.say(MEASURES[measure]) for measure in Measure]


def _share(page: Page, measure: Measure, told: Figure | Refusal) -> str:
    said = said_per_thousand if measure is Measure.NOTHING else said_share
    return said(page.say, told)


def _ratio(page: Page, told: Estimate | None) -> str:
    if told is None:
        return page.say("too little to tell")
    value, low, high = (Decimal(f"{part:.2f}") for part in (told.value, told.low, told.high))
    return page.say("{value} times (95 %: {low} to {high})", value=value, low=low, high=high)
