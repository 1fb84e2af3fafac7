# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody who may not, or asks for what is not there, reads what to do in their own language."""

from __future__ import annotations

import pytest
from django.test import Client

from pandzicht_web.office import Office
from tests.office import PURPOSE, visitor

ASKED = {
    "/werkvoorraad": (403, "Vraag wie de accounts beheert om een rol die het mag."),
    "/adres/9999": (404, "Kijk of het zo heet, of zoek het op."),
}


@pytest.fixture
def inspector(office: Office) -> Client:
    return visitor(office, "chris", PURPOSE)


@pytest.mark.parametrize("path", ASKED)
def test_what_to_do_comes_first_and_what_exactly_can_be_opened(inspector: Client, path: str) -> None:
    status, remedy = ASKED[path]
    answer = inspector.get(path)
    text = answer.content.decode()
    assert answer.status_code == status
    assert remedy in text
    assert text.index(remedy) < text.index("Wat precies (in het Engels)") < text.rindex('lang="en">')


def test_in_english_it_is_not_said_to_be_english(inspector: Client) -> None:
    inspector.post("/taal", {"language": "en", "next": "/"})
    text = inspector.get("/werkvoorraad").content.decode()
    assert "Ask whoever manages the accounts" in text
    assert "(in English)" not in text


def test_a_part_of_a_page_is_told_without_a_page_around_it(inspector: Client) -> None:
    text = inspector.get("/werkvoorraad", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert "Vraag wie de accounts beheert" in text


def test_what_was_typed_wrong_is_said_at_once(office: Office) -> None:
    answer = visitor(office, "femke").get("/toezicht/logboek?since=gisteren")
    assert answer.status_code == 400
    assert "since &#x27;gisteren&#x27; is not a day; write it as 2026-03-01" in answer.content.decode()
