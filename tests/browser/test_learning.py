# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of learning in a real browser: an analyst has points learned and proposes; nothing for axe-core to find."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from pandzicht.jobs.worker import Worker
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.accessibility import faults_of
from tests.browser.colleagues import PATIENCE_MS, shown
from tests.browser.showing import WIDE
from tests.office import PURPOSE, office_in, served
from tests.pages_of_office import Example
from tests.rounds_city import RoundsCity

BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PATH = f"/rendement/{PURPOSE}/leren"


@dataclass(frozen=True)
class Reached:
    """An office, and where a browser finds it."""

    office: Office
    where: str

    def worked(self) -> None:
        """Have the worker do what waits first."""
        Worker(self.office.workspace, self.office.door, "een", lambda _text: None).work_once()


@pytest.fixture(scope="module")
def reached(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reached]:
    """The office of the city after two rounds."""
    folder = tmp_path_factory.mktemp("browser-learning") / "city"
    shutil.copytree(rounds_city.space.root, folder)
    office = office_in(open_workspace(folder))
    with served(office) as where:
        yield Reached(office, where)


def test_points_are_learned_and_proposed_and_nothing_is_wrong_with_the_page(browser: Browser, reached: Reached) -> None:
    with shown(browser, reached.where, Example("learned", PATH, "anna", PURPOSE, False), WIDE) as (page, heard):
        assert faults_of(page) == []
        page.get_by_role("button", name="Leren", exact=True).click()
        page.get_by_role("progressbar", name="Punten leren").wait_for()
        assert faults_of(page) == []
        reached.worked()
        page.get_by_role("heading", name="Wat er veranderde, en waarom").wait_for(timeout=PATIENCE_MS)
        for summary in page.locator("main summary").all():
            summary.click()
        assert faults_of(page) == []
        assert page.evaluate(BESIDE) <= 0
        page.get_by_label("Wat de controle dan is volgens de AI-verordening").select_option("minimaal_risico")
        page.get_by_label("Waarom het die klasse is").fill("Geleerd uit uitkomsten.")
        own = page.get_by_role("region", name="De geleerde punten beproeven")
        own.get_by_label("Waarom", exact=True).fill("twee rondes bezocht")
        own.get_by_role("button", name="Voorstellen").click()
        page.get_by_role("progressbar", name="Punten leren").wait_for()
        assert [item.url for item in heard if item.status >= 400] == []


def test_whoever_only_sees_the_yield_reads_it_without_a_fault(browser: Browser, reached: Reached) -> None:
    with shown(browser, reached.where, Example("learned", PATH, "esra", PURPOSE, False), WIDE) as (page, _):
        assert faults_of(page) == []
        assert page.evaluate(BESIDE) <= 0
        assert page.get_by_role("button", name="Opnieuw leren").count() == 0
