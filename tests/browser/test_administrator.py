# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An administrator: gives a new colleague a role, and none to themselves."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.accessibility import faults_of
from tests.browser.colleagues import come_in


def test_makes_an_account_grants_a_role_and_takes_it_away(page: Page) -> None:
    come_in(page, "Gijs").goto("/beheer")
    page.get_by_label("Account", exact=True).fill("hanna")
    page.get_by_label("Naam").fill("Hanna")
    page.get_by_role("button", name="Account maken").click()
    expect(page.get_by_text("Het heeft geen rol")).to_be_visible()
    page.get_by_label("Rol", exact=True).select_option("toezichthouder")
    page.get_by_role("button", name="Toekennen").click()
    expect(page.get_by_role("heading", name="Toezichthouder")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Intrekken").click()
    expect(page.get_by_text("Het heeft geen rol")).to_be_visible()


def test_an_account_that_is_there_is_not_made_again(page: Page) -> None:
    come_in(page, "Gijs").goto("/beheer")
    page.get_by_label("Account", exact=True).fill("anna")
    page.get_by_role("button", name="Account maken").click()
    expect(page.locator("main")).to_contain_text("anna")
    expect(page.get_by_role("heading", name="Een rol toekennen")).to_have_count(0)
    assert faults_of(page) == []


def test_grants_nothing_to_themselves(page: Page) -> None:
    come_in(page, "Gijs").goto("/beheer/gijs")
    expect(page.get_by_text("Dit is uw eigen account")).to_be_visible()
    expect(page.get_by_role("button", name="Toekennen")).to_have_count(0)


def test_manages_accounts_and_sees_no_address(page: Page) -> None:
    come_in(page, "Gijs")
    for path in ("/werkvoorraad", "/zoeken"):
        page.goto(path)
        expect(page.get_by_role("table")).to_have_count(0)
        expect(page.get_by_role("searchbox")).to_have_count(0)
