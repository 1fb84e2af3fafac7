# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two comparisons beside each other in the office: what differs, why, and each figure down to addresses."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.model_city import ModelCity, compare
from tests.office import PURPOSE, office_in, visitor


@pytest.fixture(scope="module")
def office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of a copy of the city with two comparisons."""
    folder = tmp_path_factory.mktemp("two") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    space, signals = open_workspace(folder), model_city.catalogue.signals
    other = signals["overbewoning"].model_copy(
        update={"when": signals["overbewoning"].when.replace(":norm_overbewoning_personen", "6")}
    )
    compare(space, replace(model_city.catalogue, signals=signals | {"overbewoning": other}))
    return office_in(space)


def path(office: Office, model_city: ModelCity, **more: str) -> str:
    now = (office.workspace.runs / "current").read_text("utf-8").strip()
    return "/vergelijkingen/verschil?" + urlencode({"before": model_city.outcome.run_id, "after": now} | more)


def test_two_are_chosen_and_what_differs_is_told_with_why(office: Office, model_city: ModelCity) -> None:
    client = visitor(office, "anna", PURPOSE)
    assert "Wat verschilt" in client.get("/vergelijkingen").content.decode()
    page = client.get(path(office, model_city, way="left")).content.decode()
    assert "signals/overbewoning" in page
    assert "beide zijn van dezelfde rijen gemaakt" in page
    count = int(re.findall(r"(\d+) gingen eraf", page)[0])
    listed = page.partition('id="shown"')[2].partition("<tbody")[2].partition("</tbody")[0]
    assert listed.count("<tr") == count > 0


def test_a_figure_of_a_signal_opens_to_its_addresses(office: Office, model_city: ModelCity) -> None:
    client = visitor(office, "anna", PURPOSE)
    page = client.get(path(office, model_city)).content.decode()
    (link, count) = re.findall(r'href="([^"]+way=no_longer_yes[^"]*)#shown">(\d+)</a>', page)[0]
    opened = client.get(link.replace("&amp;", "&")).content.decode()
    listed = opened.partition('id="shown"')[2].partition("<tbody")[2].partition("</tbody")[0]
    assert listed.count("<tr") == int(count)


@pytest.mark.parametrize("more", [{"before": "geen"}, {"check": "geen"}, {"way": "now_yes", "signal": "geen"}])
def test_what_is_not_there_is_told(office: Office, model_city: ModelCity, more: dict[str, str]) -> None:
    assert visitor(office, "anna", PURPOSE).get(path(office, model_city, **more)).status_code == 404


def test_an_unknown_way_is_refused(office: Office, model_city: ModelCity) -> None:
    assert visitor(office, "anna", PURPOSE).get(path(office, model_city, way="zijwaarts")).status_code == 400


def test_who_sees_no_lists_sees_no_addresses_of_a_comparison(office: Office, model_city: ModelCity) -> None:
    for colleague in ("chris", "dina"):
        assert visitor(office, colleague, PURPOSE).get(path(office, model_city)).status_code == 403
    administrator = visitor(office, "gijs")
    assert "Wat verschilt" not in administrator.get("/vergelijkingen").content.decode()


def test_how_it_is_computed_again_stands_on_the_page(office: Office, model_city: ModelCity) -> None:
    run_id = model_city.outcome.run_id
    page = visitor(office, "anna", PURPOSE).get(f"/vergelijkingen/{run_id}").content.decode()
    assert f"pandzicht verify --again {run_id}" in page
