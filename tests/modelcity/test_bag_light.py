# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""bag-light: as many objects as asked, and what the second week adds."""

from __future__ import annotations

from typing import Any

import pyogrio
import pytest
import shapely

from tests.modelcity.written import Written


def layer(city: Written, name: str, wave: int = 1) -> list[dict[str, Any]]:
    _, table = pyogrio.raw.read_arrow(city.files("bag", wave)[0], layer=name)
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def test_the_three_kinds_of_object_are_as_many_as_asked(city: Written) -> None:
    counts = [len(layer(city, name)) for name in ("verblijfsobject", "ligplaats", "standplaats")]
    assert sum(counts) == 2_000
    assert min(counts) > 0


def test_objects_are_points_inside_their_pand(city: Written) -> None:
    panden = {row["identificatie"]: shapely.from_wkb(row["geom"]) for row in layer(city, "pand")}
    rows = layer(city, "verblijfsobject")
    two = [row for row in rows if "," in row["pand_identificatie"]]
    assert two
    for row in rows:
        first = row["pand_identificatie"].partition(",")[0]
        assert panden[first].buffer(0.05).covers(shapely.from_wkb(row["geom"]))
        assert set(row["pand_identificatie"].split(",")) <= panden.keys()


def test_a_pand_counts_its_objects(city: Written) -> None:
    counted: dict[str, list[int]] = {}
    for row in layer(city, "verblijfsobject"):
        counted.setdefault(row["pand_identificatie"].partition(",")[0], []).append(row["oppervlakte"])
    for row in layer(city, "pand"):
        areas = counted.get(row["identificatie"], [])
        assert row["aantal_verblijfsobjecten"] == len(areas)
        assert (row["oppervlakte_min"], row["oppervlakte_max"]) == ((min(areas), max(areas)) if areas else (None, None))
        assert (row["gebruiksdoel"] is None) == (not areas)


def test_everything_lies_in_the_sea_and_in_the_town(city: Written) -> None:
    (town,) = layer(city, "woonplaats")
    outline = shapely.from_wkb(town["geom"])
    assert outline.geom_type == "MultiPolygon"
    points = [shapely.from_wkb(row["geom"]) for row in layer(city, "verblijfsobject")]
    assert all(outline.covers(point) for point in points)
    assert max(point.x for point in points) < 74_000
    assert (town["woonplaats"], town["identificatie"]) == ("Duinrijk", "9990")


def test_the_second_week_adds_planned_objects_and_changes_nothing_else(city: Written) -> None:
    before, after = layer(city, "verblijfsobject"), layer(city, "verblijfsobject", wave=2)
    assert after[: len(before)] == before
    new = after[len(before) :]
    assert {row["status"] for row in new} == {"Verblijfsobject gevormd"}
    assert not {row["identificatie"] for row in new} & {row["identificatie"] for row in before}
    assert layer(city, "pand") == layer(city, "pand", wave=2)


@pytest.mark.parametrize("name", ["ligplaats", "standplaats"])
def test_places_are_polygons_with_an_address(city: Written, name: str) -> None:
    for row in layer(city, name):
        assert shapely.from_wkb(row["geom"]).area == pytest.approx(54.0)
        assert row["status"] == "Plaats aangewezen"
        assert row["openbare_ruimte_naam"]
