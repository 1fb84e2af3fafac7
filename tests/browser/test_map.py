# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map in a browser: the city of the office and nothing from elsewhere, unless pictures below it were set."""

from __future__ import annotations

import base64
from dataclasses import replace

from playwright.sync_api import Browser, Page, Route, expect

from pandzicht.store.office import Office as Settings
from pandzicht_web.office import Office
from tests.browser.colleagues import come_in, first_of_the_list, open_dossier, visiting
from tests.office import served

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""One grey point."""
DRAWN = "#map[data-drawn]"
LOOKS = "() => document.getElementById('map').map.queryRenderedFeatures({layers: ['addresses', 'cells']}).length"


def test_a_dossier_shows_where_it_lies_among_the_others(page: Page) -> None:
    open_dossier(come_in(page, "Anna"), first_of_the_list(page)).wait_for_selector(DRAWN)
    expect(page.get_by_role("heading", name="Waar het ligt")).to_be_visible()
    expect(page.locator(".maplibregl-marker")).to_be_visible()
    assert page.evaluate(LOOKS) > 0


def test_nothing_is_asked_elsewhere(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    come_in(page, "Anna").goto("/kaart")
    page.wait_for_selector(DRAWN)
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "blob:", "data:"))] == []


def test_pictures_that_were_set_are_fetched_and_named(browser: Browser, office: Office) -> None:
    place = "https://kaart.example"
    setting = Settings(base_map=place + "/{z}/{x}/{y}.png", base_map_by="De Landkaart")
    asked: list[str] = []

    def pictured(route: Route) -> None:
        asked.append(route.request.url)
        headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
        route.fulfill(body=PICTURE, content_type="image/png", headers=headers)

    pictures = replace(office, workspace=replace(office.workspace, office=setting))
    with served(pictures) as address, visiting(browser, address, "Anna") as page:
        page.context.route(f"{place}/**", pictured)
        page.goto("/kaart")
        page.wait_for_selector(DRAWN)
        expect(page.get_by_text("De Landkaart")).to_be_visible()
    assert asked
