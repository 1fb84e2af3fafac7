# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes a picture of every page of the office: at 1280 px, and at 390 px where its users are on foot.

`python -m tests.browser.screens FOLDER ADDRESSES`, or `make screens`: the city is made in the folder once and kept.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from pandzicht.store.workspace import Workspace, open_workspace
from pandzicht_web.office import Office
from tests.browser.colleagues import shown
from tests.browser.showing import NARROW, WIDE, chromium, launched
from tests.model_city import compared_city
from tests.office import PURPOSE, office_in, served
from tests.pages_of_office import Example, examples, parts_of
from tests.rounds_city import city_with_rounds

SIZES = (("1280", WIDE), ("390", NARROW))


@dataclass(frozen=True)
class State:
    """A page in a state that is reached by doing something."""

    example: Example
    reach: Callable[[Page], None]


def main(folder: Path, addresses: int) -> None:
    """Make the pictures; a page that answers with a fault stops it."""
    space, pictures = _city(folder, addresses), folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.png"):
        old.unlink()
    office, where = office_in(space), chromium()
    if where is None:
        raise SystemExit("there is no Chromium here; install it (Debian: chromium) or name it in PANDZICHT_CHROMIUM")
    with sync_playwright() as playwright, served(office) as address:
        browser = launched(playwright, where)
        for state in _states(office, _first_address(office)):
            for width, size in SIZES[: 2 if state.example.pocket else 1]:
                _picture(browser, address, state, size, pictures / f"{state.example.name}-{width}.png")
        browser.close()
    sys.stdout.write(f"{len(list(pictures.glob('*.png')))} pictures in {pictures}\n")


def _city(folder: Path, addresses: int) -> Workspace:
    """A city after two rounds of visits, so that pages have something to tell."""
    home = folder / "city"
    if not (home / "state" / "runs" / "current").is_file():
        for part in ("plain", "city"):
            shutil.rmtree(folder / part, ignore_errors=True)
        city_with_rounds(compared_city(folder / "plain", addresses=addresses, seed=1), folder)
    return open_workspace(home)


def _first_address(office: Office) -> str:
    """The address at the top of the list."""
    tables = office.shelf.tables(office.workspace, (office.workspace.runs / "current").read_text("utf-8").strip())
    ranked = tables.ranking.filter(tables.ranking["check"].to_numpy() == PURPOSE)
    return str(tables.addresses["address_id"][ranked["address_no"][0].as_py()])


def _states(office: Office, address_id: str) -> Iterator[State]:
    """Every page as it opens, and those that look otherwise once something was done."""
    for example in examples(office, parts_of(office.workspace, address_id)):
        yield State(example, _nothing)
    for colleague, reach in (("anna", _open_rows), ("bram", _open), ("chris", _open)):
        yield State(Example(f"dossier-opened-{colleague}", f"/adres/{address_id}", colleague, PURPOSE, True), reach)
    yield State(Example("search-found", "/zoeken", "anna", PURPOSE, True), _search)
    yield State(Example("learned-asked", f"/rendement/{PURPOSE}/leren", "anna", PURPOSE, False), _learn)
    yield State(Example("refused", "/toezicht/logboek", "bram", PURPOSE, True), _nothing)
    yield State(Example("not-found", "/adres/9999", "anna", PURPOSE, True), _nothing)


def _nothing(_page: Page) -> None:
    """Leave the page as it opened."""


def _search(page: Page) -> None:
    """Type a part of a street, and wait for what answers."""
    page.get_by_role("searchbox").fill("meidoorn")
    page.locator("#found a").first.wait_for()


def _open(page: Page) -> None:
    """Say why the dossier is needed, unless that was said before."""
    reason = page.get_by_label("Ik werk de werkvoorraad door")
    if reason.count():
        reason.check()
        page.get_by_role("button", name="Open het dossier").click()
        page.wait_for_load_state("networkidle")


def _open_rows(page: Page) -> None:
    """Open the dossier and the rows behind its first signal."""
    _open(page)
    page.locator(".pz-evidence summary").first.click()
    page.wait_for_load_state("networkidle")


def _learn(page: Page) -> None:
    """Have the points of the check learned, unless that waits for a worker already."""
    button = page.get_by_role("button", name="Leren", exact=True)
    if button.count():
        button.click()
    page.get_by_role("progressbar").wait_for()


def _picture(browser: Browser, address: str, state: State, size: dict[str, int], to: Path) -> None:
    with shown(browser, address, state.example, size) as (page, heard):
        state.reach(page)
        broken = [f"{item.url} answers {item.status}" for item in heard if item.status >= 500]
        if broken:
            raise SystemExit(f"{state.example.name}: {'; '.join(broken)}")
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=to, full_page=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
