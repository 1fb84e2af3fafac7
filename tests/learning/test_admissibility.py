# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What tells of the inspector, the team, the day or the area is found by name, by declaration, or by its values."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.definitions.backtest import BacktestFeature, Carrier
from pandzicht.learning.admissibility import carriers, is_of_the_day
from pandzicht.learning.feature import Feature

DAYS = np.repeat(np.arange(60), 5)


@pytest.mark.parametrize(
    ("name", "column", "carrier"),
    [
        ("inspecteur", "x", Carrier.INSPECTOR),
        ("kleur", "Inspector_Assigned", Carrier.INSPECTOR),
        ("ploeg", "x", Carrier.TEAM),
        ("x", "team_nummer", Carrier.TEAM),
        ("weekdag", "x", Carrier.DAY),
        ("x", "PostCode", Carrier.AREA),
        ("postcode", "x", Carrier.AREA),
        ("bouwjaar", "bouwjaar", None),
        ("steam", "teamster", None),
    ],
)
def test_a_name_gives_it_away(name: str, column: str, carrier: Carrier | None) -> None:
    feature = Feature(name, np.random.default_rng(1).random(300))
    told = carriers({name: BacktestFeature(column=column)}, (feature,), DAYS)
    assert told.get(name) is carrier


def test_a_declaration_goes_before_the_name() -> None:
    feature = Feature("team", np.random.default_rng(1).random(300))
    declared = {"team": BacktestFeature(column="x", tells_of=Carrier.AREA)}
    assert carriers(declared, (feature,), DAYS) == {"team": Carrier.AREA}


def test_a_value_that_all_visits_of_a_day_share_is_of_the_day() -> None:
    weather = np.random.default_rng(2).normal(15, 8, 60)
    feature = Feature("warmte", weather[DAYS])
    assert is_of_the_day(feature, DAYS)
    mixed = np.random.default_rng(3).permutation(300)
    assert is_of_the_day(Feature("warmte", weather[DAYS][mixed]), DAYS[mixed])
    other = weather[DAYS].copy()
    other[7] += 1
    assert not is_of_the_day(Feature("warmte", other), DAYS)


def test_what_hardly_varies_or_stands_on_days_of_one_visit_is_no_proof() -> None:
    assert not is_of_the_day(Feature("lift", np.zeros(300)), DAYS)
    assert not is_of_the_day(Feature("lift", np.random.default_rng(1).random(300)), np.arange(300))
