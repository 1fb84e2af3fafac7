# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Without a mouse, at twice the size, in English: the same office."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.accessibility import faults_of
from tests.browser.colleagues import come_in, first_of_the_list, newcomer, open_dossier

BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SEEN = """() => { const one = document.activeElement, style = getComputedStyle(one);
  return one !== document.body && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'); }"""
SAYS = "document.activeElement.innerText + (document.activeElement.labels?.[0]?.innerText ?? '')"
MOST_TABS = 60


def tab_to(page: Page, text: str) -> None:
    """Press Tab until something with a text has the focus, which must be seen everywhere on the way."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if text in page.evaluate(SAYS):
            return
    raise AssertionError(f"'{text}' is not reached in {MOST_TABS} tabs on {page.url}")


def test_from_the_first_page_to_the_rows_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, "Anna")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doel*")
    tab_to(page, "Onrechtmatig wonen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/werkvoorraad*")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/adres/*")
    tab_to(page, "Ik werk de werkvoorraad door")
    page.keyboard.press("Space")
    tab_to(page, "Open het dossier")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Feiten").wait_for()
    tab_to(page, "bronrij")
    page.keyboard.press("Enter")
    expect(page.locator(".pz-evidence[open] .pz-rows tbody tr").first).to_be_visible()


def test_a_wrong_key_does_nothing_and_escape_closes_a_menu(page: Page) -> None:
    come_in(page, "Anna")
    here = page.url
    for key in ("x", "Q", "F9"):
        page.keyboard.press(key)
    assert page.url == here
    page.locator(".pz-bar .pz-menu summary").press("Enter")
    expect(page.get_by_role("link", name="Mijn account")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Mijn account")).to_be_hidden()


def test_at_twice_the_size_nothing_stands_beside_the_screen(browser: Browser, address: str) -> None:
    with newcomer(browser, address, {"width": 640, "height": 430}, device_scale_factor=2) as page:
        path = first_of_the_list(come_in(page, "Anna"))
        for where in ("/werkvoorraad", "/zoeken", "/kaart", "/selecties", "/bronnen", "/catalogus"):
            page.goto(where)
            assert page.evaluate(BESIDE) <= 0, where
        assert open_dossier(page, path).evaluate(BESIDE) <= 0


def test_the_whole_of_it_is_there_in_english(page: Page) -> None:
    come_in(page, "Anna")
    page.locator(".pz-bar .pz-menu summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Worklist")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"
    path = page.get_by_role("row").nth(1).get_by_role("link").first.get_attribute("href") or ""
    page.goto(path)
    if page.get_by_role("button", name="Open the dossier").count():
        page.get_by_label("I work through the worklist").check()
        page.get_by_role("button", name="Open the dossier").click()
    expect(page.get_by_role("heading", name="Facts")).to_be_visible()
    assert faults_of(page) == []
