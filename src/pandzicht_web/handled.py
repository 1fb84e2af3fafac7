# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens before and after a view: session, purpose and method are looked at; faults become a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from pandzicht.errors import AccessDenied, PandzichtError
from pandzicht.governance.session import Session
from pandzicht.language import Language
from pandzicht_web.addresses import address_of
from pandzicht_web.headers import POLICY, content_policy
from pandzicht_web.office import Office
from pandzicht_web.places import may_come
from pandzicht_web.refused import problem, told
from pandzicht_web.route import Form, Needs, Route
from pandzicht_web.session_cookie import language_of, session_in
from pandzicht_web.uploading import with_files
from pandzicht_web.visit import Visit

VARIES = ("Accept-Language", "Authorization", "Cookie")
"""What an answer of the API depends on beside its address."""
OFFICE = "pandzicht.office"
"""Under which name the server gives each request its office."""


def handled(routes: Sequence[Route]) -> Callable[..., HttpResponseBase]:
    """Return the view of a path as Django calls it: of the route that answers to the method."""
    methods = sorted({method for route in routes for method in route.methods})
    is_api = routes[0].form is Form.API

    def view(request: HttpRequest, **parts: str) -> HttpResponseBase:
        route = next((route for route in routes if _answers(route, request)), None)
        if route is None:
            return not_allowed(methods, is_api=is_api)
        office: Office = request.META[OFFICE]
        session = session_in(request, office, by_token=is_api)
        visit = Visit(request, office, route, language_of(request, session, is_call=is_api), session)
        try:
            response = _refused(visit) or (with_files if route.takes_files else _viewed)(visit, parts)
        except PandzichtError as fault:
            response = told(visit, fault)
        patch_vary_headers(response, VARIES if is_api else ("Cookie",))
        response.headers.setdefault("Content-Language", Language(visit.language).value)
        if route.shows_map:
            response.headers[POLICY] = content_policy(office.workspace.office.base_map_origin)
        return response

    view.__name__ = routes[0].name
    view.csrf_exempt = _holds_forms_itself(routes)  # type: ignore[attr-defined] # when files come: after the right
    return view


def _viewed(visit: Visit, parts: Mapping[str, str]) -> HttpResponseBase:
    return visit.route.view(visit, **parts)


def _holds_forms_itself(routes: Sequence[Route]) -> bool:
    """Tell whether all that changes something on a path takes files: their form is held against its secret later."""
    return all(route.takes_files for route in routes if set(route.methods) - {"GET"}) and any(
        route.takes_files for route in routes
    )


def not_allowed(methods: Sequence[str], *, is_api: bool) -> HttpResponseBase:
    """Say which methods a path answers to."""
    if not is_api:
        return HttpResponseNotAllowed(methods)
    response = problem(HTTPStatus.METHOD_NOT_ALLOWED, f"this address answers to {', '.join(methods)}; use that")
    response.headers["Allow"] = ", ".join(methods)
    return response


def _answers(route: Route, request: HttpRequest) -> bool:
    return request.method in route.methods or (request.method == "HEAD" and "GET" in route.methods)


def _refused(visit: Visit) -> HttpResponseBase | None:
    """Return why a visit does not reach its view: no session, no purpose; None when it does."""
    route = visit.route
    if route.needs is Needs.NOTHING:
        return None
    if visit.session is None:
        return _led(visit, "sign_in", 401)
    if route.form is Form.API and (wait := _wait_of(visit, visit.session)):
        return wait
    if route.needs is Needs.PURPOSE and visit.served is None:
        return _led(visit, "purpose", 403)
    if not may_come(route, visit.desk):
        _deny(visit)
    return None


def _wait_of(visit: Visit, session: Session) -> HttpResponseBase | None:
    """Say when an account may call again that calls too often (RFC 6585); None when it may now."""
    most = visit.office.workspace.office.calls_per_minute
    wait = visit.office.pace.wait(session.account, most, visit.office.door.clock())
    if not wait:
        return None
    told = f"this account calls more than {most} times a minute; wait {wait} seconds and call again"
    response = problem(HTTPStatus.TOO_MANY_REQUESTS, told)
    response.headers["Retry-After"] = str(wait)
    return response


def _deny(visit: Visit) -> None:
    """Have the denial written, and raise it: no role of whoever comes allows any act of the page."""
    purposes = visit.served.purposes if visit.served else ()
    with visit.operation(visit.route.acts[0], purposes=purposes):
        raise AccessDenied(f"page '{visit.route.name}' is not for you")


def _led(visit: Visit, name: str, status: int) -> HttpResponseBase:
    """Lead people to where they get what they lack, and back afterwards; a machine is told."""
    if visit.route.form is Form.API:
        return told(visit, MISSING[name], status=status)
    back = visit.request.get_full_path() if visit.request.method == "GET" and visit.route.form is Form.PAGE else ""
    where = address_of(name) + (f"?{urlencode({'next': back})}" if back else "")
    if visit.request.headers.get("HX-Request"):
        response = HttpResponseNotAllowed(())
        response.status_code, response["HX-Redirect"] = status, where
        return response
    return redirect(where)


MISSING = {
    "sign_in": PandzichtError("nobody signed in; sign in and try again"),
    "purpose": PandzichtError("no purpose was chosen; choose the purpose of this session first"),
}
