# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An inspector on foot: a telephone in one hand, a door in front, and never a score."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility import faults_of
from tests.browser.colleagues import come_in, first_of_the_list, newcomer, open_dossier
from tests.browser.showing import NARROW

NEVER = re.compile(r"punten|score|rangorde|plaats \d|uitdager|controlegroep", re.IGNORECASE)


OVERLAPPING = """() => [...document.querySelectorAll(".pz-facts > div")].filter((fact) => {
    const [value, source] = [...fact.querySelectorAll("dd")].map((item) => {
        const range = document.createRange();
        range.selectNodeContents(item);
        return range.getBoundingClientRect();
    });
    return source.width > 0 && value.left < source.right && source.left < value.right
        && value.top < source.bottom - 1 && source.top < value.bottom - 1;
}).map((fact) => fact.innerText)"""
"""The facts of which the text of the value and that of the source share a place on the screen."""


@pytest.fixture
def telephone(browser: Browser, address: str) -> Iterator[Page]:
    """A page on a telephone that is tapped."""
    with newcomer(browser, address, NARROW, has_touch=True) as page:
        yield page


@pytest.fixture
def door(page: Page) -> tuple[str, str]:
    """An address that an analyst sees on the list: where its dossier is, and how it is written."""
    path = first_of_the_list(come_in(page, "Anna"))
    return path.partition("?")[0], page.get_by_role("row").nth(1).get_by_role("link").first.inner_text()


def test_finds_the_door_and_sees_facts_with_their_source(telephone: Page, door: tuple[str, str]) -> None:
    path, line = door
    come_in(telephone, "Chris").goto("/zoeken")
    telephone.get_by_role("searchbox").press_sequentially(line.lower(), delay=20)
    telephone.locator(f'a[href^="{path}"]').first.tap()
    telephone.get_by_label("Het staat in een selectie die ik voorbereid of bezoek").check()
    telephone.get_by_role("button", name="Open het dossier").tap()
    facts = telephone.locator(".pz-facts > div")
    expect(facts.first).to_be_visible()
    assert all(re.search(r"\d\d-\d\d-\d{4}", text) for text in facts.all_inner_texts())
    assert telephone.evaluate(OVERLAPPING) == [], "a value and its source do not lie over each other"
    assert NEVER.search(telephone.locator("main").inner_text()) is None
    assert faults_of(telephone) == []


def test_types_a_street_that_is_not_there_and_is_helped(telephone: Page) -> None:
    come_in(telephone, "Chris").goto("/zoeken")
    telephone.get_by_role("searchbox").press_sequentially("qqqqzzzz 9", delay=10)
    expect(telephone.get_by_text("Probeer een deel van de straat")).to_be_visible()
    assert faults_of(telephone) == []


def test_may_not_see_the_list_nor_the_rows_behind_a_signal(telephone: Page, door: tuple[str, str]) -> None:
    come_in(telephone, "Chris")
    for path in ("/werkvoorraad", "/kaart", f"{door[0]}/rijen/onrechtmatig_wonen/overbewoning"):
        answer = telephone.goto(path)
        assert answer is not None
        assert answer.status == 403, path
        assert faults_of(telephone) == []


def test_a_dossier_without_a_reason_shows_nothing(telephone: Page, door: tuple[str, str]) -> None:
    come_in(telephone, "Chris").goto(door[0])
    telephone.get_by_role("button", name="Open het dossier").tap()
    expect(telephone.get_by_role("alert")).to_contain_text("Kies een reden")
    expect(telephone.get_by_role("heading", name="Feiten")).to_have_count(0)


def test_two_dossiers_have_the_same_parts_whatever_is_known(telephone: Page, page: Page) -> None:
    come_in(page, "Anna").goto("/werkvoorraad")
    links = page.locator("tbody th a")
    paths = [str(link.get_attribute("href")).partition("?")[0] for link in (links.first, links.last)]
    come_in(telephone, "Chris")
    labels = [open_dossier(telephone, path).locator(".pz-facts dt").all_inner_texts() for path in paths]
    assert labels[0] == labels[1]
