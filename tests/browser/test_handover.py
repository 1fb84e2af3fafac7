# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A coordinator hands a selection over, and an inspector opens it on a telephone: addresses alone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from pandzicht.runs.selecting import kept_selection
from pandzicht_web.office import Office
from tests.accessibility import faults_of
from tests.browser.colleagues import visiting
from tests.browser.showing import NARROW
from tests.browser.test_pages import BESIDE, SMALL
from tests.office import PURPOSE

OF_THE_DRAW = re.compile(r"\b(Top|Uitdager|Controle|aselect|Kans|Punten|Deel)\b")


def test_a_selection_is_handed_over_and_opened_at_the_door(office: Office, browser: Browser, address: str) -> None:
    name = next(path.name for path in office.workspace.selections.iterdir() if path.name.startswith(PURPOSE))
    with visiting(browser, address, "bram") as page:
        page.goto(f"/selecties/{name}")
        expect(page.locator("#strata")).to_be_visible()
        page.get_by_label("Een notitie voor wie gaat").fill("de ronde van week 10")
        assert faults_of(page) == []
        page.get_by_role("button", name="Overdragen aan toezichthouders").click()
        expect(page.locator("main")).to_contain_text("overgedragen door bram")
    with visiting(browser, address, "chris", NARROW) as page:
        page.get_by_role("link", name="Selecties").click()
        page.locator(".pz-pick__item").click()
        addresses = page.locator(".pz-walk a")
        expect(addresses).to_have_count(kept_selection(office.workspace, name).units.num_rows)
        expect(page.locator("main")).to_contain_text("de ronde van week 10")
        assert not OF_THE_DRAW.search(page.locator("main").inner_text())
        assert (faults_of(page), page.evaluate(SMALL), page.evaluate(BESIDE)) == ([], [], 0)
        addresses.first.click()
        page.get_by_label("Het staat in een selectie").check()
        page.get_by_role("button", name="Open het dossier").click()
        expect(page.get_by_role("heading", name="Feiten")).to_be_visible()
        assert not OF_THE_DRAW.search(page.locator("main").inner_text())
    with visiting(browser, address, "bram") as page:
        page.goto(f"/selecties/{name}")
        page.get_by_label("Waarom u deze terugneemt").fill("de ronde gaat niet door")
        page.get_by_role("button", name="Terugnemen").click()
        expect(page.locator("main")).to_contain_text("teruggenomen door bram")
    with visiting(browser, address, "chris", NARROW) as page:
        page.goto("/bezoeklijsten")
        expect(page.locator("main")).to_contain_text("niets overgedragen")
