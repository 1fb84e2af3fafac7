# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stock of corporations and waste containers."""

from __future__ import annotations

from collections import Counter

import pytest

from pandzicht.modelcity.owners import CORPORATIONS
from tests.modelcity.written import Row, Written


@pytest.fixture(scope="module")
def stock(city: Written) -> list[Row]:
    return city.rows("corporatie", encoding="utf-16")


def test_the_stock_is_in_sixteen_bits_with_a_mark(city: Written, stock: list[Row]) -> None:
    assert city.files("corporatie")[0].read_bytes().startswith(b"\xff\xfe")
    assert {row["corporatie"] for row in stock} <= set(CORPORATIONS)
    assert len({row["vhe_nummer"] for row in stock}) == len(stock)


def test_a_hit_is_given_for_what_is_let_only(stock: list[Row]) -> None:
    for row in stock:
        assert (row["verhuurd"] == "ja") == bool(row["huurder_ingeschreven"]) == bool(row["huurcontract_vanaf"])
    assert {row["huurder_ingeschreven"] for row in stock} >= {"ja", "nee"}


def test_the_tenant_is_away_where_it_looks_sublet(city: Written, stock: list[Row]) -> None:
    units = city.units("onrechtmatig_wonen")
    away: dict[bool, list[bool]] = {True: [], False: []}
    for row, link in zip(stock, city.links("corporatie"), strict=True):
        unit = units.get(str(link["object_id"]))
        if unit and row["verhuurd"] == "ja":
            away[unit["schijn"] and unit["soort"] in {"onderhuur", None}].append(row["huurder_ingeschreven"] == "nee")
    assert sum(away[True]) / len(away[True]) > 4 * sum(away[False]) / len(away[False])


def test_nearly_every_dwelling_has_a_container_or_a_pass(city: Written) -> None:
    rows = city.rows("containers")
    kinds = Counter(row["fractie"] for row in rows)
    assert kinds["rest"] > kinds["gft"] > kinds["papier"] > 0
    assert {bool(row["inhoud_l"]) == (row["fractie"] != "pas") for row in rows} == {True}
    assert all(not row["ingenomen"] or row["uitgegeven"] < row["ingenomen"] for row in rows)


def test_a_second_bin_stands_where_it_looks_split(city: Written) -> None:
    units = city.units("onrechtmatig_wonen")
    bins = Counter(
        str(link["object_id"])
        for row, link in zip(city.rows("containers"), city.links("containers"), strict=True)
        if row["fractie"] in {"rest", "pas"}
    )
    split = [
        bins[number] > 1
        for number, unit in units.items()
        if unit["schijn"] and unit["soort"] in {"splitsing", "kamerverhuur"}
    ]
    plain = [bins[number] > 1 for number, unit in units.items() if not unit["schijn"]]
    assert sum(split) / len(split) > 5 * sum(plain) / len(plain)
