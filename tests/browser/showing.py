# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An example of a page in a browser, as the colleague sees it who comes there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Playwright, Response

from tests.pages_of_office import Example

WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_WITHOUT_SCREEN = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


def chromium() -> str | None:
    """Where Chromium is; None where there is none."""
    return os.environ.get("PANDZICHT_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)


def launched(playwright: Playwright, where: str) -> Browser:
    """Chromium without a screen, with a map that is drawn by the processor."""
    return playwright.chromium.launch(executable_path=where, args=_WITHOUT_SCREEN)


@contextmanager
def shown(
    browser: Browser, address: str, example: Example, size: dict[str, int]
) -> Iterator[tuple[Page, list[Response]]]:
    """An example at a size, and what came over the wire for it."""
    context = browser.new_context(base_url=address, viewport=size, locale="nl-NL")  # type: ignore[arg-type]
    page = context.new_page()
    if example.colleague:
        page.goto("/aanmelden")
        page.locator(f"button[value={example.colleague}]").click()
    if example.purpose:
        page.goto("/doel")
        page.locator(f"button[value={example.purpose}]").click()
    heard: list[Response] = []
    page.on("response", lambda response: heard.append(response))  # noqa: PLW0108 - Playwright wants a function
    page.goto(example.path)
    page.wait_for_load_state("networkidle")
    yield page, heard
    context.close()
