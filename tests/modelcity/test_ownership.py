# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The land register: every object owned whole, owners that the trade register knows."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest

from tests.modelcity.written import Row, Written


@pytest.fixture(scope="module")
def rows(city: Written) -> list[Row]:
    return city.rows("brk")


def test_the_shares_of_an_object_make_one(rows: list[Row]) -> None:
    shares: dict[str, Fraction] = defaultdict(Fraction)
    for row in rows:
        shares[row["brk_kot_id"]] += Fraction(int(row["aandeel_teller"]), int(row["aandeel_noemer"]))
    assert set(shares.values()) == {Fraction(1)}
    assert len(shares) == 2_000


def test_owners_together_bought_together(rows: list[Row]) -> None:
    bought = defaultdict(set)
    for row in rows:
        bought[row["brk_kot_id"]].add((row["datum_verkrijging"], row["koopsom"]))
    assert {len(terms) for terms in bought.values()} == {1}


def test_two_owners_are_two_persons(rows: list[Row]) -> None:
    owners = defaultdict(list)
    for row in rows:
        owners[row["brk_kot_id"]].append(row["eigenaar_sleutel"] or row["rsin"])
    assert all(len(set(keys)) == len(keys) for keys in owners.values())
    assert any(len(keys) == 2 for keys in owners.values())


def test_a_legal_owner_is_in_the_trade_register_under_the_same_numbers(city: Written, rows: list[Row]) -> None:
    firms = {row["kvkNummer"]: row for row in city.rows("kvk")}
    legal = [row for row in rows if row["kvk_nummer"]]
    assert len(legal) > 400
    for row in legal:
        firm = firms[row["kvk_nummer"]]
        assert (firm["rsin"], firm["naam"]) == (row["rsin"], row["statutaire_naam"])


def test_some_legal_owners_have_no_kvk_number(rows: list[Row]) -> None:
    legal = [row for row in rows if row["rsin"]]
    assert 0 < sum(not row["kvk_nummer"] for row in legal) / len(legal) < 0.1


def test_some_portfolios_are_large(rows: list[Row]) -> None:
    portfolio: dict[str, int] = defaultdict(int)
    for row in rows:
        portfolio[row["rsin"] or row["eigenaar_sleutel"]] += 1
    assert max(portfolio.values()) > 50
    assert sum(count == 1 for count in portfolio.values()) > 0.5 * len(portfolio)
