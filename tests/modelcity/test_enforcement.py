# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Earlier cases: dates that follow each other, decisions that follow from what was found."""

from __future__ import annotations

from datetime import datetime

import pytest

from pandzicht.modelcity.enforcement import DECISIONS, SORTS
from tests.modelcity.written import Row, Written


@pytest.fixture(scope="module")
def rows(city: Written) -> list[Row]:
    return city.rows("handhaving")


def day(text: str) -> datetime:
    return datetime.strptime(text, "%d-%m-%Y")  # noqa: DTZ007


def test_lines_end_as_on_windows(city: Written) -> None:
    content = city.files("handhaving")[0].read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") > 100


def test_a_decision_follows_a_violation_and_has_a_later_day(rows: list[Row]) -> None:
    assert {row["soort"] for row in rows} <= set(SORTS)
    for row in rows:
        assert row["besluit"] in DECISIONS
        assert bool(row["datum_besluit"]) == (row["besluit"] != "geen")
        if row["datum_besluit"]:
            assert row["uitkomst"] == "overtreding"
            assert day(row["datum_besluit"]) >= day(row["datum_constatering"])


def test_a_closure_has_a_beginning_and_an_end(rows: list[Row]) -> None:
    closures = [row for row in rows if row["besluit"] == "sluiting"]
    assert closures
    for row in rows:
        assert bool(row["sluiting_van"]) == bool(row["sluiting_tot"]) == (row["besluit"] == "sluiting")
    assert all(day(row["sluiting_van"]) < day(row["sluiting_tot"]) for row in closures)


def test_the_owner_is_named_only_where_a_legal_person_broke_the_rule(rows: list[Row]) -> None:
    named = [row for row in rows if row["eigenaar_kvk"]]
    assert named
    assert {row["uitkomst"] for row in named} == {"overtreding"}
    assert all(len(row["eigenaar_kvk"]) == 8 and row["eigenaar_kvk"].startswith("00") for row in named)


def test_earlier_findings_gather_where_it_is_so_now(city: Written, rows: list[Row]) -> None:
    units = city.units("onrechtmatig_wonen")
    found = [
        units[str(link["object_id"])]["waar"]
        for row, link in zip(rows, city.links("handhaving"), strict=True)
        if row["soort"] in {"kamerverhuur", "onrechtmatig_wonen", "woningonttrekking"}
        and row["uitkomst"] == "overtreding"
        and str(link["object_id"]) in units
    ]
    assert sum(found) / len(found) > 0.25
