# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counts and examples of a linking: few, always the same ones, and as delivered."""

from __future__ import annotations

from pandzicht.linking.link import link_sources
from pandzicht.linking.result import EXAMPLES
from pandzicht.linking.tier import State, Tier
from tests.linking.town import Home, Row, Town, number_of, pand_of, row_of


def test_at_most_five_examples_per_source_and_tier_with_the_lowest_row_ids() -> None:
    town = Town([Home(1)])
    result = link_sources(town.engine, [town.deliver("brp", [row_of(Home(1), 0)] * 9)])
    assert [each.row_id for each in result.examples] == [f"{place:016x}" for place in range(1, EXAMPLES + 1)]
    assert {(each.tier, each.address, each.differs, each.state) for each in result.examples} == {
        (Tier.OBJECT_ID_ADDRESS, "kerkstraat 1", (), State.LINKED)
    }


def test_an_example_shows_every_id_and_part_that_was_delivered() -> None:
    town = Town([Home(1)])
    row = Row("kerkstraat", 1, "A", "2", "2511CA", "duinrijk", 1, number_of(0), pand_of(0))
    result = link_sources(town.engine, [town.deliver("brp", [row])])
    parts = result.examples[0].delivered.split(" · ")
    assert parts == [
        "kerkstraat 1 A 2", "2511CA duinrijk", "object 0000000000000001", f"nummeraanduiding {number_of(0)}",
        f"pand {pand_of(0)}",
    ]  # fmt: skip


def test_a_row_that_stands_in_two_deliveries_is_one_example() -> None:
    town = Town([Home(1)])
    town.deliver("brp", [row_of(Home(1), 0)])
    town.engine.run(
        "CREATE OR REPLACE VIEW source_brp AS FROM rows_brp "
        "UNION ALL SELECT * REPLACE (1::SMALLINT AS delivery_no) FROM rows_brp"
    )
    source = town.deliver("other", [])
    result = link_sources(town.engine, [type(source)("brp", "source_brp")])
    assert result.rows("brp") == 2
    assert len(result.examples) == 1


def test_the_reason_of_an_example_is_that_of_its_tier() -> None:
    town = Town([Home(1)])
    example = link_sources(town.engine, [town.deliver("brp", [Row()])]).examples[0]
    assert example.reason.nl == "er is geen plaats geleverd"
    assert (example.delivered, example.address) == ("", None)
