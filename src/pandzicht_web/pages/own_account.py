# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One's own account: what one may do and why, and the language of the screen."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect

from pandzicht.definitions.action import Action
from pandzicht.language import Language
from pandzicht_web.next_page import next_page
from pandzicht_web.route import Needs, Route
from pandzicht_web.session_cookie import LANGUAGE
from pandzicht_web.visit import Visit


def own_account(visit: Visit) -> HttpResponseBase:
    """Show the roles of whoever is signed in, and what each allows."""
    desk = visit.desk
    held = [(grant, desk.roles[grant.role]) for grant in desk.actor.grants if grant.role in desk.roles]
    return visit.page("pandzicht/own_account.html", {"held": held, "may_make_tokens": visit.may(Action.MAKE_TOKEN)})


def language(visit: Visit) -> HttpResponseBase:
    """Keep the language that is chosen: with the session, or before it in the browser."""
    asked = visit.request.POST.get("language", "")
    chosen = Language(asked) if asked in {item.value for item in Language} else Language.NL
    response = redirect(next_page(visit.request))
    if visit.session is not None:
        visit.office.door.choose_language(visit.session, chosen)
    else:
        response.set_cookie(LANGUAGE, chosen.value, secure=visit.office.is_secure, httponly=True, samesite="Lax")
    return response


def start(visit: Visit) -> HttpResponseBase:
    """Lead to the first place that whoever is signed in may come."""
    if visit.session is None:
        return redirect("sign_in")
    if visit.served is None and visit.may_choose:
        return redirect("purpose")
    first = next(iter(visit.places), None)
    return redirect(first.href if first else "own_account")


ROUTES = (
    Route("start", "", start, needs=Needs.NOTHING, pocket=True),
    Route("language", "taal", language, needs=Needs.NOTHING, methods=("POST",), pocket=True),
    Route("own_account", "account", own_account, pocket=True),
)
