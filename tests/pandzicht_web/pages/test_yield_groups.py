# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a round fell on groups: every measure beside every group, and said where nothing can be told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pandzicht.errors import NotAvailable
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from pandzicht_web.pages import yield_groups
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor
from tests.rounds_city import RoundsCity


@pytest.fixture(scope="module")
def office(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of the city after two rounds."""
    folder = tmp_path_factory.mktemp("groups") / "city"
    shutil.copytree(rounds_city.space.root, folder)
    return office_in(open_workspace(folder))


def seen(office: Office, path: str, colleague: str = "bram") -> str:
    answer = visitor(office, colleague, PURPOSE).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("colleague", ["anna", "bram", "esra", "femke"])
def test_whoever_may_see_the_yield_sees_how_a_round_fell_on_groups(
    office: Office, rounds_city: RoundsCity, colleague: str
) -> None:
    page = seen(office, f"/rendement/groepen?round={rounds_city.first.selection_id}", colleague)
    assert "Ronde 1: Hoe de ronde over groepen viel" in page
    assert page.count("ouderen (65 en ouder)") == 4
    assert " keer<span" in page


def test_without_a_round_the_newest_is_told(office: Office) -> None:
    assert "Ronde 2: Hoe de ronde over groepen viel" in seen(office, "/rendement/groepen")


def test_a_list_that_is_no_round_is_not_found(office: Office) -> None:
    assert visitor(office, "bram", PURPOSE).get("/rendement/groepen?round=geen").status_code == 404


def test_without_figures_of_areas_that_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise NotAvailable("no figures")

    monkeypatch.setattr(yield_groups, "fairness", unknown)
    assert "geen cijfers van gebieden bekend" in seen(office, "/rendement/groepen")


def test_nothing_handed_over_is_said(model_city: ModelCity, tmp_path: Path) -> None:
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    assert "nog niets overgedragen" in seen(office_in(open_workspace(tmp_path / "city")), "/rendement/groepen")
