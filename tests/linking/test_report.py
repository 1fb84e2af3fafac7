# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The account of linking: every cause with its share and examples, and nothing of what is protected."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pandzicht.linking.link import LinkResult, link_sources
from pandzicht.linking.report import causes, linking_facts
from pandzicht.linking.tier import State, Tier
from tests.linking.town import Home, Row, Town, object_of, row_of

A, B, SHELTER = Home(1, "A"), Home(1, "B"), Home(7, "A", pand=1)


@pytest.fixture(scope="module")
def result() -> LinkResult:
    town = Town([A, B], [SHELTER])
    brp = [
        row_of(A, 0),
        replace(row_of(A, 0), huisnummer=2),
        row_of(Home(1, "C")),
        row_of(Home(1, "C")),
        row_of(SHELTER),
    ]
    kvk = [Row("elders", 9, postcode="2599ZZ"), Row(), row_of(B, 1)]
    return link_sources(town.engine, [town.deliver("brp", brp), town.deliver("kvk", kvk), town.deliver("leeg", [])])


def test_causes_come_per_source_with_the_most_frequent_first(result: LinkResult) -> None:
    found = [(cause.source, cause.tier, cause.rows, cause.share) for cause in causes(result)]
    assert found == [
        ("brp", Tier.UNIT_UNKNOWN, 2, 0.4), ("brp", Tier.NUMBER_DIFFERS, 1, 0.2),
        ("kvk", Tier.NO_PLACE, 1, 0.3333), ("kvk", Tier.NOT_FOUND, 1, 0.3333),
    ]  # fmt: skip


def test_a_cause_says_why_in_both_languages_and_shows_the_row_as_delivered(result: LinkResult) -> None:
    number = causes(result)[1]
    assert number.state is State.DOUBTFUL
    assert "huisnummer wijkt af" in number.reason.nl
    assert "house number differs" in number.reason.en
    example = number.examples[0]
    assert example.delivered == f"kerkstraat 2 A · 2511CA duinrijk · object {object_of(0)}"
    assert (example.address, example.differs, example.row_id) == ("kerkstraat 1 A", ("huisnummer",), "0000000000000002")


def test_the_account_is_plain_data_in_which_rows_add_up(result: LinkResult) -> None:
    facts = linking_facts(result)
    assert json.loads(json.dumps(facts)) == facts
    assert facts["sources"]["brp"] == {"rows": 5, "linked": 1, "doubtful": 3, "unlinked": 0, "protected": 1}
    assert facts["sources"]["leeg"]["rows"] == 0
    for source, counts in facts["sources"].items():
        assert counts["rows"] == sum(each["rows"] for each in facts["tiers"] if each["source"] == source)
    assert {each["state"] for each in facts["examples"]} == {"linked", "doubtful", "unlinked"}
    assert all(0 < float(each["probability"]) < 1 for each in facts["probabilities"])


def test_protected_rows_are_counted_and_never_shown(result: LinkResult) -> None:
    assert result.rows("brp", State.PROTECTED) == 1
    assert Tier.PROTECTED not in {each.tier for each in result.examples}
    assert Tier.PROTECTED not in {cause.tier for cause in causes(result)}
