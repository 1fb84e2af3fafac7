# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Restrictions, shelters and the list without lawful supply."""

from __future__ import annotations

from pandzicht.modelcity.restrictions import TYPES
from tests.modelcity.written import Written


def test_restrictions_name_objects_of_the_city(city: Written) -> None:
    rows = city.rows("wkpb")
    assert {row["typeCode"] for row in rows} <= set(TYPES)
    assert all(len(row["bag_object_id"]) == 16 for row in rows)
    assert all(row["beginGeldigheid"].endswith("T00:00:00") for row in rows)
    ended = [row for row in rows if row["eindGeldigheid"]]
    assert all(row["beginGeldigheid"] < row["eindGeldigheid"] for row in ended)


def test_all_who_live_in_a_shelter_have_geheimhouding(city: Written) -> None:
    shelters = {row["object_id"] for row in city.rows("beschermd")}
    assert shelters
    lived = [
        row["geheimhouding"]
        for row, link in zip(city.rows("brp_bewoning"), city.links("brp_bewoning"), strict=True)
        if str(link["object_id"]) in shelters and not row["datumEinde"] and row["functieAdres"] == "W"
    ]
    assert len(lived) >= 4 * len(shelters)
    assert sum(code != "0" for code in lived) / len(lived) > 0.9


def test_the_grid_operators_list_is_there_to_be_refused(city: Written) -> None:
    rows = city.rows("energie")
    assert rows
    assert {len(row["ean"]) for row in rows} == {18}
    assert {row["afwijking"] for row in rows} <= {"hoog", "laag", "fraude_vermoeden"}
