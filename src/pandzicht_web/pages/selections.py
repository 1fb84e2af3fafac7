# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Selections: drawn with a random share, looked at by stratum, taken along as a file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound, PandzichtError
from pandzicht.exports.audience import Audience
from pandzicht.governance.desk import Operation
from pandzicht.governance.handover import handovers_of, needs_approval
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Proposal
from pandzicht.governance.proposals import proposals
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import message
from pandzicht.ranking.selection import Against, Ask
from pandzicht.ranking.strata_account import strata_of
from pandzicht.runs.exporting import ExportAsk, export_selection
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.people_list import pasted_list
from pandzicht.runs.selecting import (
    KeptSelection,
    active_check,
    kept_selection,
    listed_units,
    select,
    selections_of,
)
from pandzicht.store.state_database import Transaction
from pandzicht_web.route import Form, Needs, Place, Route
from pandzicht_web.sent_file import KINDS, sent
from pandzicht_web.visit import Visit

MOST = 10_000
"""Units of one selection."""


def selections(visit: Visit) -> HttpResponseBase:
    """Show the selections of the purpose, and where one is drawn."""
    kept = [item for item in selections_of(visit.office.workspace) if item.account["check"] in visit.serves.checks]
    values = {"selections": kept, "checks": visit.serves.checks, "may_draw": visit.may(Action.SELECT)}
    return visit.page("pandzicht/selections/selections.html", values)


def drawn(visit: Visit) -> HttpResponseBase:
    """Draw a selection and show it."""
    asked = visit.request.POST
    check = visit.serves.check(asked.get("check", ""))
    size, seed = _number(asked.get("size", ""), "size", MOST), _number(asked.get("seed", ""), "seed", 2**31)
    people = asked.get("people", "").strip()
    slots = _number(asked.get("slots", ""), "slots", MOST) if people else 0
    with visit.operation(Action.SELECT, Subject(Kind.CHECK, check.check), visit.serves.purposes) as operation:
        run = _opened(visit, operation, visit.serves.run_id)
        against = Against(pasted_list(run, active_check(run, check.check), people), slots) if people else None
        kept = select(run, check.check, Ask(size=size, seed=seed, against=against))
    return visit.moved("selection", kept.selection_id)


def selection(visit: Visit, selection_id: str) -> HttpResponseBase:
    """Show one selection: to analysts how each unit was drawn, to others where they are."""
    kept = _kept(visit, selection_id)
    action = Action.EXPORT_SELECTION if visit.may(Action.EXPORT_SELECTION) else Action.EXPORT_FACTS
    with visit.operation(action, Subject(Kind.SELECTION, selection_id), visit.serves.purposes) as operation:
        units = listed_units(_opened(visit, operation, kept.account["run"]), kept)
        with operation.state.transaction(reads=True) as transaction:
            handovers = handovers_of(transaction, selection_id)
            asked = _asked_of_a_second(transaction, selection_id) if needs_approval(operation) else None
    tells_all = action is Action.EXPORT_SELECTION
    values = {
        "handovers": handovers,
        "open_handover": next((item for item in handovers if item.is_open), None),
        "asked": asked,
        "needs_second": needs_approval(operation),
        "may_hand_over": visit.may(Action.HAND_OVER),
        "strata": strata_of(kept.frame) if tells_all else (),
        "kept": kept,
        "units": units,
        "has_second": any(unit["second_visit"] for unit in units),
        "tells_all": tells_all,
        "label": visit.serves.check(kept.account["check"]).label,
    }
    return visit.page("pandzicht/selections/selection.html", values)


def file(visit: Visit, selection_id: str, audience: str, ending: str) -> HttpResponseBase:
    """Give a selection as a file: everything for analysts, or the facts for visits."""
    kept, kind = _kept(visit, selection_id), f".{ending}"
    if kind not in KINDS or audience not in {item.value for item in Audience}:
        raise NotFound(f"there is no file {audience}.{ending} of a selection; known are {', '.join(KINDS)}")
    reader = Audience(audience)
    action = Action.EXPORT_SELECTION if reader is Audience.ANALIST else Action.EXPORT_FACTS
    name = f"{selection_id}-{audience}{kind}"
    with tempfile.TemporaryDirectory(prefix="pandzicht-") as folder:
        ask = ExportAsk(to=Path(folder) / name, audience=reader, language=visit.language)
        with visit.operation(action, Subject(Kind.SELECTION, selection_id), visit.serves.purposes) as operation:
            run = _opened(visit, operation, kept.account["run"])
            export_selection(run, kept, ask, progress=lambda _label, _part: None)
        return sent(ask.to)


def _asked_of_a_second(transaction: Transaction, selection_id: str) -> Proposal | None:
    """Return what somebody asks a second person about handing a selection over, if anything is open of it."""
    subject = str(Subject(Kind.SELECTION, selection_id))
    found = (item for item in proposals(transaction) if item.matter is Matter.HANDOVER and str(item.subject) == subject)
    return next((item for item in reversed(list(found)) if item.ending is None), None)


def _kept(visit: Visit, selection_id: str) -> KeptSelection:
    """Return a selection of the purpose; raise NotFound, as for one that does not exist, for one of another."""
    kept = kept_selection(visit.office.workspace, selection_id)
    if kept.account["check"] not in visit.serves.checks:
        raise NotFound(
            f"selection '{selection_id}' is of another purpose than the one that was chosen; choose that one"
        )
    return kept


def _opened(visit: Visit, operation: Operation, run_id: str) -> OpenRun:
    return open_run(visit.office.workspace, operation, run_id, visit.office.shelf)


def _number(text: str, name: str, most: int) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise PandzichtError(f"{name} '{text}' is not a number from 1 to {most}; write one")
    return int(text)


ROUTES = (
    Route(
        "selections",
        "selecties",
        selections,
        (Action.SELECT, Action.EXPORT_SELECTION, Action.EXPORT_FACTS),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
        opens=True,
        label=message("Selections"),
    ),
    Route(
        "drawn",
        "selecties/trekken",
        drawn,
        (Action.SELECT,),
        Needs.PURPOSE,
        methods=("POST",),
        place=Place.SELECTIONS,
    ),
    Route(
        "selection",
        "selecties/<str:selection_id>",
        selection,
        (Action.EXPORT_SELECTION, Action.EXPORT_FACTS),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
    ),
    Route(
        "selection_file",
        "selecties/<str:selection_id>/<slug:audience>.<slug:ending>",
        file,
        (Action.EXPORT_SELECTION, Action.EXPORT_FACTS),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
        form=Form.FILE,
    ),
)
