# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of protected objects: never linked, never shown, and without consequence for a neighbour."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pandzicht.linking.link import link_sources
from tests.linking.town import (
    Found,
    Home,
    Row,
    Town,
    found_doubts,
    found_links,
    linked_apart,
    number_of,
    object_of,
    row_of,
)

SHELTER = Home(7, "A")
NEIGHBOUR, BARE = Home(7, "B"), Home(7)
HIDDEN = Found("protected", "protected", None, None, None, None)
SHELTER_ID, SHELTER_NUMBER = object_of(-1), number_of(-1)


def linked(town: Town, row: Row) -> Found:
    result = link_sources(town.engine, [town.deliver("kvk", [row])])
    found = found_links(town.engine)["kvk", 0]
    if found.state == "protected":
        assert (found, result.examples) == (HIDDEN, ())
    return found


def doubts(town: Town) -> set[int]:
    return found_doubts(town.engine, "kvk")


NAMING = (
    Row(object_id=SHELTER_ID),
    Row(nummeraanduiding_id=SHELTER_NUMBER),
    Row("marktweg", 1, object_id=SHELTER_ID),
    replace(row_of(SHELTER), straat=None),
    replace(row_of(SHELTER), postcode=None),
    replace(row_of(SHELTER), postcode=None, woonplaats=None),
    replace(row_of(SHELTER), postcode=None, woonplaats="dorp"),
    replace(row_of(SHELTER), huisletter=None, toevoeging="A"),
    replace(row_of(SHELTER), object_id=object_of(0)),
    Row("kerkstraat7a", postcode="2511CA"),
    replace(row_of(SHELTER), straat="kerkstrat"),
    replace(row_of(SHELTER), straat="kerkstrat", postcode=None),
    Row("overlastbijkerkstraat", 7, "A", line="OVERLAST BIJ KERKSTRAAT 7A SINDS VORIGE WEEK"),
    Row("overlastbijkerkstrat", 7, "A", line="OVERLAST BIJ KERKSTRAT 7A SINDS VORIGE WEEK"),
    Row("zieook", 3, line="ZIE OOK 3 MELDINGEN OVER KERKSTRAAT 7 A"),
    Row("duinrijk", 7, "A", postcode="2511CA", woonplaats="kerkstraat"),
)
POSSIBLE = (
    row_of(Home(7, "C")),
    row_of(BARE),
    replace(row_of(SHELTER), straat="marktweg", huisletter=None),
    replace(row_of(BARE), postcode="2512XX", huisletter="C"),
    Row("kerkstraat7"),
)


def test_the_short_name_of_its_street_speaks_of_it_too() -> None:
    town = Town([NEIGHBOUR], [SHELTER], short_names=[("kerkst", "kerkstraat")])
    rows = (replace(row_of(SHELTER), postcode=None, straat="kerkst"), Row("kerkst7a", postcode="2511CA"))
    assert [found for found, _ in linked_apart(town, rows)] == [HIDDEN, HIDDEN]


@pytest.mark.parametrize(("rows", "doubted"), [(NAMING, set()), (POSSIBLE, {0})], ids=["named", "possible"])
def test_what_may_speak_of_a_protected_object_is_protected_and_at_most_leaves_neighbours_in_doubt(
    rows: tuple[Row, ...], doubted: set[int]
) -> None:
    outcomes = linked_apart(Town([NEIGHBOUR], [SHELTER]), rows)
    assert [found for found, _ in outcomes if found != HIDDEN] == []
    assert [row for row, (_, left) in zip(rows, outcomes, strict=True) if left != doubted] == []


def test_a_bare_number_is_not_tied_to_a_neighbour_when_it_may_be_the_shelter_without_its_letter() -> None:
    town = Town([BARE, NEIGHBOUR], [SHELTER])
    assert linked(town, row_of(BARE)).state == "protected"
    assert doubts(town) == {0, 1}


def test_a_row_that_names_the_shelter_in_full_may_be_a_neighbour_that_lost_its_letter() -> None:
    town = Town([NEIGHBOUR, Home(9)], [replace(SHELTER, huisletter=None)])
    assert linked(town, row_of(BARE)).state == "protected"
    assert doubts(town) == {0}
    assert linked(town, Row(object_id=SHELTER_ID)).state == "protected"
    assert doubts(town) == set()


def test_a_neighbour_that_is_named_in_full_or_by_its_id_links() -> None:
    town = Town([BARE, NEIGHBOUR], [SHELTER])
    assert linked(town, row_of(NEIGHBOUR)).address_no == 1
    assert linked(town, row_of(BARE, 0)).address_no == 0
    assert linked(town, replace(row_of(BARE, 0), straat="kerkstrat")).address_no == 0
    assert doubts(town) == set()


def test_the_same_street_and_number_in_another_town_links() -> None:
    elsewhere = replace(SHELTER, postcode="2600AA", woonplaats="duinoord")
    town = Town([elsewhere], [SHELTER])
    assert linked(town, row_of(elsewhere)).address_no == 0
    assert linked(town, Row("kerkstraat", 7, "A", woonplaats="duinoord")).address_no == 0
    assert linked(town, Row("kerkstraat", 7, "A")).state == "protected"


def test_rows_of_protected_objects_are_no_part_of_what_tiers_are_measured_on() -> None:
    town = Town([BARE, Home(9)], [SHELTER])
    rows = [row_of(Home(9), 1), row_of(BARE, 0), replace(row_of(SHELTER), object_id=SHELTER_ID)]
    result = link_sources(town.engine, [town.deliver("kvk", rows)])
    assert sum(each.rows for each in result.measured if each.tier == "postcode_street") == 1
