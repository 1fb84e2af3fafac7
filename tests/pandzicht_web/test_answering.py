# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a call is asked is held against its model; whatever cannot be read or answered is a problem document."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from pandzicht_web.answering import MOST_BYTES
from pandzicht_web.call import VERSION
from pandzicht_web.office import Office
from tests.calling import by_session, by_token, problem
from tests.office import PURPOSE, visitor

UNITS = f"checks/{PURPOSE}/units"


def test_every_answer_tells_its_version_also_where_nothing_is(office: Office) -> None:
    machine = by_session(office, "anna")
    for path in ("runs", "nergens", "openapi.json", "", f"{UNITS}?size=0"):
        assert machine.get(path)["API-Version"] == VERSION, path
    assert "API-Version" not in visitor(office, "anna").get("/account").headers


def test_an_address_that_is_none_and_a_slash_too_many_are_problems(office: Office) -> None:
    machine = by_session(office, "anna")
    for path in ("nergens", "runs/", "RUNS"):
        problem(machine.get(path), 404)


def test_another_method_is_told_which_there_are(office: Office) -> None:
    answer = by_session(office, "anna").send("DELETE", "selections")
    problem(answer, 405)
    assert answer["Allow"] == "GET, POST"


WRONG = {
    "size=0": "size",
    "size=201": "size",
    "size=twee": "size",
    "size=": "size",
    "size=1.0": "size",
    "size=1&size=2": "size",
    "page=-1": "page",
    "every=ja": "every",
    "order=zomaar": "order",
    "signal=Overbewoning": "signal",
    "signal=overbewoning:maybe": "signal",
    "range=bewoners_aantal:..": "range",
    "status=x": "status",
    "zomaar=1": "zomaar",
    "text=a%00b": "text",
    f"text={'x' * 101}": "text",
    "__class__=x": "__class__",
}


@pytest.mark.parametrize("query", sorted(WRONG))
def test_what_cannot_be_asked_is_told_with_its_place(office: Office, query: str) -> None:
    document = problem(by_session(office, "anna").get(f"{UNITS}?{query}"), 422)
    assert WRONG[query] in document["detail"]
    assert document["faults"][0]["place"].startswith(WRONG[query])


def test_an_address_that_is_no_text_is_refused(office: Office) -> None:
    problem(by_session(office, "anna").get(f"{UNITS}?text=%ff%fe"), 400)
    problem(by_session(office, "anna").get(f"{UNITS}?{'&'.join(['area=x'] * 300)}"), 400)


def test_a_name_that_is_well_written_and_not_there_is_told(office: Office) -> None:
    document = problem(by_session(office, "anna").get(f"{UNITS}?signal=bestaat_niet"), 400)
    assert "bestaat_niet" in document["detail"]


def test_what_has_no_question_takes_none(office: Office) -> None:
    problem(by_session(office, "anna").get("runs?x=1"), 422)
    problem(by_session(office, "anna").send("POST", "searches?text=x", {"text": "x"}), 422)


BODIES: dict[str, tuple[str, str, int]] = {
    "a form": ("application/x-www-form-urlencoded", "text=x", 415),
    "text": ("text/plain", '{"text": "x"}', 415),
    "nothing": ("application/json", "", 415),
    "no JSON": ("application/json", "{text: x}", 400),
    "half": ("application/json", '{"text": "x"', 400),
    "a list": ("application/json", '["x"]', 422),
    "a number": ("application/json", '{"text": 5}', 422),
    "too much": ("application/json", '{"text": "x", "en": "meer"}', 422),
    "too little": ("application/json", "{}", 422),
    "control signs": ("application/json", '{"text": "a\\u0000b"}', 422),
    "half a sign": ("application/json", '{"text": "\\ud800"}', 400),
    "deep": ("application/json", "[" * 20_000, 400),
    "not UTF-8": ("application/json", b'{"text": "\xff"}', 400),
}


@pytest.mark.parametrize("what", sorted(BODIES))
def test_a_body_that_cannot_be_read_is_refused(office: Office, what: str) -> None:
    kind, body, status = BODIES[what]
    client = visitor(office, "anna", PURPOSE)
    problem(client.post("/api/v1/searches", body, content_type=kind), status)


def test_a_body_that_is_too_long_is_not_read(office: Office) -> None:
    problem(by_session(office, "anna").send("POST", "searches", {"text": "x" * MOST_BYTES}), 413)


def test_a_body_of_nonsense_is_told_without_its_content(office: Office) -> None:
    answer = by_session(office, "anna").send("POST", "searches", {"text": ["123456782"]})
    assert "123456782" not in json.dumps(problem(answer, 422))


@pytest.mark.parametrize("accepted", ["application/json", "*/*", "application/*", "text/html, application/json;q=0.5"])
def test_who_can_read_json_gets_it(office: Office, accepted: str) -> None:
    assert by_session(office, "anna").get("runs", Accept=accepted).status_code == 200


@pytest.mark.parametrize("accepted", ["text/html", "application/xml, text/csv"])
def test_who_cannot_read_json_is_told(office: Office, accepted: str) -> None:
    problem(by_session(office, "anna").get("runs", Accept=accepted), 406)


def test_nobody_is_told_how_to_say_who_they_are(office: Office) -> None:
    answer = Client(**visitor(office).defaults).get("/api/v1/runs")  # type: ignore[arg-type]
    problem(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("shown", ["Bearer", "Bearer ", "Bearer x", f"Bearer pandzicht_{'A' * 43}", "Basic YTpi", "x"])
def test_whoever_shows_something_else_than_a_token_is_nobody_also_with_a_cookie(office: Office, shown: str) -> None:
    machine = by_session(office, "anna")
    assert machine.get("runs").status_code == 200
    problem(machine.get("runs", Authorization=shown), 401)


def test_a_token_is_no_cookie_and_opens_no_page(office: Office) -> None:
    machine = by_token(office, "anna")
    assert machine.get("runs").status_code == 200
    assert machine.client.get("/account", headers=machine.headers).status_code == 302
    machine.client.cookies["pandzicht"] = machine.headers["Authorization"].partition(" ")[2]
    assert machine.client.get("/account").status_code == 302


def test_a_change_by_cookie_needs_the_secret_of_forms_and_one_by_token_does_not(office: Office) -> None:
    machine = by_session(office, "anna")
    machine.client.handler.enforce_csrf_checks = True
    problem(machine.send("POST", "searches", {"text": "dorp"}), 403)
    problem(machine.send("POST", "searches", {"text": "dorp"}, Authorization="Basic YTpi"), 403)
    page = machine.client.get("/account").content.decode()
    secret = page.partition('"X-CSRFToken": "')[2].partition('"')[0]
    assert machine.send("POST", "searches", {"text": "dorp"}, **{"X-CSRFToken": secret}).status_code == 200
    assert by_token(office, "anna").send("POST", "searches", {"text": "dorp"}).status_code == 200


def test_without_a_purpose_nothing_about_addresses_is_answered(office: Office) -> None:
    for machine in (by_session(office, "anna", ""), by_token(office, "anna", "")):
        assert machine.get("runs").status_code == 200
        assert "purpose" in problem(machine.get(UNITS), 403)["detail"]


def test_a_machine_is_answered_in_the_language_that_it_asks(office: Office) -> None:
    machine = by_token(office, "anna")
    dutch, english = machine.get("sources/brp_bewoning"), machine.get("runs", **{"Accept-Language": "en-GB,en;q=0.9"})
    assert (dutch["Content-Language"], english["Content-Language"]) == ("nl", "en")
    assert "Accept-Language" in english["Vary"]
    told = [machine.get("own-account", **{"Accept-Language": it}).json()["roles"][0]["label"] for it in ("nl", "en")]
    assert told == ["Analist", "Analyst"]


def test_head_is_answered_without_content(office: Office) -> None:
    answer = by_session(office, "anna").send("HEAD", "runs")
    assert (answer.status_code, answer.content) == (200, b"")
