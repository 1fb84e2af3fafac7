# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Handing a selection over to inspectors and taking it back; and what they get: addresses, nothing of why."""

from __future__ import annotations

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.errors import Gone, NotApproved, NotFound
from pandzicht.governance.handover import (
    Handover,
    hand_over,
    handed_to,
    propose_handover,
    take_back,
)
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import message
from pandzicht.runs.handed import told_of_handing, what_is_handed
from pandzicht.runs.opened import open_run
from pandzicht.runs.selecting import KeptSelection, kept_selection, listed_units
from pandzicht_web.route import Needs, Place, Route
from pandzicht_web.visit import Visit


def given(visit: Visit, selection_id: str) -> HttpResponseBase:
    """Hand a selection over; where the municipality asks for a second person, ask for one first."""
    kept, note = _kept(visit, selection_id), visit.request.POST.get("note", "")
    what = what_is_handed(kept)
    try:
        with visit.operation(Action.HAND_OVER, what.subject, visit.serves.purposes) as operation:
            told_of_handing(visit.office.workspace, operation, kept, visit.office.shelf)
            hand_over(operation, what, note)
    except NotApproved:
        with visit.operation(Action.HAND_OVER, what.subject, visit.serves.purposes) as operation:
            propose_handover(operation, what, note)
    return visit.moved("selection", selection_id)


def taken_back(visit: Visit, selection_id: str) -> HttpResponseBase:
    """Take a selection back from the inspectors and keep why."""
    kept, because = _kept(visit, selection_id), visit.request.POST.get("because", "")
    with visit.operation(Action.HAND_OVER, what_is_handed(kept).subject, visit.serves.purposes) as operation:
        take_back(operation, selection_id, because)
    return visit.moved("selection", selection_id)


def handed(visit: Visit) -> HttpResponseBase:
    """Show the lists that inspectors have now for the purpose."""
    with visit.operation(Action.SEE_HANDED, purposes=visit.serves.purposes) as operation:
        with operation.state.transaction(reads=True) as transaction:
            found = handed_to(transaction, visit.serves.checks)
        shown = [(item, visit.serves.check(item.check_name).label) for item in found if _stands(visit, item)]
    return visit.page("pandzicht/selections/handed.html", {"handed": shown})


def walk(visit: Visit, selection_id: str) -> HttpResponseBase:
    """Show the addresses of a list that was handed over, in the order in which one walks past."""
    kept = _kept(visit, selection_id)
    subject = Subject(Kind.SELECTION, selection_id)
    with visit.operation(Action.SEE_HANDED, subject, visit.serves.purposes) as operation:
        run = open_run(visit.office.workspace, operation, kept.account["run"], visit.office.shelf)
        units = listed_units(run, kept)
        with operation.state.transaction(reads=True) as transaction:
            given_now = {item.selection_id: item for item in handed_to(transaction, visit.serves.checks)}
    check = visit.serves.check(kept.account["check"])
    values = {"units": units, "label": check.label, "handover": given_now[selection_id], "check": check.check}
    values["has_second"] = any(unit["second_visit"] for unit in units)
    return visit.page("pandzicht/selections/walk.html", values)


def _kept(visit: Visit, selection_id: str) -> KeptSelection:
    kept = kept_selection(visit.office.workspace, selection_id)
    if kept.account["check"] not in visit.serves.checks:
        raise NotFound(f"selection '{selection_id}' is of another purpose than the one that was chosen")
    return kept


def _stands(visit: Visit, item: Handover) -> bool:
    try:
        kept_selection(visit.office.workspace, item.selection_id)
    except (Gone, NotFound):
        return False
    return True


ROUTES = (
    Route(
        "handed",
        "bezoeklijsten",
        handed,
        (Action.SEE_HANDED,),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
        label=message("For visits"),
        pocket=True,
    ),
    Route(
        "walk",
        "bezoeklijsten/<str:selection_id>",
        walk,
        (Action.SEE_HANDED,),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
        pocket=True,
    ),
    Route(
        "given",
        "selecties/<str:selection_id>/overdragen",
        given,
        (Action.HAND_OVER,),
        Needs.PURPOSE,
        methods=("POST",),
        place=Place.SELECTIONS,
    ),
    Route(
        "taken_back",
        "selecties/<str:selection_id>/terugnemen",
        taken_back,
        (Action.HAND_OVER,),
        Needs.PURPOSE,
        methods=("POST",),
        place=Place.SELECTIONS,
    ),
)
