# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The orders of a list follow from what units are: as one walks past, and by the last visit."""

from __future__ import annotations

from datetime import date

from pandzicht.worklist.criteria import Order
from pandzicht.worklist.facts import FIRST_DAY, NEVER, UnitFacts, facts_of, lines_of
from pandzicht.worklist.units import Sighted
from tests.model_city import ModelCity
from tests.worklist.asking import run_of


def facts(city: ModelCity, check: str = "onrechtmatig_wonen") -> UnitFacts:
    return run_of(city.workspace).tables.once(facts_of, Sighted(check))


def test_one_walks_past_street_by_street_and_number_by_number(model_city: ModelCity) -> None:
    found = facts(model_city)
    names = ["woonplaats", "straat", "huisnummer", "huisletter", "huisnummertoevoeging"]
    rows = found.tables.addresses.select(names).take(found.units.named[found.orders[Order.ADDRESS]]).to_pylist()
    walked = [tuple(row[name] or (0 if name == "huisnummer" else "") for name in names) for row in rows]
    assert walked == sorted(walked)
    assert len(walked) == found.units.count


def test_who_was_never_visited_comes_first_and_then_the_longest_ago(model_city: ModelCity) -> None:
    found = facts(model_city, "achterstallig_onderhoud")
    days = found.visits[found.orders[Order.LAST_VISIT]].tolist()
    assert days == sorted(days)
    assert days[0] == NEVER < days[-1]
    visited = found.tables.indicators["laatste_bezoek"].to_pylist()
    at = int(found.orders[Order.LAST_VISIT][-1])
    newest = max(visited[number] or date.min for number in found.units.members_of(at))
    assert (newest - FIRST_DAY).days == days[-1]


def test_each_unit_lies_in_one_buurt(model_city: ModelCity) -> None:
    found = facts(model_city)
    assert found.by_buurt.sum() == found.units.count
    assert len(found.buurten) == found.units.count


def test_lines_are_in_small_letters(model_city: ModelCity) -> None:
    tables = run_of(model_city.workspace).tables
    assert lines_of(tables)[5].as_py() == tables.addresses["adres"][5].as_py().lower()
