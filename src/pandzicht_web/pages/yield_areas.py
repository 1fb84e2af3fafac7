# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the visits of a check fell, per wijk: of all rounds or one, of all strata or one."""

from __future__ import annotations

from django.http import HttpResponseBase, QueryDict

from pandzicht.definitions.action import Action
from pandzicht.exports.yield_words import PARTS
from pandzicht.governance.subject import Kind, Subject
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.rounds import rounds_of
from pandzicht_web.burden_part import SHOWN, BurdenAsk, Shown, burden_part
from pandzicht_web.named_choice import named_choice
from pandzicht_web.opening import opened
from pandzicht_web.route import Needs, Place, Route
from pandzicht_web.visit import Visit


def areas(visit: Visit) -> HttpResponseBase:
    """Show where the visits fell of the rounds and the stratum that are asked."""
    check, ask = visit.serves.check(visit.request.GET.get("check", "")), _asked(visit.request.GET)
    with visit.operation(Action.SEE_YIELD, Subject(Kind.CHECK, check.check), visit.serves.purposes) as operation:
        run = opened(visit, operation)
        rounds = rounds_of(run, check.check)
        fallen = burden_part(visit, run, check.check, rounds, ask)
    values = {
        "check": check,
        "on": run.on.isoformat(),
        "rounds": rounds[::-1],
        "strata": tuple(Stratum),
        "measures": SHOWN,
        "parts": PARTS,
        "burden": fallen,
    }
    return visit.page("pandzicht/yields/areas.html", values)


def _asked(asked: QueryDict) -> BurdenAsk:
    stratum, shown = asked.get("stratum", ""), asked.get("shown", "")
    return BurdenAsk(
        asked.get("round", ""),
        named_choice(Stratum, stratum) if stratum else None,
        named_choice(Shown, shown) if shown else Shown.NOTHING,
    )


ROUTES = (
    Route(
        "yield_areas",
        "rendement/wijken",
        areas,
        (Action.SEE_YIELD,),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
    ),
)
