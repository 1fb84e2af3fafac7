# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What two runs were not both made from is named: deliveries per source, dates, seed."""

from __future__ import annotations

from typing import Any

from pandzicht.runs.input_difference import InputChange, input_difference

INPUTS: dict[str, Any] = {
    "date": "2026-03-01",
    "known": "2026-03-01",
    "seed": 1,
    "definitions": "aa",
    "deliveries": {"bag": [{"id": "2026-02"}], "woz": [{"id": "2026-01"}, {"id": "2026-02"}]},
}


def test_equal_inputs_differ_in_nothing() -> None:
    found = input_difference(INPUTS, dict(INPUTS))
    assert (found.own, found.deliveries, found.definitions) == ((), (), False)


def test_each_input_that_differs_is_named() -> None:
    other = INPUTS | {"seed": 2, "definitions": "bb", "deliveries": {"bag": [{"id": "2026-03"}], "kvk": [{"id": "x"}]}}
    found = input_difference(INPUTS, other)
    assert found.own == (InputChange("seed", "1", "2"),)
    assert found.definitions
    assert [(one.name, one.before, one.after) for one in found.deliveries] == [
        ("bag", "2026-02", "2026-03"),
        ("kvk", "", "x"),
        ("woz", "2026-01, 2026-02", ""),
    ]


def test_a_delivery_that_lost_rows_is_another_one() -> None:
    other = INPUTS | {"deliveries": INPUTS["deliveries"] | {"bag": [{"id": "2026-02", "lacks": "aa"}]}}
    (found,) = input_difference(INPUTS, other).deliveries
    assert (found.before, found.after) == ("2026-02", "2026-02 (−)")
