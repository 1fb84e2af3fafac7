# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A data protection officer: who looked at what and why, and proof that nothing was altered."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.accessibility import faults_of
from tests.browser.colleagues import come_in, first_of_the_list, open_dossier


def test_finds_who_opened_an_address_and_why(page: Page, second: Page) -> None:
    open_dossier(come_in(second, "Bram"), first_of_the_list(second))
    come_in(page, "Femke").goto("/toezicht/logboek?account=bram")
    rows = page.locator("tbody tr").filter(has_text="zien wat over een adres bekend is")
    expect(rows.first).to_contain_text("bram")
    expect(rows.first).to_contain_text("onrechtmatig wonen")
    page.goto("/toezicht/opzoekingen?all=1")
    expect(page.locator("tbody tr").filter(has_text="bram").first).to_be_visible()
    assert faults_of(page) == []


def test_has_both_logs_and_every_run_recomputed(page: Page) -> None:
    come_in(page, "Femke").goto("/toezicht/controle")
    page.get_by_role("button", name="Alles narekenen").click()
    expect(page.get_by_text("in orde").first).to_be_visible(timeout=60_000)
    assert faults_of(page) == []


def test_asks_for_a_day_that_is_none_and_is_told(page: Page) -> None:
    answer = come_in(page, "Femke").goto("/toezicht/logboek?since=gisteren")
    assert answer is not None
    assert answer.status == 400
    expect(page.locator("main")).to_contain_text("gisteren")


def test_looks_at_no_address(page: Page, second: Page) -> None:
    path = first_of_the_list(come_in(second, "Anna")).partition("?")[0]
    come_in(page, "Femke").goto(path)
    expect(page.get_by_role("heading", name="Feiten")).to_have_count(0)
