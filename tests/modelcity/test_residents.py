# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The residents register: how many, since when, related how, and how what is wrong shows in it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import datetime

import pytest

from pandzicht.modelcity.fictitious_numbers import passes_eleven
from tests.modelcity.written import Row, Written

DATE = re.compile(r"(19|20)\d{2}(0\d|1[0-2])([0-2]\d|3[01])")


@pytest.fixture(scope="module")
def rows(city: Written) -> list[Row]:
    return city.rows("brp_bewoning")


@pytest.fixture(scope="module")
def current(rows: list[Row]) -> list[Row]:
    return [row for row in rows if not row["datumEinde"] and row["functieAdres"] == "W"]


def test_the_file_begins_with_a_byte_order_mark(city: Written) -> None:
    assert city.files("brp_bewoning")[0].read_bytes().startswith(b"\xef\xbb\xbfbsn;")


def test_the_city_has_its_two_persons_per_address(rows: list[Row], current: list[Row]) -> None:
    assert len(current) == pytest.approx(2_000 * 566 / 284, rel=0.06)
    assert len(rows) == pytest.approx(2_000 * 870 / 284, rel=0.06)
    post = [row for row in rows if row["functieAdres"] == "B"]
    assert len(post) == pytest.approx(2_000 * 6_200 / 284_000, rel=0.1)


def test_every_number_of_a_person_fails_the_eleven_test(rows: list[Row]) -> None:
    for field in ("bsn", "partner_bsn", "ouder1_bsn", "ouder2_bsn"):
        numbers = {row[field] for row in rows} - {""}
        assert {len(number) for number in numbers} == {9}
        assert [number for number in numbers if passes_eleven(number)] == []


def test_dates_are_dates_or_partly_unknown(rows: list[Row]) -> None:
    partial = [row for row in rows if row["datumAanvang"].endswith("00")]
    assert 0.005 < len(partial) / len(rows) < 0.02
    assert any(row["datumAanvang"].endswith("0000") for row in partial)
    for row in rows:
        assert all(DATE.fullmatch(row[field]) for field in ("datumAanvang", "geboortedatum"))
        if row not in partial:
            datetime.strptime(row["datumAanvang"], "%Y%m%d")  # noqa: DTZ007
        assert row["geboortedatum"] <= row["datumAanvang"] or row["datumAanvang"].endswith("00")


def test_a_holding_ends_after_it_began_and_says_why(rows: list[Row]) -> None:
    for row in rows:
        assert bool(row["datumEinde"]) == bool(row["redenEinde"])
        if row["datumEinde"] and not row["datumAanvang"].endswith("00"):
            assert row["datumAanvang"] < row["datumEinde"] <= "20260302"


def test_partners_name_each_other_and_parents_are_older(rows: list[Row]) -> None:
    people = {row["bsn"]: row for row in rows}
    couples = [(row, people[row["partner_bsn"]]) for row in rows if row["partner_bsn"] in people]
    assert len(couples) > 500
    known = [(one, other) for one, other in couples if other["partner_bsn"]]
    assert {one["bsn"] == other["partner_bsn"] for one, other in known} == {True}
    children = [(row, people[row["ouder1_bsn"]]) for row in rows if row["ouder1_bsn"] in people]
    assert len(children) > 500
    assert all(child["geboortedatum"] > parent["geboortedatum"] for child, parent in children)


def test_relations_are_absent_for_about_one_in_ten(current: list[Row]) -> None:
    adults = [row for row in current if row["geboortedatum"] < "20000101"]
    silent = [row for row in adults if not (row["partner_bsn"] or row["ouder1_bsn"] or row["ouder2_bsn"])]
    assert 0.08 < len(silent) / len(adults) < 0.2


def test_geheimhouding_covers_whole_households_and_few(rows: list[Row], current: list[Row]) -> None:
    share = sum(row["geheimhouding"] != "0" for row in rows) / len(rows)
    assert 0.004 < share < 0.035
    per_person = defaultdict(set)
    for row in rows:
        per_person[row["bsn"]].add(row["geheimhouding"])
    assert {len(codes) for codes in per_person.values()} == {1}


def test_some_stand_on_objects_that_are_gone_or_not_there_yet(city: Written, current: list[Row]) -> None:
    existing = {row["id"] for row in city.checks.to_pylist() if row["controle"] == "hennep"}
    odd = [row for row in current if row["object_id"] and row["object_id"] not in existing]
    assert 0 < len(odd) / len(current) < 0.02


def test_what_looks_overcrowded_is_fuller_than_the_rest(city: Written, current: list[Row]) -> None:
    links = city.links("brp_bewoning")
    rows = city.rows("brp_bewoning")
    lived = Counter(
        str(link["object_id"])
        for row, link in zip(rows, links, strict=True)
        if not row["datumEinde"] and row["functieAdres"] == "W"
    )
    units = city.units("onrechtmatig_wonen")
    shown = [lived[number] for number, unit in units.items() if unit["schijn"] and unit["soort"] == "overbewoning"]
    others = [lived[number] for number, unit in units.items() if not unit["schijn"]]
    assert sum(shown) / len(shown) > 2.5 * sum(others) / len(others)
    empty = [lived[number] for number, unit in units.items() if unit["schijn"] and unit["soort"] == "onttrekking"]
    assert others.count(0) / len(others) < 0.12
    assert empty.count(0) / len(empty) > 2 * others.count(0) / len(others)


def test_the_events_follow_from_the_holdings(city: Written, rows: list[Row]) -> None:
    events = city.rows("brp_mutaties")
    kinds = Counter(event["soort"] for event in events)
    assert set(kinds) == {"verhuizing", "vertrokken_onbekend_waarheen", "herinschrijving", "briefadres", "correctie"}
    assert kinds["verhuizing"] > 0.75 * len(events)
    starts = {(row["bsn"], row["datumAanvang"]) for row in rows}
    moved = [event for event in events if event["soort"] == "verhuizing"]
    known = sum((event["bsn"], event["datum"]) in starts for event in moved)
    assert known > 0.95 * len(moved)
    numbers = [int(event["mutatie_id"]) for event in events]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert [event["datum"] for event in events] == sorted(event["datum"] for event in events)


def test_refused_columns_say_nothing_about_anything_else(rows: list[Row]) -> None:
    large = [row for row in rows if row["nationaliteit"] == "0001"]
    assert len(large) / len(rows) == pytest.approx(1 / 7, abs=0.03)
    assert {row["geslacht"] for row in rows} == {"M", "V", "O"}
