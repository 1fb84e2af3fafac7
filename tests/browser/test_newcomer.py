# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A newcomer who read only the README: from the first page to the register rows behind one address."""

from __future__ import annotations

import time

from playwright.sync_api import Page, expect

from tests.accessibility import faults_of

MOST_CLICKS = 6
MOST_SECONDS = 60


def test_a_newcomer_opens_an_address_down_to_its_source_rows_in_six_clicks(page: Page) -> None:
    page.goto("/")
    clicks = [
        lambda: page.get_by_role("button", name="Anna").click(),
        lambda: page.get_by_role("button", name="Onrechtmatig wonen").click(),
        lambda: page.get_by_role("row").nth(1).get_by_role("link").click(),
        lambda: page.get_by_label("Ik werk de werkvoorraad door").check(),
        lambda: page.get_by_role("button", name="Open het dossier").click(),
        lambda: page.locator(".pz-evidence summary").first.click(),  # noqa: PLW0108 - the page is another by then
    ]
    assert len(clicks) <= MOST_CLICKS
    rows, waited = page.locator(".pz-evidence[open] .pz-rows tbody tr"), 0.0
    for click in clicks:
        assert faults_of(page) == [], page.url
        begun = time.monotonic()
        click()
        page.wait_for_load_state("load")
        waited += time.monotonic() - begun
    expect(rows.first).to_be_visible()
    assert waited < MOST_SECONDS, "the rest of two minutes is for reading"
    expect(rows.first).to_contain_text("01-03-2026")
    assert faults_of(page) == []


def test_who_gives_no_reason_is_asked_again_and_sees_nothing(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Bram").click()
    page.get_by_role("button", name="Onrechtmatig wonen").click()
    page.get_by_role("row").nth(2).get_by_role("link").click()
    page.get_by_label("Een andere reden").fill("x")
    page.get_by_role("button", name="Open het dossier").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies een reden")
    expect(page.get_by_role("heading", name="Feiten")).to_have_count(0)
    assert faults_of(page) == []
