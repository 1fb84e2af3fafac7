# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text made from codes and days."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.modelcity.texts import calendar, dates, decimals, digits, joined, new_year, on_day, year_of

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2045, 12, 31))


@given(DAYS)
def test_a_day_reads_as_the_calendar_says(day: date) -> None:
    number = np.array([on_day(day)])
    assert calendar().text(number).to_pylist() == [f"{day:%Y%m%d}"]
    assert calendar("%d-%m-%Y").text(number).to_pylist() == [f"{day:%d-%m-%Y}"]
    assert dates(number).to_pylist() == [day]
    assert year_of(number).tolist() == [day.year]
    assert new_year(np.array([day.year])).tolist() == [on_day(date(day.year, 1, 1))]


@given(DAYS)
def test_a_partly_unknown_day_has_zeros(day: date) -> None:
    number = np.array([on_day(day)] * 3)
    texts = calendar().text(number, np.array([0, 1, 2])).to_pylist()
    assert texts == [f"{day:%Y%m%d}", f"{day:%Y%m}00", f"{day:%Y}0000"]


def test_no_day_is_no_value() -> None:
    assert calendar().text(np.array([-1])).to_pylist() == [None]
    assert calendar().text(np.array([-1]), np.array([1])).to_pylist() == [None]
    assert dates(np.array([-1])).to_pylist() == [None]


def test_a_day_beyond_the_calendar_is_its_last() -> None:
    assert calendar().text(np.array([10**6])).to_pylist() == ["20451231"]


def test_a_moment_has_hours_minutes_and_seconds() -> None:
    moment = calendar("%Y-%m-%d").times(np.array([on_day(date(2025, 6, 14))]), np.array([33_673]))
    assert moment.to_pylist() == ["2025-06-14 09:21:13+00:00"]


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=6))
def test_a_decimal_has_its_places(units: int, places: int) -> None:
    text = decimals(np.array([units / 10**places]), places, sign=".").to_pylist()[0]
    assert round(float(text) * 10**places) == units
    assert len(text.partition(".")[2]) == places


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([["a", None], ["b", None]], ["a-b", None]),
        ([["a", None], [None, "b"]], ["a", "b"]),
        ([[None, None]], [None, None]),
    ],
)
def test_joining_leaves_out_what_is_absent(parts: list[list[str | None]], expected: list[str | None]) -> None:
    columns = [pa.array(part, type=pa.string()) for part in parts]
    assert joined(*columns, between="-").to_pylist() == expected


def test_digits_are_padded() -> None:
    assert digits(np.array([5, 123]), 2).to_pylist() == ["05", "123"]
