# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was seen from the street."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow.parquet as pq
import pytest

from pandzicht.modelcity.survey import _rounds, first_objects
from pandzicht.modelcity.texts import on_day
from pandzicht.modelcity.town import Town
from tests.modelcity.written import Written


def test_the_first_object_of_a_pand_lies_in_it(town: Town) -> None:
    first = first_objects(town)
    full = np.flatnonzero(first >= 0)
    assert (town.objects.pand[first[full]] == full).all()
    assert (town.panden.units[first < 0] == 0).all()


def test_bells_are_at_least_as_many_as_dwellings_and_more_where_rooms_are_let(city: Written) -> None:
    rows = pq.read_table(city.files("gevelscan")[0]).to_pylist()
    assert all(row["deurbellen"] >= 1 and row["deuren"] >= 1 for row in rows)
    assert {row["staat_gevel"] for row in rows} <= {"goed", "redelijk", "matig", "slecht"}
    assert len({row["opname_id"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 2), (date(2025, 4, 1), date(2025, 10, 1))),
        (date(2026, 8, 1), (date(2025, 10, 1), date(2026, 4, 1))),
        (date(2026, 12, 31), (date(2025, 10, 1), date(2026, 4, 1))),
    ],
)
def test_the_rounds_are_the_last_two(day: date, expected: tuple[date, date]) -> None:
    assert _rounds(day) == tuple(on_day(one) for one in expected)


def test_a_shop_is_seen_in_both_rounds_and_empty_since_a_day(city: Written) -> None:
    rows = city.rows("winkelleegstand")
    assert [row["ronde"] for row in rows[:2]] == ["2025-04-01", "2025-10-01"]
    for row in rows:
        assert bool(row["leeg_sinds"]) == (row["status"] == "leeg")
        assert row["leeg_sinds"] <= row["ronde"]
        assert "," in row["wvo_m2"]
    assert 0.02 < sum(row["status"] == "leeg" for row in rows) / len(rows) < 0.3
