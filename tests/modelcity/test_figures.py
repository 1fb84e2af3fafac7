# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Area figures: one city in three registers, each with its own way of saying nothing."""

from __future__ import annotations

import json

import pyogrio
import pytest
import shapely

from tests.modelcity.written import Row, Written


@pytest.fixture(scope="module")
def figures(city: Written) -> list[Row]:
    found: list[Row] = json.loads(city.files("cbs_kerncijfers")[0].read_text())["value"]
    return found


def test_the_buurten_add_up_to_the_municipality(figures: list[Row]) -> None:
    whole, *parts = figures
    buurten = [row for row in parts if row["SoortRegio_2"].strip() == "Buurt"]
    wijken = [row for row in parts if row["SoortRegio_2"].strip() == "Wijk"]
    assert (len(buurten), len(wijken)) == (114, 44)
    for name in ("AantalInwoners_5", "HuishoudensTotaal_29", "Woningvoorraad_35"):
        assert sum(row[name] or 0 for row in buurten) == sum(row[name] or 0 for row in wijken) == whole[name]
    assert whole["GemiddeldeHuishoudensgrootte_33"] == pytest.approx(2.3, abs=0.2)


def test_codes_are_padded_and_empty_areas_absent(figures: list[Row]) -> None:
    assert {len(row["WijkenEnBuurten"]) for row in figures} == {10}
    empty = [row for row in figures if row["AantalInwoners_5"] is None]
    assert empty
    assert all(row["Woningvoorraad_35"] is None for row in empty)


def test_the_map_covers_the_city_without_overlap(city: Written) -> None:
    _, table = pyogrio.raw.read_arrow(city.files("gebieden")[0], layer="buurten")
    shapes = [shapely.from_wkb(part) for part in table["geom"].to_pylist()]
    whole = shapely.union_all(shapes)
    assert all(shape.is_valid for shape in shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area)
    absent = [row for row in table.to_pylist() if row["aantal_inwoners"] == -99_997]
    assert absent
    assert all(row["gemiddelde_huishoudsgrootte"] == -99_997 for row in absent)


def test_a_wijk_is_made_of_its_buurten(city: Written) -> None:
    areas = {}
    for layer in ("wijken", "buurten"):
        _, table = pyogrio.raw.read_arrow(city.files("gebieden")[0], layer=layer)
        for row in table.to_pylist():
            areas.setdefault((layer, row["wijkcode"]), []).append(shapely.from_wkb(row["geom"]))
    for (layer, code), shapes in areas.items():
        if layer == "wijken":
            parts = shapely.union_all(areas["buurten", code])
            assert shapes[0].area == pytest.approx(parts.area)


def test_scores_are_the_mean_plus_their_parts(city: Written) -> None:
    rows = city.rows("leefbaarometer", delimiter=",")
    assert {row["jaar"] for row in rows} == {"2018", "2020", "2022", "2024"}
    for row in rows:
        parts = sum(float(row[name]) for name in ("fys", "onv", "soc", "vrz", "won"))
        assert float(row["afw"]) == pytest.approx(parts, abs=1e-3)
        assert float(row["lbm"]) == pytest.approx(4.2 + float(row["afw"]), abs=1e-3)


def test_offences_are_padded_as_in_the_table(city: Written) -> None:
    rows = city.rows("politie")
    assert len(rows) == 114 * 5 * 5
    assert {len(row["SoortMisdrijf"]) for row in rows} == {6}
    assert {row["Perioden"] for row in rows} == {f"{year}JJ00" for year in range(2021, 2026)}
