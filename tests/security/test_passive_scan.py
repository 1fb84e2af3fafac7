# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every route by every colleague, and what nobody should ask: the scanner looks at each answer (S4, S12, S15)."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from pandzicht.definitions.action import Action
from pandzicht.ranking.selection import Ask
from pandzicht.runs.selecting import select
from pandzicht.store.workspace import open_workspace
from pandzicht_web.colleagues import COLLEAGUES
from pandzicht_web.handled import OFFICE
from pandzicht_web.office import Office
from pandzicht_web.routes import ROUTES
from tests.desk import NOW, opened
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor
from tests.pages_of_office import filled, parts_of
from tests.security.scanner import Looked, faults

EVERYBODY = ("", *(colleague.account for colleague in COLLEAGUES))
LEAVING = {"sign_out"}
"""Ends the visit: looked at apart."""


@pytest.fixture(scope="module")
def office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("scanned") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    space = open_workspace(folder)
    select(opened(space), PURPOSE, Ask(size=20, seed=1))
    return office_in(space)


@pytest.fixture(scope="module")
def parts(office: Office) -> Mapping[str, str]:
    space = office.workspace
    run = (space.runs / "current").read_text(encoding="utf-8").strip()
    return parts_of(space, office.shelf.tables(space, run).addresses["address_id"][0].as_py())


def came(office: Office, colleague: str) -> Client:
    """A browser of somebody, for a purpose where they may choose one; `raise_request_exception` is as in production."""
    role = next((item.role for item in COLLEAGUES if item.account == colleague), "")
    may_choose = role and Action.CHOOSE_PURPOSE in office.door.roles[role].may
    client = visitor(office, colleague, PURPOSE if may_choose else "")
    client.raise_request_exception = False
    return client


def answers(client: Client, path: str) -> Iterator[tuple[str, HttpResponse]]:
    """A path asked as it should be and as it should not."""
    for method in ("get", "head", "post", "put", "delete", "options"):
        yield f"{method} {path}", getattr(client, method)(path)
    yield f"part {path}", client.get(path, headers={"HX-Request": "true"})
    yield (
        f"nonsense {path}",
        client.get(path, {"page": "x", "check": "<script>", "signal": "'; DROP TABLE account; --"}),
    )


@pytest.mark.parametrize("colleague", EVERYBODY)
def test_no_answer_gives_anything_away(
    office: Office, parts: Mapping[str, str], colleague: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    client = came(office, colleague)
    found, failed = [], []
    for route in ROUTES:
        if route.name in LEAVING:
            continue
        for asked, answer in answers(client, filled(route, parts)):
            found += faults(Looked(f"{colleague or 'nobody'} {asked}", answer))
            failed += [f"{asked}: {answer.status_code}"] if answer.status_code >= 500 else []
    assert found == []
    assert failed == []


STRANGE = (
    "/nergens",
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/static/../settings.py",
    "/admin/",
    "/.git/config",
    "/api/",
    "/api/v1",
    "/api/v2/runs",
    "/api/v1/openapi.yaml",
    "/adres/%00",
    "/adres/" + "9" * 4000,
    "/adres/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "/selecties/..",
    "/werkvoorraad?" + "&".join("area=x" for _ in range(300)),
    "/werkvoorraad?check=%ff%fe",
    "/kaart/tegels/99/0/0",
    "/kaart/tegels/12/99999999999999999999/0",
    "/toezicht/logboek?since=9999-99-99",
)


@pytest.mark.parametrize("path", STRANGE)
@pytest.mark.parametrize("colleague", ["", "anna", "femke"])
def test_what_nobody_should_ask_gives_nothing_away(
    office: Office, path: str, colleague: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    answer = came(office, colleague).get(path)
    assert faults(Looked(path[:80], answer)) == []
    assert answer.status_code < 500
    assert "<script>alert(1)" not in answer.content.decode(errors="replace")


def test_another_host_is_refused(office: Office) -> None:
    answer = came(office, "anna").get("/account", headers={"Host": "elders.example"})
    assert answer.status_code == 400
    assert faults(Looked("another host", answer)) == []


def test_a_failure_of_the_office_itself_tells_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("geheim: state.sqlite")

    monkeypatch.setattr("pandzicht_web.api.runs.runs_of", broken)
    monkeypatch.setattr("pandzicht_web.pages.comparisons.runs_of", broken)
    for path in ("/vergelijkingen", "/api/v1/runs"):
        answer = came(office, "anna").get(path)
        assert answer.status_code == 500
        assert faults(Looked(path, answer)) == []
        assert "geheim" not in answer.content.decode()
    assert "RuntimeError" in caplog.text, "whoever runs the office is told"


def test_what_people_type_is_in_no_log(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = came(office, "anna")
    for path in ("/zoeken", "/werkvoorraad", "/catalogus", "/nergens", "/api/v1/definitions"):
        client.get(path, {"q": "Nergenshuizen", "text": "Nergenshuizen"})
    client.post("/zoeken", {"q": "Nergenshuizen"})
    client.post("/aanmelden", {"account": "Nergenshuizen", "password": "Nergenshuizen"})
    client.post("/api/v1/searches", '{"text": "Nergenshuizen", "x": 1}', content_type="application/json")
    assert "Nergenshuizen" not in caplog.text


@pytest.fixture
def by_https(office: Office) -> Iterator[Client]:
    """A browser that reaches the office by https."""
    with override_settings(CSRF_COOKIE_SECURE=True, CSRF_COOKIE_NAME="__Host-pandzicht_form"):
        secure = replace(office, is_secure=True)
        yield Client(**{OFFICE: secure})  # type: ignore[arg-type]


def test_by_https_cookies_go_by_nothing_else(by_https: Client) -> None:
    for asked, answer in (
        ("the form", by_https.get("/aanmelden", secure=True)),
        ("signing in", by_https.post("/aanmelden", {"colleague": "anna"}, secure=True)),
        ("the language", by_https.post("/taal", {"language": "en"}, secure=True)),
        ("a page", by_https.get("/account", secure=True)),
        ("signing out", by_https.post("/afmelden", secure=True)),
    ):
        assert faults(Looked(asked, answer, is_secure=True)) == []
    assert "__Host-pandzicht" in by_https.cookies


class Moment:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def timed(office: Office) -> tuple[Office, Moment]:
    clock = Moment()
    return replace(office, door=replace(office.door, clock=clock)), clock


def is_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_a_session_ends_half_an_hour_after_the_last_request(timed: tuple[Office, Moment]) -> None:
    office, clock = timed
    client = visitor(office, "anna")
    clock.now += timedelta(minutes=29)
    assert is_in(client)
    clock.now += timedelta(minutes=29)
    assert is_in(client)
    clock.now += timedelta(minutes=31)
    assert not is_in(client)


def test_a_session_ends_after_eight_hours_however_busy(timed: tuple[Office, Moment]) -> None:
    office, clock = timed
    client = visitor(office, "anna")
    for _ in range(24):
        clock.now += timedelta(minutes=20)
        assert is_in(client)
    clock.now += timedelta(minutes=1)
    assert not is_in(client)


def test_signing_in_gives_another_token_and_ends_the_one_before(office: Office) -> None:
    client = visitor(office, "anna")
    before = client.cookies["pandzicht"].value
    client.post("/aanmelden", {"colleague": "anna"})
    assert client.cookies["pandzicht"].value != before
    client.cookies["pandzicht"] = before
    assert not is_in(client)


def test_a_token_that_somebody_else_put_in_the_browser_is_not_taken_over(office: Office) -> None:
    client = visitor(office)
    client.cookies["pandzicht"] = "gezet-door-een-ander"
    client.post("/aanmelden", {"colleague": "anna"})
    assert client.cookies["pandzicht"].value != "gezet-door-een-ander"
    assert len(client.cookies["pandzicht"].value) >= 43, "256 bits"


def test_signing_out_ends_the_session_itself_and_not_only_the_cookie(office: Office) -> None:
    client = visitor(office, "anna")
    token = client.cookies["pandzicht"].value
    client.post("/afmelden")
    client.cookies["pandzicht"] = token
    assert not is_in(client)


def test_being_signed_out_everywhere_ends_every_session_and_token(office: Office) -> None:
    here, there, gijs = visitor(office, "bram"), visitor(office, "bram"), visitor(office, "gijs")
    granted = {"change": "grant", "role": "auditor"}
    assert gijs.post("/beheer/bram/wijzig", granted).status_code == 302
    assert not is_in(here)
    assert not is_in(there)
    assert gijs.post("/beheer/bram/wijzig", {"change": "withdraw", "role": "auditor"}).status_code == 302
