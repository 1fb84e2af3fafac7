# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""S1 over the office: every route, by every colleague: who no role lets in is refused, and refused in the log."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter

import pytest
from django.http import HttpResponse
from django.test import Client

from pandzicht.definitions.action import Action
from pandzicht.governance.log_reading import acts
from pandzicht.ranking.selection import Ask
from pandzicht.runs.selecting import select
from pandzicht.store.workspace import open_workspace
from pandzicht_web.colleagues import COLLEAGUES
from pandzicht_web.headers import ALWAYS
from pandzicht_web.office import Office
from pandzicht_web.route import Form, Needs, Route
from pandzicht_web.routes import ROUTES
from tests.desk import opened
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor
from tests.pages_of_office import filled, parts_of

REFUSED = 403
CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
ROLES = {colleague.account: colleague.role for colleague in COLLEAGUES}


@pytest.fixture(scope="module")
def office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of a copy of the city, with one selection."""
    folder = tmp_path_factory.mktemp("routes") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    space = open_workspace(folder)
    select(opened(space), PURPOSE, Ask(size=20, seed=1))
    return office_in(space)


@pytest.fixture(scope="module")
def parts(office: Office) -> Mapping[str, str]:
    """A value for every name in a path."""
    space = office.workspace
    run = (space.runs / "current").read_text(encoding="utf-8").strip()
    return parts_of(space, office.shelf.tables(space, run).addresses["address_id"][0].as_py())


Came = Callable[[str], Client]
ENDING = {"sign_out", "sign_in", "password"}
"""Routes after which a visit may be over: whoever tries them comes anew."""


@pytest.fixture(scope="module")
def came(office: Office) -> Came:
    """Gives the browser of a colleague who came in once, for the purpose where they work for one; '' is nobody."""

    @cache
    def browser(colleague: str) -> Client:
        works = bool(colleague) and Action.CHOOSE_PURPOSE in office.door.roles[ROLES[colleague]].may
        return visitor(office, colleague, PURPOSE if works else "")

    return browser


def asked(client: Client, route: Route, parts: Mapping[str, str]) -> HttpResponse:
    """The answer to what a route is for, without a form or body."""
    found: HttpResponse = getattr(client, route.methods[0].lower())(filled(route, parts))
    return found


def allowed(route: Route, office: Office, colleague: str) -> bool:
    role = office.door.roles[ROLES[colleague]]
    return not route.acts or bool(set(route.acts) & set(role.may))


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
@pytest.mark.parametrize("colleague", ROLES)
def test_a_route_lets_in_who_a_role_allows_and_nobody_else(
    office: Office, parts: Mapping[str, str], came: Came, route: Route, colleague: str
) -> None:
    if route.name in {"sign_out", "sign_in"}:
        pytest.skip("it ends or begins the visit itself: tests/pandzicht_web/pages/test_sign_in.py")
    has_purpose = Action.CHOOSE_PURPOSE in office.door.roles[ROLES[colleague]].may
    answer = asked(came(colleague), route, parts)
    if route.needs is Needs.PURPOSE and not has_purpose and route.form is Form.API:
        assert answer.status_code == REFUSED
    elif route.needs is Needs.PURPOSE and not has_purpose:
        assert (answer.status_code, answer["Location"].startswith("/doel")) == (302, True)
    elif not allowed(route, office, colleague):
        assert answer.status_code == REFUSED
        with office.door.state.transaction(reads=True) as transaction:
            last = acts(transaction)[-1]
        assert (last["actor"], last["result"]) == (colleague, "denied")
    else:
        assert answer.status_code < 500


@pytest.mark.parametrize("route", [item for item in ROUTES if item.needs is not Needs.NOTHING], ids=lambda r: r.name)
def test_nobody_comes_in_without_signing_in(office: Office, parts: Mapping[str, str], route: Route) -> None:
    answer = asked(visitor(office), route, parts)
    if route.form is Form.API:
        assert answer.status_code == 401
    else:
        assert (answer.status_code, answer["Location"].startswith("/aanmelden")) == (302, True)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_answer_has_the_headers_that_keep_a_browser_safe(
    office: Office, parts: Mapping[str, str], came: Came, route: Route
) -> None:
    for colleague in ("", "anna", "chris"):
        anew = visitor(office, colleague, PURPOSE if colleague else "") if route.name in ENDING else None
        client = anew or came(colleague)
        for method in ("get", "post", "delete"):
            answer = getattr(client, method)(filled(route, parts))
            missing = [name for name in ALWAYS if name not in answer.headers]
            assert missing == [], (method, colleague)
            assert "unsafe" not in answer["Content-Security-Policy"]
            cached = answer["Cache-Control"]
            assert cached == "no-store" or (route.form is Form.FILE and cached.startswith("private")), cached
            assert "Server" not in answer.headers
            assert "X-Powered-By" not in answer.headers
            for cookie in filter(attrgetter("value"), client.cookies.values()):
                assert cookie["httponly"], cookie
                assert cookie["samesite"] in {"Lax", "Strict"}, cookie


@pytest.mark.parametrize(
    "route", [item for item in ROUTES if set(item.methods) & CHANGING], ids=lambda route: route.name
)
def test_a_form_from_elsewhere_is_refused(office: Office, parts: Mapping[str, str], route: Route) -> None:
    client = visitor(office, "anna", PURPOSE)
    client.handler.enforce_csrf_checks = True
    for method in sorted(set(route.methods) & CHANGING):
        assert getattr(client, method.lower())(filled(route, parts)).status_code == REFUSED


def test_an_unknown_address_leads_nowhere(office: Office) -> None:
    assert visitor(office, "anna", PURPOSE).get("/admin/").status_code == 404
