# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The comparison of answers: what counts as equal, and where something is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from bench.compare_answers import equal_shares


@pytest.mark.parametrize(
    ("one", "other", "shares"),
    [
        ([1, 0, None], [1, 0, None], (1.0, 1.0, 1)),
        ([1, 0, None], [1, None, None], (2 / 3, 1.0, 1)),
        ([Decimal("12.50"), None], [12.5, None], (1.0, 1.0, 1)),
        ([date(2026, 3, 1), None], [date(2026, 3, 2), None], (0.5, 0.0, 1)),
        (["yes", "no", "unknown"], ["yes", "no", "yes"], (2 / 3, 0.5, 2)),
        ([True, False, None], [True, False, True], (2 / 3, 0.5, 2)),
        ([0, None], [None, None], (0.5, 1.0, 0)),
    ],
)
def test_equal_shares(one: list[object], other: list[object], shares: tuple[float, float, int]) -> None:
    found = equal_shares(pa.chunked_array([one]), pa.chunked_array([other]))
    assert found == pytest.approx(shares)
