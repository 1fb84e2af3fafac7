# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposals: what waits for a second person, what it changes, and the approval itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import COMPARED
from pandzicht.definitions.difference import Difference, differences
from pandzicht.errors import NotFound, PandzichtError
from pandzicht.governance.catalogue_in_force import catalogue_in_force
from pandzicht.governance.matter import RULES, Matter
from pandzicht.governance.proposal import OPEN, STATES, Proposal, State, states
from pandzicht.governance.proposals import approve, proposal_named, proposals, reject, withdraw
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import message
from pandzicht.runs.learned_step import card_of
from pandzicht.store.state_database import Transaction
from pandzicht_web.chapters import CHANGES
from pandzicht_web.route import Place, Route
from pandzicht_web.visit import Visit

_DECISIONS = ("approve", "reject")


def proposed(visit: Visit) -> HttpResponseBase:
    """Show what waits for approval, or with `all` also what ended."""
    now, everything = visit.office.door.clock(), "all" in visit.request.GET
    with visit.operation(Action.SEE_PROPOSALS) as act, act.state.transaction(reads=True) as transaction:
        kept = proposals(transaction)
    standing = states(kept, now)
    shown = [_row(item, standing) for item in kept if everything or standing[item.proposal_id] in OPEN]
    return visit.page("pandzicht/oversight/proposals.html", {"proposals": shown, "everything": everything})


def proposal(visit: Visit, reference: str) -> HttpResponseBase:
    """Show one proposal with all that it changes."""
    with (
        visit.operation(Action.SEE_PROPOSALS, Subject(Kind.PROPOSAL, reference)) as act,
        act.state.transaction(reads=True) as transaction,
    ):
        found, kept = proposal_named(transaction, reference), proposals(transaction)
        changes = _changes(visit, transaction, found)
    standing = states(kept, visit.office.door.clock())
    values = {
        "row": _row(found, standing),
        "changes": changes,
        "card": _card(visit, found, changes),
        "content": {} if found.matter is Matter.DEFINITIONS else json.loads(found.content),
        "may_decide": standing[found.proposal_id] is State.PROPOSED and visit.may(Action.APPROVE),
        "may_withdraw": found.matter is Matter.DEFINITIONS and visit.may(Action.PROPOSE),
        "is_own": found.person == visit.desk.actor.person,
    }
    return visit.page("pandzicht/oversight/proposal.html", values)


def decide(visit: Visit, reference: str) -> HttpResponseBase:
    """Approve or reject exactly the version that was shown."""
    decision = visit.request.POST.get("decision", "")
    if decision not in _DECISIONS:
        raise PandzichtError(f"decision '{decision}' is none; choose {' or '.join(_DECISIONS)}")
    with visit.operation(Action.APPROVE, Subject(Kind.PROPOSAL, reference)) as operation:
        if decision == "approve":
            approve(operation, reference)
        else:
            reject(operation, reference, visit.request.POST.get("because", ""))
    return visit.moved("proposal", reference)


def taken_back(visit: Visit, reference: str) -> HttpResponseBase:
    """Withdraw a proposal of definitions of one's own."""
    with visit.operation(Action.PROPOSE, Subject(Kind.PROPOSAL, reference)) as operation:
        withdraw(operation, reference)
    return visit.moved("proposal", reference)


def _row(item: Proposal, standing: Mapping[str, State]) -> dict[str, Any]:
    return {
        "proposal": item,
        "label": RULES[item.matter].label,
        "state": STATES[standing[item.proposal_id]],
        "is_open": standing[item.proposal_id] in OPEN,
    }


def _changes(visit: Visit, transaction: Transaction, item: Proposal) -> list[tuple[str, Difference]]:
    if item.matter is not Matter.DEFINITIONS:
        return []
    content = json.loads(item.content)
    if not item.base:
        return _beside_the_run(visit, content)
    before = catalogue_in_force(transaction, visit.office.door.clock())
    return [(CHANGES[one.change], one) for one in differences(before, content)]


def _card(visit: Visit, item: Proposal, changes: list[tuple[str, Difference]]) -> tuple[str, str] | None:
    """Return the check and the hash of the model card that a proposal rests on, where whoever looks may fetch it."""
    card, served = card_of(item.reason), visit.served.checks if visit.served else {}
    named = [one.name for _, one in changes if one.folder == "checks" and one.name in served]
    return (named[0], card) if card and named and visit.may(Action.SEE_YIELD) else None


def _beside_the_run(visit: Visit, content: Mapping[str, Any]) -> list[tuple[str, Difference]]:
    """Return in what a first catalogue differs from the definitions of the comparison in force, if there is one."""
    try:
        compared = visit.office.catalogue().document()
    except NotFound:
        return []
    own = {folder: content.get(folder, {}) for folder in COMPARED}
    return [(CHANGES[one.change], one) for one in differences({name: compared[name] for name in COMPARED}, own)]


ROUTES = (
    Route(
        "proposals",
        "toezicht/voorstellen",
        proposed,
        (Action.SEE_PROPOSALS,),
        place=Place.OVERSIGHT,
        label=message("Proposals"),
    ),
    Route("proposal", "toezicht/voorstellen/<str:reference>", proposal, (Action.SEE_PROPOSALS,), place=Place.OVERSIGHT),
    Route(
        "withdrawn",
        "toezicht/voorstellen/<str:reference>/intrekken",
        taken_back,
        (Action.PROPOSE,),
        methods=("POST",),
        place=Place.OVERSIGHT,
    ),
    Route(
        "decide",
        "toezicht/voorstellen/<str:reference>/besluit",
        decide,
        (Action.APPROVE,),
        methods=("POST",),
        place=Place.OVERSIGHT,
    ),
)
