# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The end of a residence, over every pair of dates that may occur."""

from __future__ import annotations

import pytest

from pandzicht.readers.residence import earliest, end_by_investigation
from pandzicht.store.engine import Engine


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("20200101", "20190101", "20190101"),
        ("20200101", None, "20200101"),
        (None, "20190101", "20190101"),
        (None, None, None),
        ("00000000", "20190101", "20190101"),
        ("00000000", None, "00000000"),
        ("00000000", "00000000", "00000000"),
        ("20190000", "20190612", "20190000"),
    ],
)
def test_the_first_known_date_counts(one: str | None, other: str | None, expected: str | None) -> None:
    with Engine() as engine:
        both = "(SELECT CAST(? AS VARCHAR) AS a, CAST(? AS VARCHAR) AS b)"
        assert engine.value(f"SELECT {earliest('a', 'b')} FROM {both}", [one, other]) == expected


@pytest.mark.parametrize(
    ("code", "ended", "expected"),
    [
        ("089999", None, "20220526"),
        ("589999", None, "20220526"),
        ("089999", "20220810", None),
        ("080000", None, None),
        (None, None, None),
    ],
)
def test_only_an_open_investigation_of_absence_ends_a_residence(
    code: str | None, ended: str | None, expected: str | None
) -> None:
    with Engine() as engine:
        row = "(SELECT CAST(? AS VARCHAR) AS code, '20220526' AS start, CAST(? AS VARCHAR) AS ended)"
        assert (
            engine.value(f"SELECT {end_by_investigation('code', 'start', 'ended')} FROM {row}", [code, ended])
            == expected
        )
