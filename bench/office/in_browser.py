# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What Chromium tells of the office: how soon the map stands, and how heavy each page is over the wire."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
_OF_MAP = re.compile(r"/maplibre/|/map(_style)?\.js|/kaart/tegels/")
PATIENCE_MS = 120_000
"""How long a page may take before the whole measurement is given up: what takes long is a figure, and no fault."""


@dataclass(frozen=True)
class Weight:
    """What a page weighs over the wire for who has nothing of it yet, in KB: without a map on it, and with it."""

    page_kb: float
    whole_kb: float


def measured(address: str, opened: Sequence[str], rounds: int) -> tuple[list[float], dict[str, Weight]]:
    """Return the seconds until the map was drawn, each time in a new browser, and the weight of pages by their path."""
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
            page.wait_for_selector("#map[data-drawn]", timeout=PATIENCE_MS)
            drawn.append(time.perf_counter() - begun)
            browser.close()
        browser = launched(playwright, where)
        weights = {
            path: _weight(_signed_in(browser.new_page(base_url=address, viewport=WIDE)), path)  # type: ignore[arg-type]
            for path in (*PAGES, *opened)
        }
        browser.close()
    return drawn, weights


def _signed_in(page: Page) -> Page:
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/aanmelden")
    page.locator("button[value=anna]").click()
    page.locator(f"button[value={PURPOSE}]").click()
    page.wait_for_load_state("networkidle")
    return page


def _weight(page: Page, path: str) -> Weight:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: dict[str, str] = {}
    kb: Counter[bool] = Counter()

    def begun(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = event["request"]["url"]

    def loaded(event: dict[str, Any]) -> None:
        kb[_OF_MAP.search(asked[event["requestId"]]) is not None] += event["encodedDataLength"] / 1024

    session.on("Network.requestWillBeSent", begun)
    session.on("Network.loadingFinished", loaded)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.close()
    return Weight(kb[False], kb[True] + kb[False])
