# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pand of an address shows its units in the order of their numbers, with residents where a check reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.dossier.pand import Pand
from pandzicht.store.workspace import Workspace
from tests.dossier.told_city import ALONE, CHANGES, CROWDED, TROUBLED, dossier, facts_only, rows, told_city
from tests.runs.published_city import addresses, publish_city


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return told_city(tmp_path_factory.mktemp("pand"))


def pand(space: Workspace, address: str = CROWDED, **how: object) -> Pand:
    found = dossier(space, address, **how).pand  # type: ignore[arg-type]
    assert found is not None
    return found


def test_its_units_stand_in_the_order_of_their_numbers(city: Workspace) -> None:
    found = pand(city)
    assert [(unit.house_number, unit.residents, unit.is_this) for unit in found.units] == [
        ("19", 0, False),
        ("20", 5, True),
    ]
    assert (found.pand_id, found.year, found.status) == ("0518100000000000", 1931, "Pand in gebruik")
    assert (found.area_m2, found.residents) == (140, 5)


def test_letter_and_addition_belong_to_the_number(city: Workspace) -> None:
    assert [unit.house_number for unit in pand(city, TROUBLED).units] == ["17-bis", "18A"]


def test_an_address_without_a_pand_has_none(city: Workspace) -> None:
    assert dossier(city, ALONE).pand is None


def test_on_a_corner_the_street_is_told_as_well(tmp_path: Path) -> None:
    places = addresses()
    places[1]["straat"] = "Zijstraat"
    space = publish_city(tmp_path / "city", listed=rows(), changes=CHANGES, places=places)
    assert [unit.house_number for unit in pand(space).units] == ["Dorpsstraat 20", "Zijstraat 19"]


def test_several_uses_are_told_apart_and_a_floor_area_may_be_unknown(tmp_path: Path) -> None:
    places = addresses()
    places[1] |= {"gebruiksdoelen": "winkelfunctie|woonfunctie", "oppervlakte_m2": None}
    found = pand(publish_city(tmp_path / "city", listed=rows(), changes=CHANGES, places=places))
    assert (found.units[0].uses, found.units[0].area_m2, found.area_m2) == ("winkelfunctie, woonfunctie", None, 70)


def test_residents_are_told_where_a_check_reads_them_and_to_an_inspector_where_they_are_a_fact(tmp_path: Path) -> None:
    unread = (CHANGES["checks/wonen.yaml"] or "").replace("hinder_aantal, bewoners_aantal,", "hinder_aantal,")
    space = publish_city(tmp_path / "city", listed=rows(), changes={**CHANGES, "checks/wonen.yaml": unread})
    told = facts_only(space).pand
    assert told is not None
    assert (told.tells_residents, [unit.residents for unit in told.units]) == (False, [None, None])
    assert pand(space).tells_residents
