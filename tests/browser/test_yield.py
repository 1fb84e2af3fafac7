# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The yield after two rounds in a real browser: nothing for axe-core to find, nothing beside the screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from pandzicht.store.workspace import open_workspace
from tests.accessibility import faults_of
from tests.browser.colleagues import shown
from tests.browser.showing import NARROW, WIDE
from tests.office import PURPOSE, office_in, served
from tests.pages_of_office import Example
from tests.rounds_city import RoundsCity

BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


PATHS = ("/rendement", "/rendement/bezoeken?part=established", "/rendement/groepen", "/rendement/wijken")


@pytest.fixture(scope="module")
def visited(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The office of the city after two rounds."""
    folder = tmp_path_factory.mktemp("browser-yield") / "city"
    shutil.copytree(rounds_city.space.root, folder)
    with served(office_in(open_workspace(folder))) as where:
        yield where


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "path", ["/rendement", "/rendement/bezoeken?part=established", "/rendement/groepen", "/rendement/wijken"]
)
def test_the_yield_has_no_fault_and_fits(browser: Browser, visited: str, path: str, size: dict[str, int]) -> None:
    with shown(browser, visited, Example("yields", path, "bram", PURPOSE, False), size) as (page, heard):
        assert faults_of(page) == []
        assert [item.url for item in heard if item.status >= 400] == []
        assert page.evaluate(BESIDE) <= 0


def test_a_number_leads_to_its_units_and_back(browser: Browser, visited: str) -> None:
    with shown(browser, visited, Example("yields", "/rendement", "bram", PURPOSE, False), WIDE) as (page, _):
        number = page.locator("#round-1").locator("xpath=..").locator("a[href*='part=visited'][href*='stratum=top']")
        count = int(number.first.inner_text())
        assert count > 10
        number.first.click()
        page.get_by_role("heading", level=1, name="Ronde 1 · Top: bezocht").wait_for()
        assert page.locator("tbody tr").count() == count
        page.get_by_role("link", name="Rendement").last.click()
        page.get_by_role("heading", level=1, name="Rendement").wait_for()


def test_a_wijk_lights_up_in_the_list_and_in_the_drawing_together(browser: Browser, visited: str) -> None:
    with shown(browser, visited, Example("yields", "/rendement/wijken", "bram", PURPOSE, False), WIDE) as (page, _):
        row = page.locator("tbody tr[data-area]").first
        area = row.get_attribute("data-area")
        row.locator("a").first.focus()
        assert page.locator("path[data-lit]").get_attribute("data-area") == area
        page.get_by_label("Deel").select_option(label="Controle (aselect)")
        page.wait_for_url("**stratum=control**")
        page.get_by_label("Deel").select_option(label="Alle delen")
        page.wait_for_url(lambda url: "stratum=control" not in url)
