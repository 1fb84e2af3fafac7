# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Objects on public ground: located, with or without a permit that exists."""

from __future__ import annotations

import pytest

from pandzicht.modelcity.firms import Firms
from pandzicht.modelcity.households import build_households
from pandzicht.modelcity.owners import Owners
from pandzicht.modelcity.permits import GRANTED, Case, build_permits
from pandzicht.modelcity.public_ground import build_places
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Truth
from tests.modelcity.written import Written


def test_a_named_permit_is_a_granted_one_of_a_terrace(city: Written) -> None:
    cases = {case["identificatie"]: case for case in city.cases()}
    rows = city.rows("precario")
    named = [row for row in rows if row["vergunningnummer"]]
    assert named
    for row in named:
        case = cases[row["vergunningnummer"]]
        assert case["_expand"]["zaaktype"]["identificatie"] == "TERRAS"
        assert case["_expand"]["resultaat"] == {"toelichting": "Verleend"}
        assert row["soort"] == "terras"
    assert {bool(row["vergunningnummer"]) == bool(row["vergunning_tot"]) for row in rows} == {True}


def test_coordinates_have_a_comma_and_lie_in_the_town(city: Written) -> None:
    for row in city.rows("precario"):
        x, y = (float(row[name].replace(",", ".")) for name in ("x", "y"))
        assert 61_000 < x < 74_000
        assert 456_000 < y < 468_000


def test_places_are_units_of_the_truth_under_their_own_key(city: Written) -> None:
    keys = {f"plaats:precario:{row['objectnummer']}" for row in city.rows("precario")}
    units = [row for row in city.checks.to_pylist() if row["eenheid"] == "plaats"]
    assert {row["id"] for row in units} == keys
    assert {row["soort"] for row in units if row["waar"]} <= {"zonder_precariovergunning"}


def test_without_permits_no_place_has_one(town: Town, owners: Owners, firms: Firms, truth: Truth) -> None:
    permits = build_permits(town, build_households(town, owners, truth), firms, truth)
    places = build_places(town, permits)
    assert (places.permit >= 0).any()
    assert set(permits.kind[places.permit[places.permit >= 0]].tolist()) == {int(Case.TERRAS)}
    assert set(permits.result[places.permit[places.permit >= 0]].tolist()) == {GRANTED}
    assert places.looks[places.permit < 0].mean() == pytest.approx(1.0)
