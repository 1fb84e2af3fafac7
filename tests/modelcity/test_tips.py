# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Anonymous tips: places in somebody's own words."""

from __future__ import annotations

import re

from tests.modelcity.written import Written


def test_a_tip_has_a_place_a_day_and_a_subject(city: Written) -> None:
    rows = city.rows("mma", delimiter=",", encoding="cp1252")
    assert all(re.search(r"\d", row["locatie"]) for row in rows)
    assert all(re.fullmatch(r"\d{2}-\d{2}-\d{4}", row["datum"]) for row in rows)
    assert all(row["nummer"].split("-")[1] == row["datum"][-4:] for row in rows)
    assert len({row["nummer"] for row in rows}) == len(rows)
    assert {row["onderwerp"] for row in rows} >= {"hennepteelt", "illegale_bewoning"}


def test_places_are_written_in_several_ways(city: Written) -> None:
    places = [row["locatie"] for row in city.rows("mma", delimiter=",", encoding="cp1252")]
    assert any(place.endswith(", Duinrijk") for place in places)
    assert any(" nr " in place for place in places)
    assert any(re.search(r"\d{4}[A-Z]{2}$", place) for place in places)
