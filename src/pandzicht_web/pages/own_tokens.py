# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tokens by which machines of one's own use the API: made for the chosen purpose, shown once, withdrawn at once."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, PandzichtError
from pandzicht.governance.access_token import LONGEST, LONGEST_NAME, make_token, tokens_of, withdraw_token
from pandzicht.governance.subject import Kind, Subject
from pandzicht_web.route import Route
from pandzicht_web.visit import Visit


def tokens(visit: Visit) -> HttpResponseBase:
    """Show the tokens of whoever is signed in, and make one where that is asked."""
    if visit.request.method != "POST":
        return _page(visit)
    asked = visit.request.POST
    if visit.session is None:
        raise AccessDenied("nobody signed in; sign in first")
    purposes = visit.served.purposes if visit.served else ()
    with visit.operation(Action.MAKE_TOKEN, _own(visit), purposes) as operation:
        token = make_token(operation, visit.session, asked.get("name", ""), _day(asked.get("until", "")))
    return _page(visit, token)


def withdrawn(visit: Visit) -> HttpResponseBase:
    """Withdraw a token of one's own."""
    with visit.operation(Action.MAKE_TOKEN, _own(visit)) as operation:
        withdraw_token(operation, visit.desk.actor.account, visit.request.POST.get("name", ""))
    return visit.moved("own_tokens")


def _page(visit: Visit, made: str = "") -> HttpResponseBase:
    today = visit.office.door.clock().date()
    with visit.desk.own() as transaction:
        found = tokens_of(transaction, visit.desk.actor.account)
    values = {
        "tokens": [(item, item.is_over(today)) for item in found],
        "made": made,
        "first": today.isoformat(),
        "last": (today + LONGEST).isoformat(),
        "longest": LONGEST_NAME,
    }
    return visit.page("pandzicht/own_tokens.html", values)


def _own(visit: Visit) -> Subject:
    return Subject(Kind.ACCOUNT, visit.desk.actor.account)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PandzichtError(f"'{text}' is no day; write the last day of the token as 2027-01-31") from error


_ACTS = (Action.MAKE_TOKEN,)
ROUTES = (
    Route("own_tokens", "account/sleutels", tokens, _ACTS, methods=("GET", "POST")),
    Route("own_token_withdrawn", "account/sleutels/intrekken", withdrawn, _ACTS, methods=("POST",)),
)
