# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The yield of a check for machines: the figures of the page, and the units that a number counts."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind, Subject
from pandzicht.learning.round_drift import Told
from pandzicht.ranking.outcome import Appeal, Result
from pandzicht.ranking.round import Part
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.area_figures import PURPOSE
from pandzicht.runs.fairness import Measure
from pandzicht.runs.round_visits import RoundVisit, VisitAsk, round_visits
from pandzicht.runs.rounds import rounds_of
from pandzicht.runs.yield_account import yield_account
from pandzicht_web.answering import call_route
from pandzicht_web.burden_answers import AreaBurden
from pandzicht_web.call import Answer, Call, Line, Question
from pandzicht_web.claim_answers import Claim, NoClaim
from pandzicht_web.inspector_answers import InspectorsTold
from pandzicht_web.opening import opened
from pandzicht_web.route import Needs
from pandzicht_web.uplift_answers import UpliftTold
from pandzicht_web.visit import Visit


class FindingsTold(Answer):
    """What became of what one stratum established: the first three together are that; undone findings weigh nothing."""

    standing: int = Field(description="No objection or appeal undid them, as far as their source tells")
    running: int = Field(description="Objection or appeal is not decided yet")
    undone: int = Field(description="Revoked or annulled")
    unrated: int = Field(description="Without a severity; they weigh as the lightest")
    severity: Claim | NoClaim = Field(description="Weight per visited unit, by the weights in the catalogue")


class DelayTold(Answer):
    """Medians of days of one stratum."""

    to_look: float | NoClaim = Field(description="From the peildatum of the list to the look")
    to_written: float | NoClaim = Field(description="From the look to the day on which its outcome was written down")


class StratumTold(Answer):
    """One stratum of a round: the funnel, what was established per unit of each step, and that beside chance."""

    stratum: Stratum
    selected: int
    not_yet: int
    visited: int
    no_access: int
    entered: int
    nothing: int
    established: int
    findings: FindingsTold
    days: DelayTold
    per_selected: Claim | NoClaim
    per_visited: Claim | NoClaim
    per_entered: Claim | NoClaim
    ratio_to_control: Claim | NoClaim | None
    difference_with_control: Claim | NoClaim | None


class LastOverFirst(Answer):
    """The share where a group is largest over that where it is smallest, with its interval of 95 %."""

    value: float
    low: float
    high: float


class Named(Answer):
    """A name in Dutch, and in English where there is one."""

    nl: str
    en: str | None


class GroupTold(Answer):
    """One measure of a round beside one group: per fifth of the city (null: too few), from where it is smallest on."""

    group: str
    label: Named
    measure: Measure
    fifths: list[float | None]
    last_over_first: LastOverFirst | None


class AreaTold(Answer):
    """What a round did in one wijk: selected and nothing found are of its frame, the others of what was visited."""

    area: str
    frame: int
    visited: int
    selected: Claim | NoClaim
    nothing: Claim | NoClaim
    established: Claim | NoClaim
    no_access: Claim | NoClaim


class FairnessTold(Answer):
    """How a round fell on groups and wijken; where no figures of groups may be read or are known, which of these."""

    refused: Literal["no_purpose", "no_figures"] | None
    groups: list[GroupTold]
    areas: list[AreaTold]


class RoundTold(Answer):
    """One round: a list that was handed over, what it gave, and the estimate of the whole frame beside it."""

    number: int
    selection_id: str
    on: date
    handed_at: str
    taken_back_on: date | None
    is_destroyed: bool
    steps: dict[str, int]
    strata: list[StratumTold]
    frame: Claim | NoClaim
    lift: Claim | NoClaim
    fairness: FairnessTold | None


class DriftTold(Answer):
    """One figure of a signal (yes, unknown: of all addresses) or source (rows, linked, days of delay) of two rounds."""

    name: str
    told: Told
    before: float
    now: float
    has_moved: bool
    is_fed: bool = Field(description="Whether earlier visits feed this signal")


class YieldTold(Answer):
    """What every list of a check gave, as a run knows it; the first round first."""

    check: str
    run: str
    on: date
    rounds: list[RoundTold]
    burden: list[AreaBurden]
    drift: list[DriftTold] = Field(description="The newest round beside the one before; what moved stands first")
    inspectors: InspectorsTold
    uplift: UpliftTold | None = Field(description="null where no list of people was compared")


class NumberAsked(Question):
    """Which number is opened: of one round, stratum or wijk, or of all, and of which part of the funnel."""

    round: Line = Field(default="", description="selection_id of the round")
    stratum: Stratum | None = None
    part: Part = Part.SELECTED
    signal: Line = Field(default="", description="Of drawn units only: what was yes when the list was made")
    area: Line | None = Field(default=None, description="Code of a wijk; empty for addresses of which it is not known")


class LookTold(Answer):
    """One look at a unit, and the source that tells it."""

    day: date
    step: str
    result: Result
    appeal: Appeal = Field(description="What became of a finding; whatever is no finding stands")
    severity: str = Field(description="Code of its source; empty where none is told")
    source: str


class UnitTold(Answer):
    """One unit of a round, with what it gave and the looks that count for it."""

    round: int
    selection_id: str
    unit_id: str
    address_id: str
    adres: str
    stratum: Stratum
    result: Result | None
    looks: list[LookTold]


class UnitsTold(Answer):
    """The units that a number counts."""

    units: list[UnitTold]


def told(visit: Visit, check: str) -> object:
    """Answer what every list of a check gave."""
    name = visit.serves.check(check).check
    subject, purposes = Subject(Kind.CHECK, name), visit.serves.purposes
    if visit.desk.decide(Action.SEE_YIELD, subject, PURPOSE.name).allowed:
        purposes = (*purposes, PURPOSE)
    with visit.operation(Action.SEE_YIELD, subject, purposes) as operation:
        run = opened(visit, operation)
        return YieldTold.model_validate(yield_account(run, name, rounds_of(run, name)))


def units(visit: Visit, asked: NumberAsked, check: str) -> object:
    """Answer the units that a number of the yield counts."""
    name = visit.serves.check(check).check
    with visit.operation(Action.SEE_YIELD, Subject(Kind.CHECK, name), visit.serves.purposes) as operation:
        run = opened(visit, operation)
        rounds = rounds_of(run, name)
        found = round_visits(
            run, name, rounds, VisitAsk(asked.round, asked.stratum, asked.part, asked.area, asked.signal)
        )
    return UnitsTold(units=[_unit(item) for item in found])


def _unit(item: RoundVisit) -> UnitTold:
    return UnitTold(
        round=item.number,
        selection_id=item.selection_id,
        unit_id=item.unit_id,
        address_id=item.address_id,
        adres=item.adres,
        stratum=item.stratum,
        result=item.outcome.result if item.outcome else None,
        looks=[
            LookTold(
                day=date.fromisoformat(look.look.day),
                step=look.look.step,
                result=look.look.result,
                appeal=look.look.appeal,
                severity=look.look.severity,
                source=look.row.source,
            )
            for look in item.looks
        ],
    )


ROUTES = (
    call_route(
        "api_yield",
        "yields/<slug:check>",
        told,
        Call("Answer what every list of a check gave, with intervals", YieldTold),
        acts=(Action.SEE_YIELD,),
        needs=Needs.PURPOSE,
    ),
    call_route(
        "api_yield_units",
        "yields/<slug:check>/units",
        units,
        Call("List the units that a number of the yield counts", UnitsTold, NumberAsked),
        acts=(Action.SEE_YIELD,),
        needs=Needs.PURPOSE,
    ),
)
