# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Energy labels: the lines before the header, several labels per object, worse ones where upkeep looks behind."""

from __future__ import annotations

from collections import Counter

import pytest

from pandzicht.modelcity.labels import CLASSES
from tests.modelcity.written import Row, Written


@pytest.fixture(scope="module")
def rows(city: Written) -> list[Row]:
    return city.rows("ep_online", skip=2)


def test_two_lines_stand_before_the_header(city: Written) -> None:
    lines = city.files("ep_online")[0].read_bytes().split(b"\r\n")
    assert lines[0].decode("utf-8-sig") == "PublicatieDatum;02-03-2026"
    assert lines[1].startswith(b"LaatstVerwerkteMutatievolgnummer;")
    assert lines[2].startswith(b"Pand_opnamedatum;")


def test_some_objects_have_an_older_and_worse_label(city: Written, rows: list[Row]) -> None:
    labels: dict[int, list[Row]] = {}
    for row, link in zip(rows, city.links("ep_online"), strict=True):
        labels.setdefault(link["object_id"], []).append(row)
    several = [
        sorted(found, key=lambda row: row["Pand_registratiedatum"]) for found in labels.values() if len(found) > 1
    ]
    assert several
    mean = [[CLASSES.index(found[place]["Pand_energieklasse"]) for found in several] for place in (0, -1)]
    assert sum(mean[0]) > sum(mean[1])


def test_days_follow_each_other(rows: list[Row]) -> None:
    for row in rows:
        assert row["Pand_opnamedatum"] < row["Pand_registratiedatum"] <= "20260302"
        assert row["Pand_opnamedatum"] < row["Meting_geldig_tot"]


def test_floor_areas_have_a_comma_and_are_near_that_of_the_bag(rows: list[Row]) -> None:
    assert all("," in row["Pand_gebruiksoppervlakte_thermische_zone"] for row in rows)
    assert Counter(bool(row["Pand_bagverblijfsobjectid"]) for row in rows)[False] / len(rows) == pytest.approx(
        0.13, abs=0.04
    )


def test_poor_labels_gather_where_upkeep_looks_behind(city: Written, rows: list[Row]) -> None:
    panden = city.units("achterstallig_onderhoud")
    poor: dict[bool, list[bool]] = {True: [], False: []}
    for row, link in zip(rows, city.links("ep_online"), strict=True):
        if (pand := str(link["pand_id"])) in panden:
            poor[panden[pand]["schijn"]].append(row["Pand_energieklasse"] in "EFG")
    assert sum(poor[True]) / len(poor[True]) > 1.2 * sum(poor[False]) / len(poor[False])
