# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text becomes numbers and days only where it is one, and what is none is told with its rows."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from pandzicht.learning.table_text import TextColumn, Unread


def column(*texts: str | None) -> TextColumn:
    return TextColumn.of(pa.chunked_array([list(texts)], type=pa.string()), missing=("9999",))


def test_numbers_are_read_as_they_are_written_here() -> None:
    values, unread = column("1", " 2.5 ", None, "", "9999", "ja", "nee", "n.b.", "n.b.", "1e3", "inf", "1_0").numbers(
        "."
    )
    assert values[:2].tolist() == [1.0, 2.5]
    assert np.isnan(values[2:5]).all()
    assert values[5:7].tolist() == [1.0, 0.0]
    assert values[9] == 1000
    assert unread == (Unread("n.b.", 2, 7), Unread("inf", 1, 10), Unread("1_0", 1, 11))


def test_a_point_is_no_decimal_sign_where_a_comma_is() -> None:
    values, unread = column("2,5", "1.000", "3").numbers(",")
    assert (values[0], values[2]) == (2.5, 3.0)
    assert unread == (Unread("1.000", 1, 1),)


@pytest.mark.parametrize(
    ("text", "form"), [("2024-03-01", "%d-%m-%Y"), ("01-03-2024", "%d-%m-%Y"), ("2024-03-01T10:00", "%Y-%m-%d")]
)
def test_a_day_is_read_by_its_form_or_as_iso(text: str, form: str) -> None:
    days, unread = column(text).days(form)
    assert (days[0], unread) == (738946.0, ())


def test_a_day_that_is_none_is_told() -> None:
    assert column("31-02-2024", None).days("%d-%m-%Y")[1] == (Unread("31-02-2024", 1, 0),)


def test_an_empty_column_is_empty() -> None:
    told = column(None, "", " ")
    assert told.texts == ()
    assert told.place.tolist() == [-1, -1, -1]
    assert np.isnan(told.numbers(".")[0]).all()
    assert not told.is_one_of(("",)).any()
