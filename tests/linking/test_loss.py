# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A source that loses letters does not get to fill the bare number with its neighbours' rows."""

from __future__ import annotations

from pandzicht.linking.link import link_sources
from pandzicht.linking.loss import Loss
from pandzicht.linking.tier import Tier
from tests.linking.town import Home, Row, Town, found_doubts, found_links, row_of

BESIDE = [Home(1), Home(1, "A")]
APART = [Home(2, "A", pand=1), Home(2, "B", pand=1)]
HOMES = BESIDE + APART
BARE, LOST = row_of(Home(1)), row_of(Home(2))


def rows(*, lost: int) -> list[Row]:
    """Ten rows at the bare number, twenty at each unit, and some that lost their letter where there is no bare one."""
    units = [row_of(HOMES[at], at) for at in (1, 2, 3) for _ in range(20)]
    return [BARE] * 10 + [LOST] * lost + units


def test_a_source_that_keeps_its_letters_links_the_bare_number() -> None:
    town = Town(HOMES)
    result = link_sources(town.engine, [town.deliver("woz", rows(lost=0))])
    assert found_links(town.engine)["woz", 0].address_no == 0
    assert found_doubts(town.engine, "woz") == {1}
    part = next(each for each in result.measured if each.source == "woz")
    assert (part.tier, part.rows, part.right, part.links) == (Tier.UNIT_PART, 10, 10, True)


def test_a_source_that_loses_letters_leaves_it_in_doubt_with_the_whole_building() -> None:
    town = Town(HOMES)
    result = link_sources(town.engine, [town.deliver("kvk", rows(lost=12))])
    found = found_links(town.engine)["kvk", 0]
    assert (found.state, found.tier, found.address_no, found.runner_up) == ("doubtful", "unit_may_be_lost", None, 0)
    assert found_doubts(town.engine, "kvk") == {0, 1, 2, 3}
    part = next(each for each in result.measured if each.source == "kvk")
    assert (part.rows, part.right, part.links) == (10, 4, False)


def test_one_source_is_not_judged_by_another() -> None:
    town = Town(HOMES)
    listed = {name: rows(lost=lost) for name, lost in (("woz", 0), ("kvk", 12))}
    link_sources(town.engine, [town.deliver(name, each) for name, each in listed.items()])
    found = found_links(town.engine)
    assert (found["woz", 0].state, found["kvk", 0].state) == ("linked", "doubtful")


def test_a_bare_number_that_needed_the_long_way_is_judged_alike() -> None:
    town = Town(HOMES)
    slip = Row("kerkstrat", 1, postcode="2511CA")
    link_sources(town.engine, [town.deliver("kvk", [slip, *rows(lost=12)])])
    assert found_links(town.engine)["kvk", 0].tier == "unit_may_be_lost"
    link_sources(town.engine, [town.deliver("kvk", [slip, *rows(lost=0)])])
    assert found_links(town.engine)["kvk", 0].address_no == 0


def test_no_more_is_expected_than_there_is() -> None:
    assert Loss("kvk", bare=5, lost=3, beside=100, apart=1).expected == 5
    assert Loss("kvk", bare=5, lost=0, beside=100, apart=0).expected == 0
