# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A colleague in a real browser: signed in, for a purpose, on a desk or on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

DESK, TELEPHONE = (1280, 860), (390, 844)


@contextmanager
def visiting(
    browser: Browser, address: str, colleague: str, purpose: str = "", size: tuple[int, int] = DESK
) -> Iterator[Page]:
    """A page of a colleague; what the browser complains of fails the test."""
    context = browser.new_context(
        base_url=address, viewport={"width": size[0], "height": size[1]}, locale="nl-NL", accept_downloads=True
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    page.goto("/aanmelden")
    page.locator(f"button[value={colleague}]").click()
    if purpose:
        page.goto("/doel")
        page.locator(f"button[value={purpose}]").click()
    yield page
    context.close()
    assert complaints == []
