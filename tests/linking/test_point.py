# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows that name no house number and lie on an address, near one, or nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from pandzicht.linking.link import link_sources
from tests.linking.town import Found, Home, Row, Town, found_doubts, found_links, object_of

HERE = Home(3, x_cm=8_000_000, y_cm=45_000_000)
NEXT = Home(5, pand=1, x_cm=8_001_000, y_cm=45_000_000)
UPSTAIRS = Home(3, "A", x_cm=8_000_000, y_cm=45_000_000)


def linked(town: Town, row: Row) -> Found:
    link_sources(town.engine, [town.deliver("meldingen", [row])])
    return found_links(town.engine)["meldingen", 0]


def at(x_m: float, y_m: float = 450_000.0, **told: Any) -> Row:
    return Row(x_cm=round(x_m * 100), y_cm=round(y_m * 100), **told)


@pytest.mark.parametrize(("x_m", "y_m"), [(80_000, 450_000), (80_001, 450_000), (79_999, 449_998.5)])
def test_a_point_on_an_address_is_that_address(x_m: float, y_m: float) -> None:
    found = linked(Town([HERE, NEXT]), at(x_m, y_m))
    assert (found.state, found.tier, found.address_no, found.pand_no) == ("linked", "point", 0, 0)


def test_a_point_of_several_addresses_is_in_doubt() -> None:
    town = Town([HERE, UPSTAIRS, NEXT])
    found = linked(town, at(80_000))
    assert (found.state, found.tier, found.runner_up) == ("doubtful", "point_near", 0)
    assert found_doubts(town.engine, "meldingen") == {0, 1}


@pytest.mark.parametrize("x_m", [80_005, 80_004, 79_990])
def test_a_point_between_addresses_or_beside_one_is_in_doubt(x_m: float) -> None:
    assert linked(Town([HERE, NEXT]), at(x_m)).tier == "point_near"


@pytest.mark.parametrize(("x_m", "y_m"), [(79_980, 450_000), (60_000, 460_000)])
def test_a_point_far_from_all_is_nowhere(x_m: float, y_m: float) -> None:
    assert linked(Town([HERE, NEXT]), at(x_m, y_m)).tier == "coordinates_only"


def test_a_street_without_a_number_agrees_or_there_is_no_number() -> None:
    town = Town([HERE, NEXT])
    assert linked(town, at(80_000, straat="kerkstraat")).tier == "point"
    assert linked(town, at(80_000, straat="kerkstrat", postcode="2511CA")).tier in {"point", "no_number"}
    assert linked(town, at(80_000, straat="marktweg")).tier == "no_number"
    assert linked(town, at(80_000, postcode="2599ZZ")).tier == "no_number"


def test_an_address_or_an_id_goes_before_a_point() -> None:
    town = Town([HERE, NEXT])
    assert linked(town, at(80_010, straat="kerkstraat", huisnummer=3, postcode="2511CA")).address_no == 0
    assert linked(town, at(80_010, object_id=object_of(0))).address_no == 0


def test_a_withdrawn_address_is_nowhere_and_half_a_point_is_none() -> None:
    gone = Home(3, x_cm=8_000_000, y_cm=45_000_000, levensfase="ingetrokken")
    assert linked(Town([gone]), at(80_000)).tier == "coordinates_only"
    assert linked(Town([HERE]), Row(x_cm=8_000_000)).tier == "no_place"
