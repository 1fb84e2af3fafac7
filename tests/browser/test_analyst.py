# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An analyst's day: a view that is kept and exported, a signal that is changed, tried and proposed, and decided on."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.accessibility import faults_of
from tests.browser.colleagues import visiting

SIGNAL = "/catalogus/signalen/overbewoning"


def test_a_view_is_kept_shared_and_exported_as_it_is_seen(browser: Browser, address: str, tmp_path: Path) -> None:
    with visiting(browser, address, "anna") as page:
        page.goto("/werkvoorraad")
        before = page.locator(".pz-count strong").inner_text()
        page.locator("label", has_text="Overbewoning").first.click()
        expect(page.locator(".pz-count strong")).not_to_have_text(before)
        count = page.locator(".pz-count strong").inner_text()
        page.locator("summary", has_text="Weergaven").click()
        _kept_without_a_name(page)
        expect(page.locator(".pz-count strong")).to_have_text(count)
        page.locator("summary", has_text="Weergaven").click()
        expect(page.locator("#worklist")).to_contain_text("nog geen weergave bewaard")
        page.get_by_label("Bewaar deze weergave als").fill("Druk bewoond")
        page.get_by_label("Deel deze met collega's").check()
        assert faults_of(page) == []
        page.get_by_role("button", name="Bewaren").click()
        expect(page.locator(".pz-count strong")).to_have_text(count)
        page.locator("summary", has_text="Naar een bestand").click()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="CSV, voor elk programma").click()
        waiting.value.save_as(tmp_path / "lijst.csv")
        rows = (tmp_path / "lijst.csv").read_text("utf-8-sig").splitlines()
        assert len(rows) - 1 == int(re.sub(r"\D", "", count))
    with visiting(browser, address, "bram") as page:
        page.goto("/werkvoorraad")
        page.locator("summary", has_text="Weergaven").click()
        page.get_by_role("link", name="Druk bewoond").click()
        expect(page.locator(".pz-count strong")).to_have_text(count)


def test_the_list_is_walked_by_keys_until_they_are_switched_off(browser: Browser, address: str) -> None:
    with visiting(browser, address, "anna") as page:
        page.goto("/werkvoorraad")
        links = page.locator("[data-walked] tbody th a")
        page.keyboard.press("j")
        expect(links.nth(0)).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("ArrowDown")
        expect(links.nth(2)).to_be_focused()
        page.keyboard.press("k")
        expect(links.nth(1)).to_be_focused()
        page.keyboard.press("/")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.type("jjq")
        expect(page.locator("#text")).to_have_value("jjq")
        expect(page.locator("#text")).to_be_focused()
        expect(page.locator("#worklist")).to_contain_text("Geen adres voldoet aan dit alles")
        page.get_by_role("link", name="Filters wissen").click()
        expect(links.nth(0)).to_be_visible()
        page.locator("summary", has_text="Kolommen").click()
        page.get_by_label("Toetsen: j en k").uncheck()
        page.reload()
        page.keyboard.press("j")
        expect(links.nth(0)).not_to_be_focused()


def test_a_signal_is_changed_tried_and_proposed_and_somebody_else_decides(browser: Browser, address: str) -> None:
    with visiting(browser, address, "anna") as page:
        page.goto(SIGNAL)
        page.get_by_role("link", name="Wijziging voorstellen").click()
        expect(page.locator("#checked")).to_contain_text("geen fouten")
        text = page.locator("#text")
        good = text.input_value()
        _wrong_then_mended(page, good)
        page.get_by_role("button", name="Proef doen").click()
        expect(page.locator("[data-turned]")).not_to_have_attribute("data-turned", "0")
        expect(page.locator("#trial")).to_contain_text("niet meer ja")
        expect(page.locator("#trial .pz-plain-list a").first).to_have_attribute("href", re.compile("/adres/"))
        assert faults_of(page) == []
        page.get_by_label("Waarom").fill("vanaf vijf personen: dat is wat de commissie vroeg")
        page.get_by_role("button", name="Voorstellen", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("definities")
        where = page.url
        expect(page.get_by_role("button", name="Goedkeuren")).to_have_count(0)
        expect(page.locator("main")).to_contain_text("iemand anders besluit")
    with visiting(browser, address, "esra") as page:
        page.goto(where)
        expect(page.locator("main")).to_contain_text("signals/overbewoning")
        expect(page.locator("main")).to_contain_text("bewoners_aantal >= 5")
        assert faults_of(page) == []
        page.get_by_role("button", name="Goedkeuren").click()
        expect(page.locator(".pz-head__under")).to_contain_text("geldt")


def _kept_without_a_name(page: Page) -> None:
    """Keep a view under a name of spaces, read why that is refused, and go back to the list as it was."""
    page.get_by_label("Bewaar deze weergave als").fill("   ")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit kan niet")
    expect(page.locator("main")).to_contain_text("er is niets veranderd")
    assert faults_of(page) == []
    page.go_back()


def _wrong_then_mended(page: Page, good: str) -> None:
    """Type a word wrong, see its line, go there, and put it right with the change that is meant."""
    text = page.locator("#text")
    text.fill(good.replace("bewoners_aantal >= :norm_overbewoning_personen", "bewoners_aantaal >= 5"))
    fault = page.locator("[data-faults] button")
    expect(fault).to_have_text("regel 10")
    expect(page.locator(".pz-editor__lines [data-faulty]")).to_have_text("10")
    assert faults_of(page) == []
    fault.click()
    expect(text).to_be_focused()
    text.fill(good.replace("bewoners_aantal >= :norm_overbewoning_personen", "bewoners_aantal >= 5"))
    expect(page.locator("#checked")).to_contain_text("norm_overbewoning_personen")
    expect(page.locator("#checked")).to_contain_text("geen fouten")
