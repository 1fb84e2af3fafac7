# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""After signing in somebody goes on within the office, wherever a link wanted to send them."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from pandzicht_web.next_page import next_page
from pandzicht_web.settings import set_up
from tests.office import HOSTS, SECRET


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/werkvoorraad?page=2", "/werkvoorraad?page=2"),
        ("//evil.example/x", "/"),
        ("https://evil.example/x", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_it_is_a_page_of_the_office(asked: str, goes: str) -> None:
    set_up(SECRET, HOSTS, is_secure=False)
    assert next_page(RequestFactory().get("/aanmelden", {"next": asked})) == goes
