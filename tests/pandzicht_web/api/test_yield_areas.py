# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine gets where visits fell, of what it asks, and the same of all as beside the yield."""

from __future__ import annotations

import shutil

import pytest

from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.calling import by_token
from tests.office import PURPOSE, office_in
from tests.rounds_city import RoundsCity


@pytest.fixture(scope="module")
def office(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of the city after two rounds."""
    folder = tmp_path_factory.mktemp("api-areas") / "city"
    shutil.copytree(rounds_city.space.root, folder)
    return office_in(open_workspace(folder))


def test_of_all_rounds_it_is_what_stands_beside_the_yield(office: Office) -> None:
    machine = by_token(office, "bram")
    assert machine.get(f"yields/{PURPOSE}/areas").json()["areas"] == machine.get(f"yields/{PURPOSE}").json()["burden"]


def test_every_wijk_of_a_stratum_opens_to_its_units(office: Office, rounds_city: RoundsCity) -> None:
    machine = by_token(office, "bram")
    asked = f"round={rounds_city.second.selection_id}&stratum=control"
    areas = machine.get(f"yields/{PURPOSE}/areas?{asked}").json()["areas"]
    assert sum(one["visited"] for one in areas) > 0
    for one in areas:
        units = machine.get(f"yields/{PURPOSE}/units?{asked}&part=visited&area={one['area']}").json()["units"]
        assert len(units) == one["visited"]


def test_a_list_that_is_no_round_is_told(office: Office) -> None:
    assert by_token(office, "bram").get(f"yields/{PURPOSE}/areas?round=geen").status_code == 404
