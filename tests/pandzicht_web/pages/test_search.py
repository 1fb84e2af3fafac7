# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is typed in the box is answered, with and without scripts, and stands in no address: it may be a name."""

from __future__ import annotations

import re

import pytest

from pandzicht_web.office import Office
from tests.office import PURPOSE, visitor


@pytest.fixture
def line(office: Office) -> str:
    """The first address of the run in force."""
    run = (office.workspace.runs / "current").read_text("utf-8").strip()
    return str(office.shelf.tables(office.workspace, run).addresses["adres"][0])


def test_the_form_sends_what_is_typed_in_its_body(office: Office) -> None:
    page = visitor(office, "anna", PURPOSE).get("/zoeken").content.decode()
    form = re.findall(r'<form class="pz-search"[^>]*>', page)[0]
    assert 'method="post"' in form
    assert 'hx-post="/zoeken"' in form
    assert "hx-get" not in form
    assert "hx-push-url" not in form


def test_without_scripts_the_whole_page_answers_and_with_them_the_part(office: Office, line: str) -> None:
    anna = visitor(office, "anna", PURPOSE)
    page = anna.post("/zoeken", {"q": line})
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert "<main" in page.content.decode()
    assert f'value="{line}"' in page.content.decode(), "what was typed can be mended"
    part = anna.post("/zoeken", {"q": line}, headers={"HX-Request": "true"}).content.decode()
    assert "<main" not in part
    assert re.findall(r'href="(/adres/\d+)"', part) == re.findall(r'href="(/adres/\d+)"', page.content.decode()) != []
    for answer in (page.content.decode(), part):
        assert not re.search(r'(?:href|src|action)="[^"]*[?&]q=', answer)


def test_a_text_in_the_address_is_not_read(office: Office, line: str) -> None:
    anna = visitor(office, "anna", PURPOSE)
    asked, plain = (re.sub(r'[Tt]oken"[^>]*"', "", anna.get(path, data).content.decode()) for path, data in (
        ("/zoeken", {"q": line}), ("/zoeken", {})
    ))  # fmt: skip
    assert "/adres/" not in asked
    assert "Niets in deze vergelijking" not in asked + plain


def test_a_form_without_its_secret_and_a_visit_without_a_purpose_find_nothing(office: Office, line: str) -> None:
    anna = visitor(office, "anna", PURPOSE)
    anna.handler.enforce_csrf_checks = True
    assert anna.post("/zoeken", {"q": line}).status_code == 403
    for colleague in ("anna", "gijs"):
        answer = visitor(office, colleague).post("/zoeken", {"q": line})
        assert answer.status_code in {302, 403}
        assert "/adres/" not in answer.content.decode()
