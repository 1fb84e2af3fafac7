# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The published result of Chicago is found back, and what is not admissible in it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.learning.chicago import AREA, DAY, name_of
from bench.learning.run import judged_chicago, share_of_gain
from pandzicht.definitions.backtest import Carrier
from pandzicht.learning.contender import Contender
from pandzicht.learning.statement import Kind
from pandzicht.learning.statement_rules import statements
from pandzicht.ranking.yield_estimate import Figure

PUBLISHED_FIRST_HALF, PUBLISHED_AS_DONE, PUBLISHED_DAYS = 0.69, 0.547, 7.4


@pytest.mark.slow
def test_the_published_result_is_found_back_and_most_of_it_may_not_be_claimed(real_data: Path) -> None:
    found = judged_chicago(real_data)
    assert found.counts["visited"] == 18_712
    assert found.division is not None
    judged = found.division.judgement
    assert judged is not None
    for contender in (Contender.INADMISSIBLE, Contender.OLD_SCORE):
        standing = judged.standings[contender]
        for told, published in ((standing.first_half, PUBLISHED_FIRST_HALF), (standing.days_earlier, PUBLISHED_DAYS)):
            assert isinstance(told, Figure)
            assert told.low < published < told.high
    stored = judged.standings[Contender.OLD_SCORE].first_half
    assert isinstance(stored, Figure)
    assert stored.value == pytest.approx(PUBLISHED_FIRST_HALF, abs=0.005)
    assert isinstance(judged.as_done, Figure)
    assert judged.as_done.value == pytest.approx(PUBLISHED_AS_DONE, abs=0.005)
    admissible = judged.standings[Contender.MODEL].first_half
    assert isinstance(admissible, Figure)
    assert admissible.high < PUBLISHED_FIRST_HALF
    days = {name_of(each) for each in DAY}
    assert {name for name, carrier in found.carriers.items() if carrier is Carrier.DAY} == days
    assert {name for name, carrier in found.carriers.items() if carrier is Carrier.AREA} == set(AREA)
    assert found.carriers["inspector_assigned"] is Carrier.INSPECTOR
    kinds = {one.kind for one in statements(found)}
    assert {Kind.INADMISSIBLE, Kind.SAME_GROUPS, Kind.NO_RANDOM_SHARE, Kind.SCORE_LEFT_OUT, Kind.NOT_BETTER} <= kinds


def test_the_part_of_the_gain() -> None:
    told = {"chicago_first_half_as_done": 0.5, "chicago_first_half": 0.7, "chicago_first_half_admissible": 0.55}
    figures = {name: {"value": value, "unit": "share"} for name, value in told.items()}
    assert share_of_gain(figures) == pytest.approx(0.75)
