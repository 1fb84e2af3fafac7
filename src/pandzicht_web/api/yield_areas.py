# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the visits of a check fell, for machines: of all rounds or one, of all strata or one."""

from __future__ import annotations

from dataclasses import asdict

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind, Subject
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.burden import burden
from pandzicht.runs.rounds import rounds_named, rounds_of
from pandzicht_web.answering import call_route
from pandzicht_web.burden_answers import AreaBurden
from pandzicht_web.call import Answer, Call, Line, Question
from pandzicht_web.opening import opened
from pandzicht_web.route import Needs
from pandzicht_web.visit import Visit


class BurdenAsked(Question):
    """Of which round and stratum; without them of all."""

    round: Line = Field(default="", description="selection_id of the round")
    stratum: Stratum | None = None


class BurdenTold(Answer):
    """Every wijk that has addresses, the most heavily visited first; those with a few visits last."""

    areas: list[AreaBurden]


def areas(visit: Visit, asked: BurdenAsked, check: str) -> object:
    """Answer what the rounds that are asked laid on each wijk."""
    name = visit.serves.check(check).check
    with visit.operation(Action.SEE_YIELD, Subject(Kind.CHECK, name), visit.serves.purposes) as operation:
        run = opened(visit, operation)
        rounds = rounds_named(name, rounds_of(run, name), asked.round)
        fallen = burden(run, rounds, asked.stratum)
    return BurdenTold.model_validate({"areas": [asdict(item) for item in fallen]})


ROUTES = (
    call_route(
        "api_yield_areas",
        "yields/<slug:check>/areas",
        areas,
        Call("Answer where the visits fell, of a round or stratum or of all", BurdenTold, BurdenAsked),
        acts=(Action.SEE_YIELD,),
        needs=Needs.PURPOSE,
    ),
)
