# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A street field that holds the number as well: read only as the spine would write it."""

from __future__ import annotations

from pandzicht.linking.link import link_sources
from tests.linking.town import Found, Home, Row, Town, found_doubts, found_links, linked_apart, object_of

HOMES = [
    Home(12, "A"), Home(12, "B", "2"), Home(49, toevoeging="1", pand=1), Home(491, pand=2),
    Home(3, straat="plein1813", pand=3), Home(8, pand=4),
]  # fmt: skip


def linked(town: Town, row: Row) -> Found:
    link_sources(town.engine, [town.deliver("zaken", [row])])
    return found_links(town.engine)["zaken", 0]


def test_street_number_and_unit_in_one_text_link() -> None:
    texts = ("kerkstraat12a", "kerkstraat12b2", "kerkstraat8")
    outcomes = linked_apart(Town(HOMES), [Row(straat, postcode="2511CA") for straat in texts])
    assert [(found.state, found.address_no) for found, _ in outcomes] == [("linked", 0), ("linked", 1), ("linked", 5)]


SHORT = "versprhuizenno"
LONG = "verspreidehuizennoordoost"


def test_the_short_name_of_a_street_before_a_number_links_and_one_of_two_streets_does_not() -> None:
    homes = [*HOMES, Home(4, straat=LONG, pand=5), Home(4, straat="oosterwal", pand=6)]
    row = Row(f"{SHORT}4", postcode="2511CA")
    found = linked(Town(homes, short_names=[(SHORT, LONG)]), row)
    assert (found.state, found.address_no) == ("linked", 6)
    assert linked(Town(homes, short_names=[(SHORT, LONG), (SHORT, "oosterwal")]), row).tier == "no_number"
    assert linked(Town(homes), row).tier == "no_number"


def test_an_id_is_not_contradicted_by_a_number_in_the_street() -> None:
    found = linked(Town(HOMES), Row("kerkstraat12a", postcode="2511CA", object_id=object_of(0)))
    assert (found.tier, found.disagreed) == ("object_id_address", None)


def test_a_lost_letter_in_such_a_text_leaves_the_building_in_doubt() -> None:
    town = Town(HOMES)
    assert linked(town, Row("kerkstraat12", postcode="2511CA")).tier == "unit_unknown"
    assert found_doubts(town.engine, "zaken") == {0, 1}


def test_what_reads_in_two_ways_or_in_none_stays_without_a_number() -> None:
    texts = ("kerkstraat491", "kerkstraat99", "kerkstraat", "plein1813")
    outcomes = linked_apart(Town(HOMES), [Row(straat, postcode="2511CA") for straat in texts])
    assert {found.tier for found, _ in outcomes} == {"no_number"}
