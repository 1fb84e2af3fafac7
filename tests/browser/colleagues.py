# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What colleagues do first in every journey: come, sign in, choose a purpose, open an address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Response

from tests.browser.showing import WIDE
from tests.office import PURPOSE
from tests.pages_of_office import Example

TASK = "Ik werk de werkvoorraad door"
PATIENCE_MS = 60_000
"""How long a page may take to come: on a busy machine it is late, and not wrong."""


@contextmanager
def newcomer(browser: Browser, address: str, size: dict[str, int] = WIDE, **screen: Any) -> Iterator[Page]:
    """A page of somebody who just came, on a desk or a telephone; what the browser complains of fails the test."""
    context = browser.new_context(base_url=address, viewport=size, locale="nl-NL", **screen)  # type: ignore[arg-type]
    complaints: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    yield page
    context.close()
    assert complaints == []


@contextmanager
def visiting(browser: Browser, address: str, name: str, size: dict[str, int] = WIDE) -> Iterator[Page]:
    """A page of a colleague who signed in, in a browser of their own."""
    with newcomer(browser, address, size) as page:
        yield come_in(page, name)


@contextmanager
def shown(
    browser: Browser, address: str, example: Example, size: dict[str, int]
) -> Iterator[tuple[Page, list[Response]]]:
    """An example of a page as the colleague sees it who comes there, at a size, and what came over the wire for it."""
    with newcomer(browser, address, size) as page:
        if example.colleague:
            come_in(page, example.colleague, example.purpose)
        heard: list[Response] = []
        page.on("response", lambda response: heard.append(response))  # noqa: PLW0108 - Playwright wants a function
        page.goto(example.path)
        page.wait_for_load_state("networkidle")
        yield page, heard


def come_in(page: Page, name: str, purpose: str = PURPOSE) -> Page:
    """Sign in as a colleague, for a purpose where the colleague works for one.

    A click does not wait for the page that it leads to: who counts at once what stands there may count the page before,
    choose no purpose, and wait later for work that was never asked.
    """
    page.goto("/aanmelden")
    page.locator(f"button[value={name.lower()}]").click()
    page.wait_for_url(lambda url: not url.endswith("/aanmelden"), timeout=PATIENCE_MS)
    chosen = page.locator(f"button[value='{purpose}']")
    if purpose and chosen.count():
        before = page.url
        chosen.click()
        page.wait_for_url(lambda url: url != before, timeout=PATIENCE_MS)
    return page


def first_of_the_list(page: Page) -> str:
    """The address at the top of the worklist: where its dossier is."""
    page.goto("/werkvoorraad")
    return page.get_by_role("row").nth(1).get_by_role("link").first.get_attribute("href") or ""


def open_dossier(page: Page, path: str, reason: str = TASK) -> Page:
    """Open the dossier of an address, after a reason where none was given before."""
    page.goto(path)
    choice = page.get_by_label(reason)
    if choice.count():
        choice.check()
        page.get_by_role("button", name="Open het dossier").click()
    page.get_by_role("heading", name="Feiten").wait_for()
    return page
