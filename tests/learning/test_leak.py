# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A column that knows the outcome is found, whichever way it points; a good feature is not taken for one."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.learning.feature import Feature
from pandzicht.learning.leak import leaks_in, told_apart
from pandzicht.learning.past_visits import PastVisits

FOUND = (np.random.default_rng(1).random(500) < 0.2).astype(float)


def leaks(feature: Feature, found: np.ndarray = FOUND) -> dict[str, float]:
    none = np.arange(len(found))
    visits = PastVisits(
        days=none, found=found, groups=(none,), clusters=none, features=(feature,), old_score=None, chance=None,
        is_random=None, steps=None, is_held_out=None, delivered=len(found), not_visited=0,
    )  # fmt: skip
    return leaks_in(visits)


@pytest.mark.parametrize("sign", [1, -1])
def test_the_outcome_itself_is_found_either_way(sign: int) -> None:
    assert list(leaks(Feature("x", sign * FOUND))) == ["x"]


def test_a_field_that_is_filled_only_where_something_was_found_is_found() -> None:
    assert list(leaks(Feature("x", np.where(FOUND > 0, 7.0, np.nan)))) == ["x"]
    words = np.where(FOUND > 0, np.arange(500) % 2, -1.0)
    assert list(leaks(Feature("x", words, ("brief", "boete")))) == ["x"]


def test_a_strong_feature_is_none() -> None:
    strong = np.random.default_rng(2).normal(2 * FOUND, 1)
    assert told_apart(strong, FOUND) > 0.85
    assert leaks(Feature("x", strong)) == {}


def test_from_a_few_findings_nothing_is_concluded() -> None:
    few = np.zeros(500)
    few[:19] = 1
    assert leaks(Feature("x", few), few) == {}
