# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who did what, and who looked at which address without a task behind it."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponseBase

from pandzicht.definitions.action import NATURES, Action
from pandzicht.errors import PandzichtError
from pandzicht.governance.activity import activity_of_oversight
from pandzicht.governance.concerned import address as concerned_address
from pandzicht.governance.log_reading import acts
from pandzicht.governance.look_up import WHYS, kept_tasks, look_ups, tasks_behind
from pandzicht.governance.subject import Kind, Subject, subject_of
from pandzicht.language import message
from pandzicht.runs.affected import tasks_of_selections
from pandzicht_web.route import Place, Route
from pandzicht_web.visit import Visit

SHOWN = 500
DAYS = 7
_AUDIT = Subject(Kind.LOG, "audit")


def logbook(visit: Visit) -> HttpResponseBase:
    """Show the newest acts since a day, each with how it ended, of everybody or of one account."""
    since, account = _since(visit), visit.request.GET.get("account", "").strip()
    with visit.operation(Action.READ_LOG, _AUDIT) as act, act.state.transaction(reads=True) as transaction:
        lines = acts(transaction, since=since.isoformat())
    ended = {line["operation_id"]: line for line in lines if not account or line["actor"] == account}
    mine = sorted(ended.values(), key=lambda line: str(line["time"]), reverse=True)
    values = {
        "lines": [(line, NATURES[Action(line["action"])].label, subject_of(line["object"])) for line in mine[:SHOWN]],
        "found": len(mine),
        "since": since,
        "account": account,
    }
    return visit.page("pandzicht/oversight/logbook.html", values)


def looked_up(visit: Visit) -> HttpResponseBase:
    """Show who looked at which address since a day, and the tasks behind each; by default those without any."""
    since, everything = _since(visit), "all" in visit.request.GET
    with visit.operation(Action.READ_LOG, _AUDIT) as operation:
        with operation.state.transaction(reads=True) as transaction:
            found = list(look_ups(acts(transaction, since=since.isoformat())))
            tasks = [*kept_tasks(transaction), *tasks_of_selections(visit.office.workspace, operation)]
        judged = [item for item in tasks_behind(found, tasks) if everything or not item[1]]
        shown = list(reversed(judged))[:SHOWN]
        operation.concerns(
            {concerned_address(item.address_id) for item, _ in shown}, activity=activity_of_oversight(visit.desk.roles)
        )
    values = {
        "looks": [(item, NATURES[Action(item.action)].label, [WHYS[why] for why in whys]) for item, whys in shown],
        "found": len(judged),
        "since": since,
        "everything": everything,
    }
    return visit.page("pandzicht/oversight/look_ups.html", values)


def _since(visit: Visit) -> date:
    """Return the day that was asked for, a week back when none was; raise PandzichtError for what is no day."""
    asked = visit.request.GET.get("since", "").strip()
    if not asked:
        return visit.office.door.clock().date() - timedelta(days=DAYS)
    try:
        return date.fromisoformat(asked)
    except ValueError:
        raise PandzichtError(f"since '{asked}' is not a day; write it as 2026-03-01") from None


ROUTES = (
    Route(
        "logbook",
        "toezicht/logboek",
        logbook,
        (Action.READ_LOG,),
        place=Place.OVERSIGHT,
        label=message("Logbook"),
    ),
    Route(
        "look_ups",
        "toezicht/opzoekingen",
        looked_up,
        (Action.READ_LOG,),
        place=Place.OVERSIGHT,
        label=message("Look-ups"),
    ),
)
