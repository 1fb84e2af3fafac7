# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What colleagues do first in every journey: come in, choose a purpose, open an address."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.office import PURPOSE

TASK = "Ik werk de werkvoorraad door"


def come_in(page: Page, name: str, purpose: str = PURPOSE) -> Page:
    """Sign in as a colleague, for a purpose where the colleague works for one."""
    page.goto("/aanmelden")
    page.get_by_role("button", name=name).click()
    chosen = page.locator(f"button[value={purpose}]")
    if chosen.count():
        chosen.click()
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
