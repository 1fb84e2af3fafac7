# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is said when something cannot be done: one clear page for people, one problem document for machines."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string

from pandzicht.errors import AccessDenied, Gone, NotAvailable, NotFound, PandzichtError, PurposeMissing, StateFault
from pandzicht.language import Language, message
from pandzicht_web.route import Form

if TYPE_CHECKING:
    from pandzicht_web.visit import Visit

STATUS: tuple[tuple[type[PandzichtError], HTTPStatus], ...] = (
    (AccessDenied, HTTPStatus.FORBIDDEN),
    (PurposeMissing, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Gone, HTTPStatus.GONE),
    (NotAvailable, HTTPStatus.CONFLICT),
    (StateFault, HTTPStatus.SERVICE_UNAVAILABLE),
    (PandzichtError, HTTPStatus.BAD_REQUEST),
)
REMEDIES: tuple[tuple[type[PandzichtError], str], ...] = (
    (AccessDenied, message("Does it belong to your work? Ask whoever manages the accounts for a role that allows it.")),
    (PurposeMissing, message("Choose the purpose that it belongs to, at the top of the page.")),
    (NotFound, message("Look whether it is written as it is here, or search for it.")),
    (StateFault, message("Try again in a moment, or tell whoever manages this.")),
)
"""What to do, in the language of the screen, by the kind of fault; what exactly was found can be opened below it."""
LOGGER = logging.getLogger("pandzicht.office")
"""Tells whoever runs the office what nobody else is shown."""
PROBLEM = "application/problem+json"
_UNKNOWN = message("This page does not exist.")
_FAILED = message(
    "Something went wrong here, not with you. Nothing was changed. Try again, or tell whoever manages this."
)
_FORM = message("This form is too old or came from elsewhere. Go back, load the page again and send it once more.")
_ASKED = message("This could not be read. Go back and try again.")


def status_of(fault: PandzichtError) -> HTTPStatus:
    """Return the status of a fault: the first kind in the list that it is."""
    return next(status for kind, status in STATUS if isinstance(fault, kind))


def told(visit: Visit, fault: PandzichtError, *, status: int | None = None) -> HttpResponseBase:
    """Return what is said of a fault of the user's world."""
    code = status or status_of(fault)
    if visit.route.form is Form.API:
        return problem(code, "" if isinstance(fault, StateFault) else str(fault))
    shown = "" if isinstance(fault, StateFault) else str(fault)
    if not shown:
        LOGGER.error("%s: %s", visit.route.name, fault)
    template = "pandzicht/refused_part.html" if visit.request.headers.get("HX-Request") else "pandzicht/refused.html"
    remedy = next((text for kind, text in REMEDIES if isinstance(fault, kind)), "")
    return visit.page(template, {"heading": fault.heading, "remedy": remedy, "fault": shown}, status=code)


def problem(status: int, detail: str, **more: object) -> HttpResponse:
    """Return a problem document (RFC 9457); who is not known is told how to say who they are (RFC 6750)."""
    document = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": int(status), "detail": detail}
    response = JsonResponse(document | more, status=status, content_type=PROBLEM)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Pandzicht"'
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that an address leads nowhere."""
    del exception
    return _plain(request, _UNKNOWN, HTTPStatus.NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that the office itself failed; nothing of how."""
    return _plain(request, _FAILED, HTTPStatus.INTERNAL_SERVER_ERROR)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request cannot be read."""
    del exception
    return _plain(request, _ASKED, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request is not allowed."""
    del exception
    return _plain(request, _FORM, HTTPStatus.FORBIDDEN)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form did not come from here."""
    del reason
    return _plain(request, _FORM, HTTPStatus.FORBIDDEN)


def _plain(request: HttpRequest, text: str, status: HTTPStatus) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(status, text)
    page = render_to_string("pandzicht/plain.html", {"text": text, "language": Language.NL})
    return HttpResponse(page, status=status)
