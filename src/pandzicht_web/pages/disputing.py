# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A fact that is not right: somebody disputes an answer about an address, and whoever handles that settles it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound, PandzichtError
from pandzicht.governance.dispute import FOLLOWS, STANDINGS, Dispute, Standing
from pandzicht.governance.subject import Subject
from pandzicht.language import message
from pandzicht.runs.disputing import dispute_signal, disputes_about, settle_dispute, uses_of
from pandzicht.runs.opened import open_run
from pandzicht_web.route import Needs, Place, Route
from pandzicht_web.visit import Visit

OUTCOMES = {
    Standing.UPHELD: message("It is well-founded: the signal stays out until the source is corrected"),
    Standing.REJECTED: message("It is unfounded: the signal counts again"),
    Standing.WITHDRAWN: message("It was raised by mistake: the signal counts again"),
    Standing.CORRECTED: message("The source was corrected: the signal counts again"),
}
"""How a dispute is settled, in words that say what follows."""


def disputes(visit: Visit, address_id: str) -> HttpResponseBase:
    """Show what is disputed of an address, and the form to dispute something."""
    return _page(visit, _subject(visit, address_id), visit.request.GET.get("signal", ""))


def raised(visit: Visit, address_id: str) -> HttpResponseBase:
    """Keep that an answer is disputed; a reason that says nothing is asked again."""
    subject, asked = _subject(visit, address_id), visit.request.POST
    signal, because = asked.get("signal", ""), asked.get("because", "")
    if signal not in _signals(visit):
        raise NotFound(f"signal '{signal}' is not asked for purpose '{visit.serves.name}'; choose one of the list")
    try:
        with visit.operation(Action.DISPUTE, subject, visit.serves.purposes) as operation:
            run = open_run(visit.office.workspace, operation, visit.serves.run_id, visit.office.shelf)
            dispute_signal(run, subject.name, signal, because)
    except NotFound:
        raise
    except PandzichtError as fault:
        return _page(visit, subject, signal, {"refused": str(fault), "because": because})
    return visit.moved("disputes", subject.name, query=urlencode({"signal": signal}))


def settled(visit: Visit, address_id: str, signal: str) -> HttpResponseBase:
    """Settle a dispute: uphold it, reject it, or undo it."""
    subject, asked = _subject(visit, address_id), visit.request.POST
    outcome = next((item for item in OUTCOMES if item.value == asked.get("outcome")), None)
    if outcome is None:
        raise PandzichtError(f"outcome '{asked.get('outcome', '')}' is none; choose how the dispute ends")
    try:
        with visit.operation(Action.DISPUTE, subject, visit.serves.purposes) as operation:
            run = open_run(visit.office.workspace, operation, visit.serves.run_id, visit.office.shelf)
            settle_dispute(run, subject.name, signal, outcome, asked.get("because", ""))
    except NotFound:
        raise
    except PandzichtError as fault:
        return _page(visit, subject, "", {"refused": str(fault)})
    return visit.moved("disputes", subject.name)


def _page(visit: Visit, subject: Subject, signal: str, more: dict[str, Any] | None = None) -> HttpResponseBase:
    known, tells_uses = _signals(visit), visit.may(Action.EXPLAIN)
    with visit.operation(Action.DISPUTE, subject, visit.serves.purposes) as operation:
        run = open_run(visit.office.workspace, operation, visit.serves.run_id, visit.office.shelf)
        found = [item for item in disputes_about(run, subject.name).disputes if item.signal in known]
        is_disputed = any(item.signal == signal and item.is_in_effect for item in found)
        uses = uses_of(run, subject.name, signal) if is_disputed and tells_uses else ()
        address = run.addresses["adres"][run.find(subject.name)].as_py()
    values = {
        "address": address,
        "address_id": subject.name,
        "disputes": [_row(item, known[item.signal]) for item in reversed(found)],
        "signals": sorted(known.items(), key=lambda pair: pair[1].casefold()),
        "chosen": signal if signal in known and not is_disputed else "",
        "uses": uses,
        **(more or {}),
    }
    return visit.page("pandzicht/dossier/disputes.html", values, status=400 if "refused" in values else 200)


def _row(item: Dispute, question: str) -> dict[str, Any]:
    follows = FOLLOWS.get(item.standing, ())
    return {
        "dispute": item,
        "question": question,
        "standing": STANDINGS[item.standing],
        "outcomes": [(outcome.value, OUTCOMES[outcome]) for outcome in follows],
    }


def _signals(visit: Visit) -> dict[str, str]:
    """Return the questions that the checks of the purpose ask in the run in force, by signal."""
    tables = visit.office.shelf.tables(visit.office.workspace, visit.serves.run_id)
    asked = {name for check in visit.serves.checks.values() for name in check.points}
    active = [name for name in tables.manifest["active"]["signals"] if name in asked]
    return {name: tables.catalogue.signals[name].question.in_(visit.language) for name in active}


def _subject(visit: Visit, address_id: str) -> Subject:
    book = visit.office.shelf.tables(visit.office.workspace, visit.serves.run_id).book
    return book.subject(book.find(address_id))


_PATH = "adres/<str:address_id>/betwisten"
ROUTES = (
    Route("disputes", _PATH, disputes, (Action.DISPUTE,), Needs.PURPOSE, place=Place.SEARCH, pocket=True),
    Route(
        "raised",
        f"{_PATH}/nieuw",
        raised,
        (Action.DISPUTE,),
        Needs.PURPOSE,
        methods=("POST",),
        place=Place.SEARCH,
        pocket=True,
    ),
    Route(
        "settled",
        f"{_PATH}/<slug:signal>",
        settled,
        (Action.DISPUTE,),
        Needs.PURPOSE,
        methods=("POST",),
        place=Place.SEARCH,
        pocket=True,
    ),
)
