# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is not let in reads why on a page like any other: at their organisation, and with a password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pandzicht.cli.starting import make_workspace
from pandzicht.store.workspace import open_workspace
from pandzicht_web.identity.provider import Provider
from tests.accessibility import faults_of
from tests.browser.colleagues import newcomer
from tests.browser.showing import NARROW, WIDE
from tests.browser.test_pages import BESIDE, SMALL
from tests.identity_provider import CLIENT, SECRET, identity_provider
from tests.office import office_in, served

BACK = "/aanmelden/organisatie/terug"
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["desk", "telephone"])


@pytest.fixture
def town(tmp_path: Path) -> Iterator[str]:
    """The address of an office that is no demonstration: people come by password and through their organisation."""
    with identity_provider() as provider:
        provider.status = 500
        make_workspace(tmp_path / "stad", name="Stad", demo=False)
        settings = tmp_path / "stad" / "pandzicht.toml"
        told = f'[office]\naddress = ["127.0.0.1"]\noidc_issuer = "{provider.issuer}"\noidc_client = "{CLIENT}"\n'
        settings.write_text(f"{settings.read_text('utf-8')}\n{told}local_accounts = true\n", encoding="utf-8")
        office = office_in(open_workspace(tmp_path / "stad"))
        with served(replace(office, provider=Provider(provider.issuer, CLIENT, SECRET))) as address:
            yield address


def faults(page: Page, size: dict[str, int]) -> list[str]:
    """What is wrong with a page: for who cannot see it, with its width, and where it is tapped with its buttons."""
    small = page.evaluate(SMALL) if size == NARROW else []
    return [*faults_of(page), *small, *(["it is wider than the screen"] if page.evaluate(BESIDE) > 0 else [])]


@SIZES
@pytest.mark.parametrize(
    ("path", "status", "says"),
    [(BACK, 400, "in een ander venster"), ("/aanmelden/organisatie", 502, "antwoordt niet")],
)
def test_who_comes_back_from_their_organisation_without_being_let_in_is_told_why(
    browser: Browser, town: str, size: dict[str, int], path: str, status: int, says: str
) -> None:
    with newcomer(browser, town, size) as page:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == status
        expect(page.get_by_role("alert")).to_contain_text(says)
        assert faults(page, size) == []
        page.get_by_role("link", name="Opnieuw aanmelden").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.url.endswith("/aanmelden")


@SIZES
def test_who_types_a_wrong_password_is_told_beside_the_form(browser: Browser, town: str, size: dict[str, int]) -> None:
    with newcomer(browser, town, size) as page:
        page.goto("/aanmelden")
        assert faults(page, size) == []
        page.locator("input[name=account]").fill("els")
        page.locator("input[name=password]").fill("niet dit")
        page.locator("input[name=password]").press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        assert faults(page, size) == []
