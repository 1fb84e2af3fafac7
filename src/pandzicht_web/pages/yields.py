# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the lists of a check gave: per round beside what chance gives, and every number opens what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.exports.finding_words import APPEALS, DELAYS
from pandzicht.exports.yield_words import PARTS, plain_sentence
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import message
from pandzicht.ranking.round import Part
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import StratumYield
from pandzicht.runs.inspectors import inspectors_told
from pandzicht.runs.round_drift import round_drift
from pandzicht.runs.round_visits import VisitAsk, round_visits
from pandzicht.runs.rounds import HandedRound, rounds_of
from pandzicht.runs.uplift import uplift_over
from pandzicht.worklist.neighbourhoods import neighbourhoods
from pandzicht_web.burden_part import NO_AREA, burden_part
from pandzicht_web.drift_lines import drift_part
from pandzicht_web.finding_lines import FindingLine, finding_lines, weights_said
from pandzicht_web.inspectors_part import inspectors_part
from pandzicht_web.interval_picture import IntervalPicture, Named, interval_picture
from pandzicht_web.named_choice import named_choice
from pandzicht_web.opening import opened
from pandzicht_web.paging import paging_of
from pandzicht_web.route import Needs, Place, Route
from pandzicht_web.templatetags.said import STRATA
from pandzicht_web.uplift_lines import uplift_part
from pandzicht_web.visit import Visit
from pandzicht_web.yield_words import RESULTS, Cell, difference_cell, ratio_cell, share_cell

PAGE = 500
"""Units on one page."""
OPEN = 2
"""Of so many of the newest rounds the figures stand open."""
DRAWN = 6
"""So many of the newest rounds are drawn."""
NO_CELL = Cell("–")
"""Of the random share against itself."""


@dataclass(frozen=True, slots=True)
class StratumLine:
    """One stratum of a round on the page: its counts by part of the funnel, and its figures."""

    stratum: str
    counts: Sequence[tuple[Part, int]]
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class RoundPart:
    """One round on the page."""

    round: HandedRound
    sentence: str
    lines: Sequence[StratumLine]
    frame: Cell
    lift: Cell
    findings: Sequence[FindingLine]
    is_older: bool
    """Whether its figures are opened by who wants them."""


def yields(visit: Visit) -> HttpResponseBase:
    """Show what every list of a check gave that was handed over, the newest first."""
    check = visit.serves.check(visit.request.GET.get("check", ""))
    with visit.operation(Action.SEE_YIELD, Subject(Kind.CHECK, check.check), visit.serves.purposes) as operation:
        run = opened(visit, operation)
        found = rounds_of(run, check.check)
        fallen = burden_part(visit, run, check.check, found)
        moved = round_drift(run, check.check, found)
        alike = inspectors_told(run, found)
        held = uplift_over(run, found)
    values = {
        "check": check,
        "uplift": uplift_part(visit, held),
        "drift": drift_part(visit, run.catalogue, moved),
        "inspectors": inspectors_part(visit, alike),
        "on": run.on.isoformat(),
        "rounds": [_round_part(visit, one, check.unit, at) for at, one in enumerate(reversed(found))],
        "picture": _picture(visit, found),
        "burden": fallen,
        "parts": PARTS,
        "appeals": APPEALS,
        "delays": DELAYS,
        "weights": weights_said(visit, run, check.check),
        "may_list": visit.may(Action.EXPORT_SELECTION) or visit.may(Action.EXPORT_FACTS),
    }
    return visit.page("pandzicht/yields/yields.html", values)


def visits(visit: Visit) -> HttpResponseBase:
    """Show the units that a number of the yield counts, with every look at them."""
    asked = visit.request.GET
    check = visit.serves.check(asked.get("check", ""))
    stratum = named_choice(Stratum, asked["stratum"]) if asked.get("stratum") else None
    part, signal = named_choice(Part, asked.get("part", "selected")), asked.get("signal", "")
    ask = VisitAsk(asked.get("round", ""), stratum, part, _area(asked.get("area")), signal)
    with visit.operation(Action.SEE_YIELD, Subject(Kind.CHECK, check.check), visit.serves.purposes) as operation:
        run = opened(visit, operation)
        rounds = rounds_of(run, check.check)
        found = round_visits(run, check.check, rounds, ask)
        buurten = neighbourhoods(run).of_wijken().get(ask.area or "", ())
    paging = paging_of(asked, len(found), PAGE)
    values = {
        "check": check,
        "ask": ask,
        "round": next((one for one in rounds if one.selection_id == ask.selection_id), None),
        "part": PARTS[ask.part],
        "results": RESULTS,
        "appeals": APPEALS,
        "catalogue": run.catalogue,
        "buurten": buurten,
        "count": len(found),
        "units": found[paging.begin : paging.end],
        "paging": paging,
        "may_open": any(map(visit.may, (Action.HIT, Action.EXPLAIN, Action.SEE_FACTS))),
    }
    return visit.page("pandzicht/yields/visits.html", values)


def _area(asked: str | None) -> str | None:
    return "" if asked == NO_AREA else asked


def _round_part(visit: Visit, one: HandedRound, unit: str, place: int) -> RoundPart:
    told = one.told
    return RoundPart(
        one,
        plain_sentence(visit.say, told, unit),
        [_stratum_line(visit, one, stratum, own) for stratum, own in told.strata.items()],
        share_cell(visit.say, told.frame),
        ratio_cell(visit.say, told.lift),
        finding_lines(visit, one),
        place >= OPEN,
    )


def _stratum_line(visit: Visit, one: HandedRound, stratum: Stratum, own: StratumYield) -> StratumLine:
    contrast = one.contrasts.get(stratum)
    cells = [share_cell(visit.say, share) for share in (own.per_selected, own.per_visited, own.per_entered)]
    if contrast:
        cells += [ratio_cell(visit.say, contrast.ratio), difference_cell(visit.say, contrast.difference)]
    else:
        cells += [NO_CELL, NO_CELL]
    return StratumLine(stratum.value, [(part, getattr(own, part.value)) for part in Part], cells)


def _picture(visit: Visit, rounds: Sequence[HandedRound]) -> IntervalPicture | None:
    shown = [one for one in reversed(rounds) if not one.is_destroyed][:DRAWN]
    return interval_picture(
        [(visit.say("Round {number}", number=one.number), list(_shares(visit, one))) for one in shown]
    )


def _shares(visit: Visit, one: HandedRound) -> Iterator[Named]:
    for stratum, own in one.told.strata.items():
        yield Named(visit.say(STRATA[stratum.value]), stratum.value, own.per_visited)
    yield Named(visit.say("Whole frame (estimated)"), "frame", one.told.frame)


ROUTES = (
    Route(
        "yields",
        "rendement",
        yields,
        (Action.SEE_YIELD,),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
        label=message("Yield"),
    ),
    Route(
        "yield_visits",
        "rendement/bezoeken",
        visits,
        (Action.SEE_YIELD,),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
    ),
)
