# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an open row says of its address: numbers that stand twice, exchanged names, and the sample to measure on."""

from __future__ import annotations

import pytest

from pandzicht.linking.link import link_sources
from pandzicht.linking.told import EVERY, SAMPLE
from pandzicht.store.engine import Engine
from tests.linking.town import Found, Home, Row, Town, found_links, object_of

HOMES = [
    Home(7),
    Home(12, "A", pand=1),
    Home(12, toevoeging="HS", pand=2),
    Home(4, straat="duinrijk", woonplaats="kerkstraat", postcode="2600AA", pand=3),
    Home(4, straat="marktweg", postcode="2512AB", pand=4),
    Home(5, straat="plein1813", postcode="2512AC", pand=5),
]


def together(*rows: Row) -> list[Found]:
    """What becomes of rows of one source in a town with these homes."""
    town = Town(HOMES, short_names=[("dorpsweg", "marktweg")])
    link_sources(town.engine, [town.deliver("brp", rows)])
    found = found_links(town.engine)
    return [found["brp", place] for place in range(len(rows))]


@pytest.mark.parametrize(
    ("row", "address_no"),
    [
        (Row("kerkstraat7", 7), 0),
        (Row("kerkstraat12a", 12, "A"), 1),
        (Row("kerkstraat12a", 12), 1),
        (Row("kerkstraat12hs", 12, toevoeging="HS"), 2),
        (Row("kerkstraat12hs", 12), 2),
        (Row("plein1813", 5), 5),
    ],
)
def test_a_number_that_stands_in_the_street_and_in_its_own_field_is_one(row: Row, address_no: int) -> None:
    found = together(row)[0]
    assert (found.state, found.address_no) == ("linked", address_no)


@pytest.mark.parametrize("row", [Row("kerkstraat7", 9), Row("kerkstraat12a", 12, "B"), Row("kerkstraat77", 7)])
def test_a_street_and_a_number_field_that_say_different_numbers_are_not_made_one(row: Row) -> None:
    assert together(row)[0].state == "unlinked"


@pytest.mark.parametrize("straat", ["marktweg", "dorpsweg"])
def test_a_street_and_a_town_in_each_others_field_change_places(straat: str) -> None:
    rows = [Row("duinrijk", 4, woonplaats=straat), Row(straat, 4, woonplaats="duinrijk")]
    homes = [*HOMES[:3], *HOMES[4:]]
    town = Town(homes, short_names=[("dorpsweg", "marktweg")])
    link_sources(town.engine, [town.deliver("brp", rows)])
    assert {found.address_no for found in found_links(town.engine).values()} == {3}


@pytest.mark.parametrize("line", ["KERKSTRAAT1-4", "KERKSTRAAT-1-4", "KERKSTRAAT ~1~4"])
def test_two_numbers_that_the_spelling_of_a_street_makes_one_are_not_that_number(line: str) -> None:
    homes = [Home(14), Home(1, pand=1)]
    rows = [Row("kerkstraat14", line=text) for text in (line, "KERKSTRAAT14", "KERKSTRAAT-14")]
    town = Town(homes)
    link_sources(town.engine, [town.deliver("brp", rows)])
    assert [found_links(town.engine)["brp", place].address_no for place in range(3)] == [None, 0, 0]


def test_names_that_are_a_street_and_a_town_both_stay_where_they_are() -> None:
    found = together(Row("duinrijk", 4, woonplaats="kerkstraat"))[0]
    assert (found.tier, found.address_no) == ("street", 3)


def test_a_street_and_a_town_change_places_only_when_each_can_be_nothing_else() -> None:
    homes = [Home(4, straat="duinoord"), Home(5, straat="marktweg", woonplaats="duinoord", pand=1)]
    rows = [Row("duinrijk", 4, woonplaats="duinoord"), Row("onbekend", 5, woonplaats="marktweg")]
    town = Town(homes)
    link_sources(town.engine, [town.deliver("brp", rows)])
    found = found_links(town.engine)
    assert [found["brp", place].tier for place in range(2)] == ["not_found", "not_found"]


def test_a_slip_or_an_abbreviation_in_a_street_that_stands_for_the_town_is_read_as_that_street() -> None:
    town = Town([Home(4, straat="kerksingel")])
    rows = [Row("duinrijk", 4, woonplaats=written) for written in ("kerksgl", "kerrksingel", "amsterdam")]
    link_sources(town.engine, [town.deliver("brp", rows)])
    found = found_links(town.engine)
    assert [found["brp", place].address_no for place in range(3)] == [0, 0, None]


def test_the_sample_is_of_about_so_many_rows_and_of_all_when_there_are_few() -> None:
    with Engine() as engine:
        one_in = [engine.value(f"SELECT {EVERY} FROM (SELECT 7 AS object_id FROM range({rows}))")
                  for rows in (0, SAMPLE, 5 * SAMPLE)]  # fmt: skip
    assert one_in == [1, 1, 5]


def test_a_row_of_the_sample_goes_along_without_its_id_and_is_no_row_of_the_links() -> None:
    town = Town(HOMES)
    rows = [Row("kerkstraat", 7, object_id=object_of(0)), Row("kerkstraat", object_id=object_of(0))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pandzicht.linking.link.clear_steps", lambda *_: None)
        link_sources(town.engine, [town.deliver("brp", rows)])
    sampled = town.engine.rows("SELECT row_at < 0, object_id, truth FROM link_told WHERE truth IS NOT NULL")
    assert sampled == [(True, None, 0)]
    assert town.engine.value("SELECT count(*) FROM links") == 2
