# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in and out: with a password of one's own, or in a demonstration as one of its made-up colleagues."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponseBase
from django.shortcuts import redirect

from pandzicht.errors import SignInRefused
from pandzicht.governance.password import encoded, matches
from pandzicht.governance.session import How
from pandzicht_web.addresses import address_of
from pandzicht_web.colleagues import COLLEAGUES
from pandzicht_web.letting_in import let_in
from pandzicht_web.next_page import next_page
from pandzicht_web.route import Needs, Route
from pandzicht_web.session_cookie import forget, keep
from pandzicht_web.visit import Visit

SHORTEST, LONGEST = 15, 200
"""Letters of a password of one's own (OWASP ASVS 6.2.1, without other rules)."""


def sign_in(visit: Visit) -> HttpResponseBase:
    """Show the page where people sign in, and let in who may."""
    if visit.request.method != "POST":
        return _form(visit)
    door, asked = visit.door, visit.request.POST
    try:
        if asked.get("colleague"):
            return let_in(visit, door.walk_in(asked["colleague"]), next_page(visit.request))
        typed, password = asked.get("account", ""), asked.get("password", "")
        arrived = door.sign_in(typed, partial(matches, password[:LONGEST]))
        return let_in(visit, arrived, next_page(visit.request))
    except SignInRefused as refused:
        return _form(visit, refused)


def sign_out(visit: Visit) -> HttpResponseBase:
    """End the session."""
    came_from_provider = visit.session is not None and visit.session.how is How.OIDC
    if visit.session is not None:
        visit.door.sign_out(visit.session)
    response = redirect(f"{address_of('sign_in')}?left=1" if came_from_provider else "sign_in")
    forget(response, visit.office)
    return response


def password(visit: Visit) -> HttpResponseBase:
    """Show where a password is changed, and keep another one; every session of the account ends, a new one begins."""
    if visit.request.method != "POST":
        return visit.page("pandzicht/password.html")
    asked = visit.request.POST
    before, chosen = asked.get("before", ""), asked.get("chosen", "")
    if len(chosen) < SHORTEST or len(chosen) > LONGEST or chosen != asked.get("again"):
        return visit.page("pandzicht/password.html", {"is_odd": True}, status=400)
    if visit.session is None:
        raise SignInRefused("nobody signed in; sign in first")
    try:
        changed = visit.door.change_password(visit.session, partial(matches, before[:LONGEST]), encoded(chosen))
    except SignInRefused as refused:
        return visit.page("pandzicht/password.html", {"refused": refused}, status=403)
    response = redirect(next_page(visit.request))
    keep(response, visit.office, changed.token)
    return response


def _form(visit: Visit, refused: SignInRefused | None = None) -> HttpResponseBase:
    values = {
        "colleagues": COLLEAGUES if visit.office.workspace.demo else (),
        "has_passwords": visit.office.door.local,
        "has_oidc": visit.office.provider is not None,
        "has_left": "left" in visit.request.GET,
        "next": next_page(visit.request),
        "refused": refused,
        "account": visit.request.POST.get("account", ""),
    }
    return visit.page("pandzicht/sign_in.html", values, status=403 if refused else 200)


ROUTES = (
    Route("sign_in", "aanmelden", sign_in, needs=Needs.NOTHING, methods=("GET", "POST"), pocket=True),
    Route("sign_out", "afmelden", sign_out, needs=Needs.NOTHING, methods=("POST",), pocket=True),
    Route("password", "wachtwoord", password, methods=("GET", "POST"), pocket=True),
)
