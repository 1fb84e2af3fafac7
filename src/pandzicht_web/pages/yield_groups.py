# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a round of a check fell on groups of people, by figures of whole areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.definitions.words import Text
from pandzicht.errors import NotAvailable, NotFound
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import message
from pandzicht.runs.area_figures import PURPOSE
from pandzicht.runs.fairness import GroupShares, Measure, fairness
from pandzicht.runs.rounds import HandedRound, rounds_of
from pandzicht_web.opening import opened
from pandzicht_web.route import Needs, Place, Route
from pandzicht_web.visit import Visit
from pandzicht_web.yield_words import Cell, fifth_per_thousand, fifth_share, fifths_ratio_cell

MEASURES: Mapping[Measure, str] = {
    Measure.SELECTED: message("Selected for its points or by hand, per 1,000 of the frame"),
    Measure.NOTHING: message("Visited and nothing found, per 1,000 of the frame"),
    Measure.ESTABLISHED: message("Established, of what was visited"),
    Measure.NO_ACCESS: message("No access, of what was visited"),
}

OF_FRAME = frozenset({Measure.SELECTED, Measure.NOTHING})


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group on the page: its share per fifth, and the last fifth over the first."""

    label: Text
    shares: Sequence[str]
    ratio: Cell


def groups(visit: Visit) -> HttpResponseBase:
    """Show how a round fell on groups: the round that is asked, or the newest."""
    check, asked = visit.serves.check(visit.request.GET.get("check", "")), visit.request.GET.get("round", "")
    subject, purposes = Subject(Kind.CHECK, check.check), (*visit.serves.purposes, PURPOSE)
    with visit.operation(Action.SEE_YIELD, subject, purposes) as operation:
        run = opened(visit, operation)
        one = _asked(rounds_of(run, check.check), asked)
        try:
            found = fairness(run, one) if one else ()
        except NotAvailable:
            found = ()
    measures = [
        (MEASURES[measure], [_line(visit, item) for item in found if _tells(item, measure)]) for measure in Measure
    ]
    values = {"check": check, "round": one, "missing": not found, "measures": measures}
    return visit.page("pandzicht/yields/fairness.html", values)


def _asked(rounds: Sequence[HandedRound], name: str) -> HandedRound | None:
    standing = [one for one in rounds if not one.is_destroyed]
    if not name:
        return standing[-1] if standing else None
    found = next((one for one in standing if one.selection_id == name), None)
    if found is None:
        raise NotFound(f"selection '{name}' is no round of which the list is there; choose one that was handed over")
    return found


def _tells(item: GroupShares, measure: Measure) -> bool:
    return item.measure is measure and any(rate is not None for rate in item.shares.rates)


def _line(visit: Visit, item: GroupShares) -> GroupLine:
    told = fifth_per_thousand if item.measure in OF_FRAME else fifth_share
    shares = [told(visit.say, rate) for rate in item.shares.rates]
    return GroupLine(item.label, shares, fifths_ratio_cell(visit.say, item.shares.ratio))


ROUTES = (
    Route(
        "yield_groups",
        "rendement/groepen",
        groups,
        (Action.SEE_YIELD,),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
    ),
)
