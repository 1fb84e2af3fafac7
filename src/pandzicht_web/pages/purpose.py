# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The purpose of a session: chosen once, always in sight, and written with every read."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.session import choose_purpose
from pandzicht_web.next_page import next_page
from pandzicht_web.purposes import all_served, open_to
from pandzicht_web.route import Route
from pandzicht_web.visit import Visit


def purpose(visit: Visit) -> HttpResponseBase:
    """Show the purposes that somebody may choose, and keep the one that is chosen."""
    mine = open_to(visit.desk, all_served(visit.office))
    if visit.request.method != "POST":
        return visit.page("pandzicht/purpose.html", {"purposes": mine, "next": next_page(visit.request)})
    chosen = next((item for item in mine if item.name == visit.request.POST.get("purpose")), None)
    if chosen is None or visit.session is None:
        raise AccessDenied(f"purpose '{visit.request.POST.get('purpose', '')}' is not one that a role of yours covers")
    with visit.operation(Action.CHOOSE_PURPOSE, purposes=chosen.purposes) as operation:
        choose_purpose(operation, visit.session)
    return redirect(next_page(visit.request))


ROUTES = (Route("purpose", "doel", purpose, (Action.CHOOSE_PURPOSE,), methods=("GET", "POST"), pocket=True),)
