# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An analyst at work: a delivery sent and taken in, a wrong file, ten links by keyboard, and work over a restart."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pandzicht.jobs.worker import Worker
from pandzicht.runs.judgements import kept_judgements
from pandzicht.sources.delivery import deliveries_of
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.accessibility import faults_of
from tests.browser.colleagues import visiting
from tests.model_city import ModelCity
from tests.office import office_in, served

LONG_MS = 60_000
RESIDENTS = "brp_bewoning"


@pytest.fixture(scope="module")
def folder(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the city: work changes it."""
    own = tmp_path_factory.mktemp("at-work") / "city"
    shutil.copytree(model_city.workspace.root, own)
    return own


@contextmanager
def working(office: Office) -> Iterator[None]:
    """A worker beside the office."""
    worker = Worker(office.workspace, office.door, "worker", lambda _text: None)
    thread = threading.Thread(target=worker.forever, daemon=True)
    thread.start()
    yield
    worker.stop.set()
    thread.join()


@pytest.fixture(scope="module")
def office(folder: Path) -> Office:
    return office_in(open_workspace(folder))


@pytest.fixture
def anna(browser: Browser, office: Office) -> Iterator[Page]:
    with served(office) as address, working(office), visiting(browser, address, "anna") as page:
        yield page


def sound(page: Page) -> None:
    assert faults_of(page) == [], page.url


def residents(folder: Path) -> list[str]:
    path = folder / "city/deliveries" / RESIDENTS / "brp_bewoning_20260301.csv"
    return path.read_text("utf-8-sig").splitlines()


def offered(page: Page, source: str, file: Path, day: str) -> None:
    page.goto(f"/bronnen/{source}")
    sound(page)
    page.get_by_label("Bestanden").set_input_files(file)
    page.get_by_label("Van de dag").fill(day)
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()


def test_an_analyst_sends_a_delivery_sees_what_would_happen_and_takes_it_in(
    anna: Page, office: Office, folder: Path, tmp_path: Path
) -> None:
    lines = residents(folder)
    file = tmp_path / "bewoning.csv"
    file.write_text("\n".join([lines[0], *lines[30:]]) + "\n", encoding="utf-8-sig")
    before = len(deliveries_of(office.workspace, RESIDENTS))
    offered(anna, RESIDENTS, file, "2026-03-02")
    take_in = anna.get_by_role("button", name="Neem de levering op")
    expect(take_in).to_be_visible(timeout=LONG_MS)
    expect(anna.locator("#said")).to_have_count(1)
    sound(anna)
    expect(anna.get_by_text("Verdwenen")).to_be_visible()
    expect(anna.get_by_text("Geweigerd: mag nooit worden gebruikt")).to_be_visible()
    assert len(deliveries_of(office.workspace, RESIDENTS)) == before
    take_in.click()
    expect(anna.get_by_text("rijen opgenomen")).to_be_visible(timeout=LONG_MS)
    sound(anna)
    assert len(deliveries_of(office.workspace, RESIDENTS)) == before + 1
    anna.get_by_role("link", name="Naar de bron").first.click()
    expect(anna.get_by_text("bewoning.csv")).to_be_visible()


def test_a_wrong_file_is_told_and_another_try_is_near(anna: Page, office: Office, tmp_path: Path) -> None:
    file = tmp_path / "levering.csv"
    file.write_bytes(b"PK\x03\x04 xl/workbook")
    offered(anna, "kvk", file, "2026-03-02")
    told = anna.get_by_text("levering.csv: is een Excel-werkmap (.xlsx), verwacht wordt tekst.")
    expect(told).to_be_visible(timeout=LONG_MS)
    expect(anna.get_by_role("button", name="Neem de levering op")).to_have_count(0)
    sound(anna)
    anna.get_by_role("link", name="Naar de bron").click()
    expect(anna.get_by_role("heading", name="Een levering aanbieden")).to_be_visible()
    assert not list(office.workspace.staging.glob("upload-*"))


def test_a_delivery_is_dropped_and_gone(anna: Page, office: Office, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "bewoning.csv"
    file.write_text("\n".join(residents(folder)[:-3]) + "\n", encoding="utf-8-sig")
    offered(anna, RESIDENTS, file, "2026-03-02")
    anna.get_by_role("button", name="Niet opnemen: vernietig de bestanden").click(timeout=LONG_MS)
    expect(anna.get_by_role("heading", name="Een levering aanbieden")).to_be_visible()
    assert not list(office.workspace.staging.glob("upload-*"))


def test_ten_links_by_keyboard_with_one_wrong_turn(anna: Page, office: Office) -> None:
    anna.goto("/twijfel")
    sound(anna)
    anna.get_by_label("Hoeveel").select_option("20")
    anna.get_by_role("button", name="Zoek de koppelingen uit").click()
    expect(anna.get_by_text("nog 20", exact=True)).to_be_visible(timeout=LONG_MS)
    sound(anna)
    for number, key in enumerate("ssdusdssdu", start=1):
        anna.keyboard.press(key)
        expect(anna.get_by_text(f"nog {20 - number}", exact=True)).to_be_visible()
    shown = anna.locator(".pz-two").inner_text()
    anna.keyboard.press("s")
    expect(anna.get_by_text("nog 9", exact=True)).to_be_visible()
    anna.keyboard.press("z")
    expect(anna.get_by_text("nog 10", exact=True)).to_be_visible()
    assert anna.locator(".pz-two").inner_text() == shown
    expect(anna.locator("#said")).to_contain_text("Teruggenomen.")
    sound(anna)
    anna.get_by_role("button", name="Leg vast").click()
    expect(anna.get_by_text("Deze antwoorden tellen in elke vergelijking waarin")).to_be_visible()
    sound(anna)
    (kept,) = kept_judgements(office.workspace)
    assert len(kept.answers()) == 10


def test_keys_are_switched_off_and_buttons_still_work(anna: Page) -> None:
    anna.goto("/twijfel")
    left = anna.get_by_text("nog 10", exact=True)
    expect(left).to_be_visible()
    anna.get_by_label("Antwoord met de toetsen").uncheck()
    anna.keyboard.press("s")
    anna.reload()
    expect(anna.get_by_label("Antwoord met de toetsen")).not_to_be_checked()
    anna.keyboard.press("s")
    anna.reload()
    expect(left).to_be_visible()
    anna.get_by_role("button", name="Anders").focus()
    anna.keyboard.press("Enter")
    expect(anna.get_by_text("nog 9", exact=True)).to_be_visible()
    expect(anna.get_by_role("button", name="Anders")).to_be_focused()


def test_what_was_just_put_on_the_page_is_taken_over_at_once(anna: Page) -> None:
    """A key that follows at once on an answer: the page is not loaded anew, so that what was done is said."""
    anna.goto("/twijfel")
    expect(anna.get_by_role("button", name="Anders")).to_be_visible()
    pressed = """() => new Promise((done, failed) => {
        setTimeout(() => failed(new Error("no answer came onto the page")), 60_000);
        const taken = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
        document.addEventListener("htmx:afterSwap", () => {
            window.stillHere = true;
            queueMicrotask(() => { taken("z"); done(); });
        }, {once: true});
        taken("d");
    })"""
    anna.evaluate(pressed)
    expect(anna.locator("#said")).to_contain_text("Teruggenomen.")
    assert anna.evaluate("window.stillHere"), "the page was loaded anew"


def test_a_comparison_is_computed_again_by_keyboard_after_one_that_was_stopped(
    browser: Browser, office: Office, model_city: ModelCity
) -> None:
    run = model_city.outcome.run_id
    with served(office) as address, visiting(browser, address, "anna") as anna:
        for turn in ("wrong", "right"):
            anna.goto(f"/vergelijkingen/{run}")
            sound(anna)
            anna.get_by_role("button", name="Reken na").focus()
            anna.keyboard.press("Enter")
            expect(anna.get_by_text("wacht op zijn beurt")).to_be_visible()
            if turn == "wrong":
                anna.get_by_role("button", name="Stop Narekenen").focus()
                anna.keyboard.press("Enter")
                expect(anna.get_by_text("op verzoek gestopt").first).to_be_visible()
        with working(office):
            expect(anna.get_by_text("Gelijk tot op de laatste rij")).to_be_visible(timeout=LONG_MS)
        sound(anna)
        anna.get_by_role("link", name="Naar de vergelijking").first.click()
        expect(anna.get_by_text("Laatst gevraagd:")).to_be_visible()
        sound(anna)


def test_somebody_without_the_right_is_told_so(browser: Browser, office: Office) -> None:
    with served(office) as address:
        with visiting(browser, address, "femke") as femke:
            femke.goto(f"/bronnen/{RESIDENTS}")
            expect(femke.get_by_role("heading", name="Leveringen")).to_be_visible()
            expect(femke.get_by_role("heading", name="Een levering aanbieden")).to_have_count(0)
        with visiting(browser, address, "bram") as bram:
            bram.goto("/twijfel")
            expect(bram.get_by_role("alert")).to_contain_text("U mag dit niet doen")
            sound(bram)


def test_work_survives_a_restart_of_the_office(browser: Browser, folder: Path) -> None:
    first = office_in(open_workspace(folder))
    with served(first) as address, visiting(browser, address, "anna") as anna:
        anna.goto("/vergelijkingen")
        sound(anna)
        anna.get_by_label("Geldt op").fill("2026-03-02")
        anna.get_by_label("Op grond van wat bekend was op").fill("2026-03-02")
        anna.get_by_role("button", name="Vergelijk", exact=True).click()
        expect(anna.get_by_text("wacht op zijn beurt")).to_be_visible()
        sound(anna)
    first.door.state.close()
    second = office_in(open_workspace(folder))
    with served(second) as address, visiting(browser, address, "anna") as anna:
        anna.goto("/werk")
        expect(anna.get_by_text("wacht op zijn beurt")).to_be_visible()
        with working(second):
            expect(anna.get_by_text("adressen vergeleken")).to_be_visible(timeout=LONG_MS)
        sound(anna)
