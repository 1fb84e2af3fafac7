# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cookie that holds a session: its token and nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from pandzicht.governance.session import WHOLE, Session
from pandzicht.language import Language
from pandzicht_web.office import Office
from pandzicht_web.office_cookie import host_cookie

LANGUAGE = "pandzicht_taal"


def session_cookie(office: Office) -> str:
    """Return the name of the cookie; by https one that no other host can set."""
    return host_cookie(is_secure=office.is_secure)


def session_in(request: HttpRequest, office: Office, *, by_token: bool = False) -> Session | None:
    """Return the session of a request; None when there is none, or it has ended.

    With `by_token` a request may show a token; one that shows anything is known by that, and by no cookie beside it.
    """
    shown = request.headers.get("Authorization", "") if by_token else ""
    if shown:
        scheme, _, bearer = shown.partition(" ")
        return office.door.token(bearer.strip()) if scheme.lower() == "bearer" else None
    token = request.COOKIES.get(session_cookie(office), "")
    if not token:
        return None
    return office.door.session(token)


def keep(response: HttpResponseBase, office: Office, token: str) -> None:
    """Give the browser its session."""
    response.set_cookie(
        session_cookie(office),
        token,
        max_age=int(WHOLE.total_seconds()),
        secure=office.is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def forget(response: HttpResponseBase, office: Office) -> None:
    """Take the session from the browser."""
    response.delete_cookie(session_cookie(office), path="/", samesite="Lax")


def language_of(request: HttpRequest, session: Session | None, *, is_call: bool = False) -> Language:
    """Return the language of a visit: what the session has, else what was chosen before it, else Dutch.

    A machine says in its header which language it asks; people choose one on the page.
    """
    if is_call and request.headers.get("Accept-Language", "").lower().startswith("en"):
        return Language.EN
    asked = request.COOKIES.get(LANGUAGE, "")
    chosen = Language(asked) if asked in {item.value for item in Language} else Language.NL
    return (session and session.language) or chosen
