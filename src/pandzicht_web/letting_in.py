# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lets somebody in who showed who they are: a new session in the browser, and the end of the one that was there."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect

from pandzicht.governance.door import SignedIn
from pandzicht_web.session_cookie import keep
from pandzicht_web.visit import Visit


def let_in(visit: Visit, arrived: SignedIn, leads_to: str) -> HttpResponseBase:
    """Return the answer that gives the browser its session; a session that it had before ends."""
    if visit.session is not None:
        visit.door.sign_out(visit.session)
    response = redirect("password") if arrived.must_change else redirect(leads_to)
    keep(response, visit.office, arrived.token)
    return response
