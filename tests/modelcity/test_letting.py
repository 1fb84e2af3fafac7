# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tourist letting: numbers that belong together, nights that give it away."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from pandzicht.modelcity.letting import _quarters
from tests.modelcity.written import Row, Written


@pytest.fixture(scope="module")
def nights(city: Written) -> list[Row]:
    return city.rows("verhuur_nachten", delimiter=",")


def test_numbers_have_their_form_and_are_different(city: Written) -> None:
    numbers = [row["registratienummer"] for row in city.rows("toeristische_verhuur")]
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"9999[0-9A-F]{16}", number) for number in numbers)


def test_withdrawn_means_ended(city: Written) -> None:
    for row in city.rows("toeristische_verhuur"):
        assert bool(row["einddatum"]) == (row["status"] == "ingetrokken")
        assert not row["einddatum"] or row["aanvraagdatum"] < row["einddatum"]


def test_a_number_shown_is_registered_and_some_show_none(city: Written, nights: list[Row]) -> None:
    registered = {row["registratienummer"] for row in city.rows("toeristische_verhuur")}
    shown = {row["registratienummer"] for row in nights} - {""}
    assert shown <= registered
    without = sum(not row["registratienummer"] for row in nights) / len(nights)
    assert 0.05 < without < 0.75


def test_every_listing_has_four_quarters(nights: list[Row]) -> None:
    quarters = defaultdict(list)
    for row in nights:
        quarters[row["advertentie"]].append(row["kwartaal"])
    assert {tuple(found) for found in quarters.values()} == {("2025K1", "2025K2", "2025K3", "2025K4")}


@pytest.mark.parametrize(
    ("year", "current", "expected"),
    [
        (2026, 0, ("2025K1", "2025K2", "2025K3", "2025K4")),
        (2026, 2, ("2025K3", "2025K4", "2026K1", "2026K2")),
    ],
)
def test_the_quarters_are_the_four_before_this_one(year: int, current: int, expected: tuple[str, ...]) -> None:
    assert _quarters(year, current) == expected


def test_many_nights_mean_that_it_looks_unlawful(city: Written, nights: list[Row]) -> None:
    units = city.units("onrechtmatig_wonen")
    total: dict[str, int] = defaultdict(int)
    for row, link in zip(nights, city.links("verhuur_nachten"), strict=True):
        total[str(link["object_id"])] += int(row["nachten"])
    busy = [units[number]["schijn"] for number, count in total.items() if count > 60]
    assert busy
    assert all(busy)
