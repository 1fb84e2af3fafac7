# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How sure a link is: measured on rows that carry two independent keys, from a prior, never certain."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.linking.link import LinkResult, link_sources
from pandzicht.linking.probability import HIGHEST, LEAST, Measured, measured
from pandzicht.linking.tier import MEANINGS, State, Tier, tiers_of
from tests.linking.town import Home, Row, Town, number_of, object_of, pand_of, row_of

HOMES = [Home(place + 1, pand=place) for place in range(200)]


def told(rows: list[Row]) -> tuple[Town, LinkResult]:
    town = Town(HOMES)
    return town, link_sources(town.engine, [town.deliver("brp", rows)])


def of(result: LinkResult, tier: Tier) -> Measured:
    return next(each for each in result.measured if each.tier is tier)


@given(st.sampled_from(tiers_of(State.LINKED)), st.integers(0, 10_000_000), st.floats(0, 1))
def test_a_probability_is_never_nought_or_one_and_grows_with_what_was_right(
    tier: Tier, rows: int, share: float
) -> None:
    right = int(rows * share)
    found = measured(tier, rows, right).probability
    assert 0 < found <= HIGHEST < 1
    assert found == found.quantize(Decimal("0.0001"))
    assert right == rows or found <= measured(tier, rows, right + 1).probability


@pytest.mark.parametrize("tier", [Tier.SEVERAL, Tier.NOT_FOUND, Tier.PROTECTED])
def test_what_does_not_link_has_no_probability(tier: Tier) -> None:
    with pytest.raises(ValueError, match="does not link"):
        measured(tier, 1, 1)


def test_nothing_measured_leaves_the_priors() -> None:
    _, result = told([Row()])
    assert [(each.tier, each.probability, each.rows) for each in result.measured] == [
        (tier, MEANINGS[tier].prior, 0) for tier in tiers_of(State.LINKED)
    ]


def test_rows_with_an_id_tell_how_often_their_text_alone_would_have_been_right() -> None:
    right = [row_of(home, at) for at, home in enumerate(HOMES)]
    wrong = [replace(row_of(HOMES[at]), object_id=object_of(at + 1)) for at in range(0, 100, 2)]
    _, result = told(right + wrong)
    text = of(result, Tier.POSTCODE_STREET)
    assert (text.rows, text.right) == (250, 200)
    assert of(result, Tier.OBJECT_ID).probability == text.probability == Decimal("0.8140")
    assert of(result, Tier.OBJECT_ID_ADDRESS).probability == Decimal("0.9654")


def test_each_tier_of_the_text_is_measured_apart() -> None:
    slips = [replace(row_of(home, at), straat="kerkstrat") for at, home in enumerate(HOMES)]
    without = [replace(row_of(home, at), postcode=None) for at, home in enumerate(HOMES)]
    _, result = told(slips + without)
    assert (of(result, Tier.POSTCODE_STREET_ALIKE).rows, of(result, Tier.STREET).rows) == (200, 200)
    assert of(result, Tier.POSTCODE_STREET).rows == 0


def test_other_ids_are_held_against_the_object_id() -> None:
    rows = [
        replace(row_of(home, at), nummeraanduiding_id=number_of(at), pand_id=pand_of(at if at % 4 else 0))
        for at, home in enumerate(HOMES)
    ]
    _, result = told(rows)
    numbers, panden = of(result, Tier.NUMMERAANDUIDING_ID), of(result, Tier.PAND_ID)
    assert (numbers.rows, numbers.right) == (200, 200)
    assert (panden.rows, panden.right) == (200, 151)


def test_every_link_carries_the_probability_of_its_tier_and_its_distance_to_the_next() -> None:
    town = Town([Home(1), replace(Home(1), levensfase="ingetrokken"), Home(2)])
    link_sources(town.engine, [town.deliver("kvk", [row_of(Home(1)), row_of(Home(2)), Row()])])
    assert town.engine.rows("SELECT probability, runner_up, gap FROM links ORDER BY row_no") == [
        (Decimal("0.9900"), 1, Decimal("0.9800")), (Decimal("0.9900"), None, Decimal("0.9900")), (None, None, None)
    ]  # fmt: skip


def test_only_a_bare_number_must_reach_the_least() -> None:
    assert not measured(Tier.UNIT_PART, 100, 50).links
    assert measured(Tier.UNIT_PART, 100, 99).links
    assert measured(Tier.STREET, 100, 50).links
    assert measured(Tier.UNIT_PART, 0, 0).probability > LEAST
