# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What Chromium tells of the office: how soon the map stands, and how heavy each page is over the wire."""

from __future__ import annotations

import time
from collections.abc import Sequence

from playwright.sync_api import Page, sync_playwright

from bench.office.served import CHECK, PURPOSE
from tests.browser.showing import WIDE, chromium, launched

PAGES = (
    f"/werkvoorraad?check={CHECK}",
    "/zoeken",
    "/selecties",
    "/vergelijkingen",
    "/bronnen",
    "/catalogus",
    f"/catalogus/controles/{CHECK}",
    "/account",
    "/toezicht/voorstellen",
)


def measured(address: str, opened: Sequence[str], rounds: int) -> tuple[list[float], dict[str, float]]:
    """Return the seconds until the map was drawn, each time in a new browser, and the weight of pages in KB."""
    where = chromium()
    if where is None:
        raise SystemExit("there is no Chromium here; install it (Debian: chromium) or name it in PANDZICHT_CHROMIUM")
    drawn = []
    with sync_playwright() as playwright:
        for _ in range(rounds):
            browser = launched(playwright, where)
            page = _signed_in(browser.new_page(base_url=address, viewport=WIDE))  # type: ignore[arg-type]
            begun = time.perf_counter()
            page.goto(f"/kaart?check={CHECK}")
            page.wait_for_selector("#map[data-drawn]", timeout=60_000)
            drawn.append(time.perf_counter() - begun)
            browser.close()
        browser = launched(playwright, where)
        weights = {
            path: _weight_kb(_signed_in(browser.new_page(base_url=address, viewport=WIDE)), path)  # type: ignore[arg-type]
            for path in (*PAGES, *opened)
        }
        browser.close()
    return drawn, weights


def _signed_in(page: Page) -> Page:
    page.goto("/aanmelden")
    page.locator("button[value=anna]").click()
    page.locator(f"button[value={PURPOSE}]").click()
    page.wait_for_load_state("networkidle")
    return page


def _weight_kb(page: Page, path: str) -> float:
    """Return what a page and all that belongs to it weighs for who has nothing of it yet."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    bytes_in = 0.0

    def heard(event: dict[str, float]) -> None:
        nonlocal bytes_in
        bytes_in += event["encodedDataLength"]

    session.on("Network.loadingFinished", heard)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.close()
    return bytes_in / 1024
