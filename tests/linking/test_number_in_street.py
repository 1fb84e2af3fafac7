# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A street field that holds the number as well: read only as the spine would write it."""

from __future__ import annotations

import pytest

from pandzicht.linking.link import link_sources
from tests.linking.town import Found, Home, Row, Town, found_doubts, found_links, object_of

HOMES = [
    Home(12, "A"), Home(12, "B", "2"), Home(49, toevoeging="1", pand=1), Home(491, pand=2),
    Home(3, straat="plein1813", pand=3), Home(8, pand=4),
]  # fmt: skip


def linked(town: Town, row: Row) -> Found:
    link_sources(town.engine, [town.deliver("zaken", [row])])
    return found_links(town.engine)["zaken", 0]


@pytest.mark.parametrize(("straat", "address_no"), [("kerkstraat12a", 0), ("kerkstraat12b2", 1), ("kerkstraat8", 5)])
def test_street_number_and_unit_in_one_text_link(straat: str, address_no: int) -> None:
    found = linked(Town(HOMES), Row(straat, postcode="2511CA"))
    assert (found.state, found.address_no) == ("linked", address_no)


def test_an_id_is_not_contradicted_by_a_number_in_the_street() -> None:
    found = linked(Town(HOMES), Row("kerkstraat12a", postcode="2511CA", object_id=object_of(0)))
    assert (found.tier, found.disagreed) == ("object_id_address", None)


def test_a_lost_letter_in_such_a_text_leaves_the_building_in_doubt() -> None:
    town = Town(HOMES)
    assert linked(town, Row("kerkstraat12", postcode="2511CA")).tier == "unit_unknown"
    assert found_doubts(town.engine, "zaken") == {0, 1}


@pytest.mark.parametrize("straat", ["kerkstraat491", "kerkstraat99", "kerkstraat", "plein1813"])
def test_what_reads_in_two_ways_or_in_none_stays_without_a_number(straat: str) -> None:
    assert linked(Town(HOMES), Row(straat, postcode="2511CA")).tier == "no_number"
