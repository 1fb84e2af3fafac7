# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every answer says what a browser may do with it; what is kept for long says so itself."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import RequestFactory

from pandzicht_web.headers import ALWAYS, HTTPS_ONLY, Headers
from pandzicht_web.settings import set_up
from tests.office import HOSTS, SECRET


def answer(response: HttpResponse, *, secure: bool = False) -> HttpResponse:
    set_up(SECRET, HOSTS, is_secure=False)
    found = Headers(lambda _request: response)(RequestFactory().get("/", secure=secure))
    assert isinstance(found, HttpResponse)
    return found


def test_they_are_there_and_allow_nothing_inline() -> None:
    found = answer(HttpResponse())
    assert {name: found[name] for name in ALWAYS} == dict(ALWAYS)
    assert "unsafe" not in found["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in found.headers


def test_an_answer_keeps_its_own_caching() -> None:
    assert (
        answer(HttpResponse(headers={"Cache-Control": "private, max-age=9"}))["Cache-Control"] == "private, max-age=9"
    )


def test_by_https_the_browser_is_kept_to_it() -> None:
    assert answer(HttpResponse(), secure=True)["Strict-Transport-Security"] == HTTPS_ONLY
