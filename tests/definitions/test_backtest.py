# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The definition of a backtest: what contradicts itself is no definition."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from pandzicht.definitions.backtest import Backtest

SOUND: dict[str, Any] = {
    "backtest": "x",
    "label": {"nl": "X"},
    "table": "x.csv",
    "outcome": {"column": "u", "found": ["ja"], "not_found": ["nee"]},
    "day": {"column": "d"},
    "groups": ["pand"],
    "features": {"a": {"column": "a"}, "b": {"column": "b", "kind": "words"}},
}


def test_what_is_not_said_has_the_careful_value() -> None:
    told = Backtest.model_validate(SOUND)
    assert (told.windows.count, told.known_as_of, told.old_score, told.probability) == (6, "unknown", None, None)


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("windows", {"count": 5}, "greater than or equal to 6"),
        ("capacity", 0, "greater than 0"),
        ("groups", [], "at least 1 item"),
        ("outcome", {"column": "u", "found": ["ja"], "not_found": ["ja"]}, "both found and not found"),
        ("rule", {"c": 1}, "which is no feature"),
        ("rule", {"b": 1}, "which holds words"),
        ("rule", {"a": 0}, "greater than or equal to 1"),
        ("features", {"b": {"column": "b", "kind": "words", "direction": "up"}}, "words have no direction"),
        ("admitted", {"a": "daarom"}, "at least 10 characters"),
        ("wat", 1, "Extra inputs"),
    ],
)
def test_what_cannot_be_is_refused(key: str, value: object, fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Backtest.model_validate(SOUND | {key: value})
