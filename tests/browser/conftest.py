# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A real browser at a real office: Debian's Chromium, without a screen."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pandzicht.ranking.selection import Ask
from pandzicht.runs.selecting import select
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.browser.colleagues import PATIENCE_MS, newcomer
from tests.browser.showing import chromium, launched
from tests.desk import opened
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, served

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one the test is skipped, and says so."""
    found = chromium()
    if found is None:
        pytest.skip("there is no Chromium here; install it (Debian: chromium) or name it in PANDZICHT_CHROMIUM")
    with sync_playwright() as playwright:
        opened_browser = launched(playwright, found)
        yield opened_browser
        opened_browser.close()


@pytest.fixture(scope="session")
def office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of a copy of the city of 2,000 addresses, with one selection."""
    folder = tmp_path_factory.mktemp("browser") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    space = open_workspace(folder)
    select(opened(space), PURPOSE, Ask(size=20, seed=1))
    return office_in(space)


@pytest.fixture(scope="session")
def address(office: Office) -> Iterator[str]:
    """The address at which a browser reaches the office."""
    with served(office) as where:
        yield where


@pytest.fixture(autouse=True)
def no_reasons(office: Office) -> None:
    """Nobody said yet why they need what is known of an address: each journey begins so."""
    with closing(sqlite3.connect(office.workspace.state / "state.sqlite")) as connection:
        connection.execute("DELETE FROM necessity")
        connection.commit()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of somebody who just came, on a desk; what the browser complains of fails the test."""
    with newcomer(browser, address) as shown:
        yield shown


@pytest.fixture
def second(browser: Browser, address: str) -> Iterator[Page]:
    """The page of a second colleague, at a desk of their own."""
    with newcomer(browser, address) as shown:
        yield shown
