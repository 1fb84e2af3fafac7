# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every page in a real browser: nothing for axe-core to find, nothing beside the screen, light to carry."""

from __future__ import annotations

from operator import attrgetter

import pytest
from playwright.sync_api import Browser, Response

from pandzicht_web.office import Office
from tests.accessibility import faults_of
from tests.browser.colleagues import shown
from tests.browser.showing import NARROW, WIDE
from tests.pages_of_office import examples, parts_of

HEAVIEST_KB = 250
BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => [...document.querySelectorAll('main a, main button, main input, main select, main summary')]
  .filter((one) => one.checkVisibility() && !one.closest('p, li, td, th, dd, details:not([open])'))
  .map((one) => [one, (one.closest('label') ?? one).getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && box.height < 40).map(([one]) => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def opened_address(office: Office) -> str:
    """An address of the list, of which nobody said yet why they look."""
    tables = office.shelf.tables(office.workspace, (office.workspace.runs / "current").read_text("utf-8").strip())
    ranked = tables.ranking.filter(tables.ranking["check"].to_numpy() == "onrechtmatig_wonen")
    return str(tables.addresses["address_id"][ranked["address_no"][0].as_py()])


def test_no_page_has_a_fault_stands_beside_the_screen_or_weighs_too_much(
    office: Office, browser: Browser, address: str, opened_address: str
) -> None:
    faults = []
    for example in examples(office, parts_of(office.workspace, opened_address)):
        with shown(browser, address, example, WIDE) as (page, heard):
            weight_kb = sum(map(_weight, heard)) / 1024
            faults += [f"{example.name}: {fault}" for fault in faults_of(page)]
            faults += [f"{example.name}: answers {item.status}" for item in heard if item.status >= 400]
            if page.evaluate(BESIDE) > 0:
                faults.append(f"{example.name}: is wider than the screen")
            if weight_kb > HEAVIEST_KB and example.name != "map":
                faults.append(f"{example.name}: weighs {weight_kb:.0f} KB")
    assert faults == []


def test_pages_for_a_telephone_fit_it_and_can_be_tapped(
    office: Office, browser: Browser, address: str, opened_address: str
) -> None:
    faults = []
    for example in filter(attrgetter("pocket"), examples(office, parts_of(office.workspace, opened_address))):
        with shown(browser, address, example, NARROW) as (page, _):
            faults += [f"{example.name}: {fault}" for fault in faults_of(page)]
            faults += [f"{example.name}: too low to tap: {one}" for one in page.evaluate(SMALL)]
            if page.evaluate(BESIDE) > 0:
                faults.append(f"{example.name}: is wider than the screen")
    assert faults == []


def _weight(response: Response) -> int:
    sizes = response.request.sizes()
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])
