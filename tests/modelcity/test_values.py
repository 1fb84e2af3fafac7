# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The WOZ register: two values per object, and a sample without names."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from tests.modelcity.written import Row, Written


@pytest.fixture(scope="module")
def rows(city: Written) -> list[Row]:
    return city.rows("woz", encoding="cp1252")


def test_every_object_has_two_dates_and_a_decimal_comma(rows: list[Row]) -> None:
    dates = defaultdict(list)
    for row in rows:
        dates[row["wozobjectnummer"]].append(row["waardepeildatum"])
        whole, _, cents = row["vastgestelde_waarde"].partition(",")
        assert int(whole) >= 20_000
        assert cents == "00"
    assert {tuple(found) for found in dates.values()} == {("2024-01-01", "2025-01-01")}
    assert len(dates) / 2_000 == pytest.approx(0.988, abs=0.01)


def test_names_of_streets_are_not_ascii_everywhere(city: Written, rows: list[Row]) -> None:
    assert any(not row["straat"].isascii() for row in rows)
    with pytest.raises(UnicodeDecodeError):
        city.files("woz")[0].read_text(encoding="utf-8")


def test_codes_follow_from_the_object(city: Written, rows: list[Row]) -> None:
    homes = city.units("adreskwaliteit")
    codes = {row["gebruikscode"] for row in rows if row["object_id"] in homes}
    assert codes <= {"10", "11", "12", "30", "31"}
    assert {row["gebruikscode"] for row in rows} >= {"10", "20", "30"}
    assert {row["type_gebruiker"] for row in rows} == {
        "natuurlijk_persoon", "niet_natuurlijk_persoon", "vestiging", "geen",
    }  # fmt: skip


def test_what_looks_neglected_lags_behind(city: Written, rows: list[Row]) -> None:
    panden = city.units("achterstallig_onderhoud")
    per_m2: dict[bool, list[float]] = {True: [], False: []}
    for row, link in zip(rows, city.links("woz"), strict=True):
        if (
            (pand := str(link["pand_id"])) in panden
            and row["gebruikscode"] == "10"
            and 50 < int(row["oppervlakte"]) < 100
        ):
            per_m2[panden[pand]["schijn"]].append(
                float(row["vastgestelde_waarde"].replace(",", ".")) / int(row["oppervlakte"])
            )
    assert sum(per_m2[True]) / len(per_m2[True]) < 0.95 * sum(per_m2[False]) / len(per_m2[False])


def test_the_sample_has_the_form_of_the_service_and_no_names(city: Written) -> None:
    objects = json.loads(city.files("woz_bevragen")[0].read_text())
    assert len(objects) == 200
    for item in objects:
        assert "naam" not in item["belanghebbendeEigenaar"]
        assert (item["belanghebbendeEigenaar"]["type"] == "niet_natuurlijk_persoon") == (
            "rsin" in item["belanghebbendeEigenaar"]
        )
        assert [value["waardepeildatum"] for value in item["waarden"]] == ["2025-01-01", "2024-01-01"]
        assert len(item["adresseerbaarObjectIdentificaties"][0]) == 16
        assert None not in item["aanduiding"].values()
