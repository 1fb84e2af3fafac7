# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sources over time: the linked share as a line and as the same figures in a table; where a delivery is sent."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pandzicht.cli.starting import make_workspace
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.desk import NOW, ran
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor


@pytest.fixture(scope="module")
def twice(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with two comparisons."""
    folder = tmp_path_factory.mktemp("sources") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    space = open_workspace(folder)
    day = NOW.date()
    ran(plan_run(space, model_city.catalogue, Dates(day, day), 1))
    return office_in(space)


def test_the_linked_share_over_time_is_a_line_and_a_table(twice: Office) -> None:
    anna = visitor(twice, "anna", PURPOSE)
    overview = anna.get("/bronnen").content.decode()
    assert overview.count('class="pz-trend"') > 10
    assert "gekoppeld, over 2 vergelijkingen: van " in overview
    page = anna.get("/bronnen/brp_bewoning").content.decode()
    assert page.count("<polyline") == 1
    assert "02-03-2026" in page
    assert "01-03-2026" in page


def test_one_comparison_is_no_trend(office: Office) -> None:
    page = visitor(office, "anna", PURPOSE).get("/bronnen/brp_bewoning").content.decode()
    assert "<polyline" not in page
    assert "Een levering aanbieden" in page


def test_a_delivery_is_offered_where_there_is_a_basis_and_a_right(office: Office) -> None:
    anna = visitor(office, "anna", PURPOSE)
    assert "Een levering aanbieden" not in anna.get("/bronnen/energie").content.decode()
    assert "Hier staat alles in wat nu geldt" in anna.get("/bronnen/vergunningen").content.decode()
    assert "Hier staat alles in wat nu geldt" not in anna.get("/bronnen/kvk").content.decode()
    assert anna.get("/bronnen/bestaat_niet").status_code == 404


def test_the_first_delivery_can_be_sent_before_there_is_a_comparison(tmp_path: Path) -> None:
    make_workspace(tmp_path / "stad", name="Stad", demo=True)
    fresh = office_in(open_workspace(tmp_path / "stad"))
    anna = visitor(fresh, "anna")
    assert anna.get("/bronnen").status_code == 200
    assert "Een levering aanbieden" in anna.get("/bronnen/bag").content.decode()
