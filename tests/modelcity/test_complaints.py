# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dump of Signalen: four files in step, coordinates swapped, no reporter."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from pandzicht.modelcity.complaint_kinds import COMPLAINT_KINDS
from tests.modelcity.written import Row, Written

NAMES = ("signals", "locations", "statusses", "categories")


@pytest.fixture(scope="module")
def dump(city: Written) -> dict[str, list[Row]]:
    return {name: city.rows("signalen", delimiter=",", file=number) for number, name in enumerate(NAMES)}


def test_the_four_files_are_in_step(dump: dict[str, list[Row]]) -> None:
    ids = [row["id"] for row in dump["signals"]]
    assert len(set(ids)) == len(ids)
    for name in NAMES[1:]:
        assert [row["_signal_id"] for row in dump[name]] == ids
    assert [row["location_id"] for row in dump["signals"]] == [row["id"] for row in dump["locations"]]


def test_every_field_is_quoted_and_nothing_is_absent_but_null(city: Written) -> None:
    for path in city.files("signalen"):
        for line in path.read_text(encoding="utf-8").splitlines()[:50]:
            assert line.startswith('"')
            assert line.endswith('"')
            assert ",," not in line


def test_latitude_and_longitude_are_swapped_as_in_the_dump(dump: dict[str, list[Row]]) -> None:
    placed = [row for row in dump["locations"] if row["lat"] != "null"]
    assert len(placed) / len(dump["locations"]) == pytest.approx(0.975, abs=0.02)
    assert all(3.9 < float(row["lat"]) < 4.3 and 52.0 < float(row["lng"]) < 52.3 for row in placed)


def test_every_report_has_a_place_or_an_address(dump: dict[str, list[Row]]) -> None:
    assert not any(row["lat"] == row["address"] == "null" for row in dump["locations"])
    absent = sum(row["address"] == "null" for row in dump["locations"]) / len(dump["locations"])
    assert absent == pytest.approx(0.17, abs=0.04)


def test_an_address_is_json_with_a_number(dump: dict[str, list[Row]]) -> None:
    keys = {"openbare_ruimte", "huisnummer", "huisletter", "huisnummer_toevoeging", "postcode", "woonplaats"}
    addresses = [json.loads(row["address"]) for row in dump["locations"] if row["address"] != "null"]
    assert all(set(address) == keys for address in addresses)
    assert {type(address["huisnummer"]) for address in addresses} == {int, type(None)}
    together = [address for address in addresses if address["huisnummer"] is None]
    assert together
    assert all(any(character.isdigit() for character in address["openbare_ruimte"]) for address in together)


def test_nobody_reports(dump: dict[str, list[Row]]) -> None:
    assert {row["reporter_id"] for row in dump["signals"]} == {"null"}
    assert {row["user"] for row in dump["statusses"]} == {"null"}


def test_moments_have_an_order(dump: dict[str, list[Row]]) -> None:
    for row in dump["signals"]:
        assert row["incident_date_start"] < row["created_at"] <= "2026-03-02"
        assert row["updated_at"][:10] >= row["created_at"][:10]
    assert min(row["created_at"] for row in dump["signals"])[:4] == "2023"


def test_every_kind_of_report_occurs(dump: dict[str, list[Row]]) -> None:
    counts = Counter(row["sub_slug"] for row in dump["categories"])
    assert set(counts) == {kind.slug for kind in COMPLAINT_KINDS}
    mains = {row["sub_slug"]: row["main_slug"] for row in dump["categories"]}
    assert mains == {kind.slug: kind.main for kind in COMPLAINT_KINDS}


def test_reports_of_damp_gather_where_upkeep_looks_behind(city: Written, dump: dict[str, list[Row]]) -> None:
    units = city.units("achterstallig_onderhoud")
    damp = [
        str(link["pand_id"])
        for row, link in zip(dump["categories"], city.links("signalen"), strict=True)
        if row["sub_slug"] == "woningkwaliteit" and link["pand_id"]
    ]
    shown = sum(number in units and units[number]["schijn"] for number in damp) / len(damp)
    everywhere = sum(unit["schijn"] for unit in units.values()) / len(units)
    assert shown > 3 * everywhere
