# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates in declared formats, and dates that are partly known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from pandzicht.sources.binding import Binding
from pandzicht.sources.dates import date_sql, partial_digits, partial_sql, strange_year
from pandzicht.store.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def read(engine: Engine, text: str | None, *formats: str) -> tuple[object, object]:
    binding = Binding()
    dates = date_sql("r", formats, binding)
    statement = f"SELECT {dates.day}, {dates.disagree} FROM (SELECT CAST($text AS VARCHAR) AS r)"
    row = engine.rows(statement, {**binding.used_in(statement), "text": text})[0]
    return row[0], row[1]


@pytest.mark.parametrize(
    ("text", "formats", "day"),
    [
        ("2026-03-01", ("%Y-%m-%d",), date(2026, 3, 1)),
        ("01-03-2026", ("%d-%m-%Y",), date(2026, 3, 1)),
        ("20260301", ("%Y-%m-%d", "%Y%m%d"), date(2026, 3, 1)),
        ("2026-02-30", ("%Y-%m-%d",), None),
        ("2026-03-01 12:00", ("%Y-%m-%d",), None),
        ("gisteren", ("%Y-%m-%d",), None),
        (None, ("%Y-%m-%d",), None),
    ],
)
def test_a_date_is_read_in_its_format_and_no_other(
    engine: Engine, text: str, formats: tuple[str, ...], day: date
) -> None:
    assert read(engine, text, *formats) == (day, False)


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("2026-03-01 23:30:00+00:00", "%Y-%m-%d %H:%M:%S%z", date(2026, 3, 2)),
        ("2026-07-01 22:30:00+00:00", "%Y-%m-%d %H:%M:%S%z", date(2026, 7, 2)),
        ("2026-03-01T23:30:00", "%Y-%m-%dT%H:%M:%S", date(2026, 3, 1)),
    ],
)
def test_a_moment_with_an_offset_is_the_day_in_the_netherlands(engine: Engine, text: str, form: str, day: date) -> None:
    assert read(engine, text, form)[0] == day


def test_two_formats_that_read_different_days_disagree(engine: Engine) -> None:
    assert read(engine, "01-02-2026", "%d-%m-%Y", "%m-%d-%Y")[1] is True
    assert read(engine, "02-02-2026", "%d-%m-%Y", "%m-%d-%Y")[1] is False
    assert read(engine, "13-02-2026", "%d-%m-%Y", "%m-%d-%Y") == (date(2026, 2, 13), False)


def partly(engine: Engine, text: str | None, *formats: str) -> tuple[object, object]:
    binding = Binding()
    interval = partial_sql("r", "digits", formats or ("%Y-%m-%d",), binding)
    statement = (
        f"SELECT {interval.first}, {interval.last} FROM (SELECT r, {partial_digits('r')} AS digits "
        "FROM (SELECT CAST($text AS VARCHAR) AS r))"
    )
    row = engine.rows(statement, {**binding.used_in(statement), "text": text})[0]
    return row[0], row[1]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("20200812", date(2020, 8, 12), date(2020, 8, 12)),
        ("2020-08-12", date(2020, 8, 12), date(2020, 8, 12)),
        ("20200800", date(2020, 8, 1), date(2020, 8, 31)),
        ("2020-08", date(2020, 8, 1), date(2020, 8, 31)),
        ("20240200", date(2024, 2, 1), date(2024, 2, 29)),
        ("20200000", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("00000000", date(1, 1, 1), date(9999, 12, 31)),
        (None, None, None),
        ("20201300", None, None),
        ("20200012", None, None),
        ("20200230", None, None),
        ("onbekend", None, None),
    ],
)
def test_a_partly_known_date_is_an_interval(
    engine: Engine, text: str | None, first: date | None, last: date | None
) -> None:
    assert partly(engine, text) == (first, last)


def test_a_partly_known_date_may_also_be_written_in_a_declared_format(engine: Engine) -> None:
    assert partly(engine, "12-08-2020", "%d-%m-%Y") == (date(2020, 8, 12), date(2020, 8, 12))


@pytest.mark.parametrize(("day", "strange"), [("0026-03-01", True), ("0001-01-01", False), ("1875-01-01", False)])
def test_a_year_of_two_digits_is_strange(engine: Engine, day: str, strange: bool) -> None:
    assert engine.value(f"SELECT {strange_year('DATE ' + repr(day))}") is strange
