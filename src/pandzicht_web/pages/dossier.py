# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dossier of one address: first whether something is known, and once it is said why, what is known."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.dossier.address_dossier import address_dossier, evidence
from pandzicht.errors import ReasonMissing
from pandzicht.governance.desk import Operation
from pandzicht.governance.necessity import needed, record
from pandzicht.governance.subject import Subject
from pandzicht.language import message
from pandzicht.runs.finding import run_before
from pandzicht.runs.hits import hits
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht_web.extent import place_of
from pandzicht_web.pand_picture import picture_of
from pandzicht_web.route import Needs, Place, Route
from pandzicht_web.visit import Visit

REASONS: Sequence[str] = (
    message("I work through the worklist"),
    message("It is in a selection that I prepare or visit"),
    message("There is a report or a tip about it"),
    message("It belongs to a case that I handle"),
)
"""What people come for most; another reason is written in their own words."""


def dossier(visit: Visit, address_id: str) -> HttpResponseBase:
    """Show the dossier to who may see it now; else whether something is known, and ask why more is needed."""
    subject, action = _subject(visit, address_id), _opening(visit)
    if not _is_open(visit, action, subject):
        return _first_step(visit, subject)
    with visit.operation(action, subject, visit.serves.purposes) as operation:
        run, before = _opened(visit, operation), _before(visit, operation)
        found = address_dossier(run, subject.name, tuple(visit.serves.checks), visit.language, before)
    place, may_list = place_of(found.head.x_cm, found.head.y_cm), visit.may(Action.LIST)
    values = {
        "found": found,
        "picture": picture_of(found.pand.units) if found.pand else None,
        "may_dispute": visit.may(Action.DISPUTE),
        "place": place,
        "may_list": may_list,
        "shows_place": place is not None and (may_list or bool(visit.office.workspace.office.base_map)),
    }
    return visit.page("pandzicht/dossier/dossier.html", values)


def needs(visit: Visit, address_id: str) -> HttpResponseBase:
    """Keep why somebody needs what is known of an address, and show it; a reason that says nothing is asked again."""
    subject = _subject(visit, address_id)
    because = visit.request.POST.get("own", "").strip() or visit.request.POST.get("reason", "").strip()
    account, now = visit.desk.actor.account, visit.office.door.clock()
    names = sorted({purpose.name for purpose in visit.serves.purposes})
    try:
        kept = [needed(secrets.token_hex(8), account, name, subject.name, because, at=now) for name in names]
    except ReasonMissing:
        return _first_step(visit, subject, asks_again=True)
    with visit.operation(Action.HIT, subject, visit.serves.purposes) as operation:
        hits(_opened(visit, operation), subject.name, tuple(visit.serves.checks), visit.language)
        with operation.change() as transaction:
            record(transaction, kept)
    return visit.moved("dossier", subject.name)


def rows(visit: Visit, address_id: str, check: str, signal: str) -> HttpResponseBase:
    """Show one answer with every row behind it, also those of the street or the owner."""
    subject = _subject(visit, address_id)
    with visit.operation(Action.EXPLAIN, subject, visit.serves.purposes) as operation:
        run = _opened(visit, operation)
        answer = evidence(run, subject.name, visit.serves.check(check).check, signal, visit.language)
        address = run.addresses["adres"][run.find(subject.name)].as_py()
    values = {"answer": answer, "address_id": subject.name, "address": address, "signal": signal}
    return visit.page("pandzicht/dossier/rows.html", values)


def _first_step(visit: Visit, subject: Subject, *, asks_again: bool = False) -> HttpResponseBase:
    with visit.operation(Action.HIT, subject, visit.serves.purposes) as operation:
        run = _opened(visit, operation)
        found = hits(run, subject.name, tuple(visit.serves.checks), visit.language)
        address = run.addresses["adres"][run.find(subject.name)].as_py()
    values = {
        "hits": found,
        "address": address,
        "address_id": subject.name,
        "reasons": [visit.say(reason) for reason in REASONS],
        "asks_again": asks_again,
        "may_open": visit.may(_opening(visit)),
    }
    return visit.page("pandzicht/dossier/first_step.html", values, status=400 if asks_again else 200)


def _subject(visit: Visit, address_id: str) -> Subject:
    """Return an address of the run in force as what an act is done to; raise NotFound for one that is not there."""
    book = visit.office.shelf.tables(visit.office.workspace, visit.serves.run_id).book
    return book.subject(book.find(address_id))


def _opening(visit: Visit) -> Action:
    """Return by which act a dossier opens: what is known of the address, or for who may not, its facts."""
    return Action.EXPLAIN if visit.may(Action.EXPLAIN) else Action.SEE_FACTS


def _is_open(visit: Visit, action: Action, subject: Subject) -> bool:
    decisions = (visit.desk.decide(action, subject, purpose.name) for purpose in visit.serves.purposes)
    return all(decision.allowed for decision in decisions)


def _opened(visit: Visit, operation: Operation) -> OpenRun:
    return open_run(visit.office.workspace, operation, visit.serves.run_id, visit.office.shelf)


def _before(visit: Visit, operation: Operation) -> OpenRun | None:
    """Return the comparison before the one in force; None when it is the first."""
    space = visit.office.workspace
    name = run_before(space, visit.serves.run_id)
    return open_run(space, operation, name, visit.office.shelf) if name else None


ROUTES = (
    Route(
        "dossier",
        "adres/<str:address_id>",
        dossier,
        (Action.HIT, Action.EXPLAIN, Action.SEE_FACTS),
        Needs.PURPOSE,
        place=Place.SEARCH,
        pocket=True,
        shows_map=True,
    ),
    Route(
        "dossier_needs",
        "adres/<str:address_id>/reden",
        needs,
        (Action.HIT,),
        Needs.PURPOSE,
        methods=("POST",),
        place=Place.SEARCH,
        pocket=True,
    ),
    Route(
        "dossier_rows",
        "adres/<str:address_id>/rijen/<slug:check>/<slug:signal>",
        rows,
        (Action.EXPLAIN,),
        Needs.PURPOSE,
        place=Place.SEARCH,
        pocket=True,
    ),
)
