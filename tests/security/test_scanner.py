# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The scanner finds what it is there to find: each rule is shown something that breaks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from pandzicht_web.headers import ALWAYS
from tests.security.scanner import RULES, Looked, faults

PAGE = '<!doctype html><html lang="nl"><body>{}</body></html>'


def sound(content: str = PAGE.format("")) -> HttpResponse:
    """An answer with which nothing is wrong."""
    return HttpResponse(content, content_type="text/html; charset=utf-8", headers=dict(ALWAYS))


def without(name: str) -> HttpResponse:
    answer = sound()
    del answer.headers[name]
    return answer


def having(name: str, value: str) -> HttpResponse:
    answer = sound()
    answer.headers[name] = value
    return answer


def with_cookie(**how: object) -> HttpResponse:
    answer = sound()
    answer.set_cookie("proef", "x", **{"httponly": True, "samesite": "Lax", **how})  # type: ignore[arg-type]
    return answer


POLICY = ALWAYS["Content-Security-Policy"]
BROKEN: dict[str, tuple[str, Callable[[], HttpResponse]]] = {
    "no nosniff": ("headers", lambda: without("X-Content-Type-Options")),
    "framed": ("headers", lambda: having("X-Frame-Options", "SAMEORIGIN")),
    "asks where somebody is": ("headers", lambda: having("Permissions-Policy", "camera=()")),
    "no policy": ("policy", lambda: without("Content-Security-Policy")),
    "inline allowed": (
        "policy",
        lambda: having("Content-Security-Policy", POLICY.replace("script-src", "script-src 'unsafe-inline'")),
    ),
    "elsewhere allowed": (
        "policy",
        lambda: having("Content-Security-Policy", POLICY.replace("img-src", "img-src https:")),
    ),
    "kept": ("kept", lambda: having("Cache-Control", "public, max-age=60")),
    "kept for a while": ("kept", lambda: having("Cache-Control", "private, max-age=300")),
    "read by a script": ("cookies", lambda: with_cookie(httponly=False)),
    "sent along from elsewhere": ("cookies", lambda: with_cookie(samesite="None")),
    "of a domain": ("cookies", lambda: with_cookie(domain="example.org")),
    "a version": ("gives_away", lambda: having("Server", "granian/2.5")),
    "a trace": ("gives_away", lambda: sound(PAGE.format("Traceback (most recent call last)"))),
    "a path": ("gives_away", lambda: sound(PAGE.format("/" + "home/els/stad/state"))),
    "an inline script": ("inline", lambda: sound(PAGE.format("<script>a()</script>"))),
    "an inline style": ("inline", lambda: sound(PAGE.format('<p style="color: red">x</p>'))),
    "a handler": ("inline", lambda: sound(PAGE.format('<p onclick="a()">x</p>'))),
    "a script of elsewhere": ("inline", lambda: sound(PAGE.format('<script src="https://x.example/a.js"></script>'))),
    "a link that runs": ("inline", lambda: sound(PAGE.format('<a href="JavaScript:a()">x</a>'))),
    "a comment": ("inline", lambda: sound(PAGE.format("<!-- to do -->"))),
    "a form without its secret": ("forms", lambda: sound(PAGE.format('<form method="post" action="/x"></form>'))),
    "a password in an address": ("forms", lambda: sound(PAGE.format('<form><input name="password"></form>'))),
    "a BSN in an address": ("addresses", lambda: sound(PAGE.format('<a href="/adres/123456782">x</a>'))),
    "a name asked in an address": ("addresses", lambda: sound(PAGE.format('<a href="/x?naam=jansen">x</a>'))),
}


def test_a_sound_answer_has_no_faults() -> None:
    assert faults(Looked("/", sound())) == []


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_each_rule_finds_what_breaks_it(what: str) -> None:
    rule, make = BROKEN[what]
    found = faults(Looked("/", make()))
    assert found, what
    assert {fault.split(": ")[1] for fault in found} == {rule}


def test_by_https_a_cookie_goes_by_nothing_else() -> None:
    found = faults(Looked("/", with_cookie(), is_secure=True))
    assert [
        part for part in ("also goes without https", "set by another host", "Strict-Transport") if part in str(found)
    ]
    assert len(found) == 3


def test_every_rule_is_shown_something() -> None:
    assert {rule for rule, _ in BROKEN.values()} == {rule.__name__ for rule in RULES}
