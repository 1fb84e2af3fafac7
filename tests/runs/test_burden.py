# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the visits of the made-up city fell: every visit in one wijk, and nothing claimed of a few."""

from __future__ import annotations

import pytest

from pandzicht.definitions.action import Action
from pandzicht.ranking.outcome import Result
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import SMALLEST_CELL, Figure, Reason, Refusal
from pandzicht.runs.burden import Burden, area_of, burden
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.rounds import HandedRound, rounds_of
from tests.desk import opened
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity

Told = tuple[OpenRun, tuple[HandedRound, ...], tuple[Burden, ...]]


@pytest.fixture
def told(rounds_city: RoundsCity) -> Told:
    run = opened(rounds_city.space, None, Action.SEE_YIELD)
    rounds = rounds_of(run, PURPOSE)
    return run, rounds, burden(run, rounds)


def test_every_address_and_every_visit_is_in_one_wijk(told: Told) -> None:
    run, rounds, fallen = told
    assert sum(item.addresses for item in fallen) == run.addresses.num_rows
    assert sum(item.visited for item in fallen) == sum(len(one.outcomes) for one in rounds)
    results = [outcome.result for one in rounds for outcome in one.outcomes.values()]
    for name, result in (
        ("established", Result.ESTABLISHED),
        ("nothing", Result.NOTHING),
        ("not_seen", Result.NOT_SEEN),
    ):
        assert sum(getattr(item, name) for item in fallen) == results.count(result)
    assert all(item.visited == item.established + item.nothing + item.not_seen for item in fallen)


def test_a_wijk_has_the_visits_to_its_own_addresses(told: Told) -> None:
    run, rounds, fallen = told
    codes = dict(zip(*(run.addresses[name].to_pylist() for name in ("address_id", "buurtcode")), strict=True))
    first = fallen[0]
    own = [unit for one in rounds for unit in one.outcomes if codes[unit].startswith(f"BU{first.area[2:]}")]
    assert len(own) == first.visited > 0
    assert {area_of(run, one, unit) for one in rounds for unit in one.outcomes if unit in own} == {first.area}


def test_a_share_is_told_from_the_smallest_cell_on(told: Told) -> None:
    for item in told[2]:
        if item.visited >= SMALLEST_CELL:
            assert isinstance(item.visited_share, Figure)
            assert item.visited_share.value == pytest.approx(item.visited / item.addresses)
            assert item.visited_share.low < item.visited_share.value < item.visited_share.high
        else:
            why = Reason.FEW_VISITS if item.visited else Reason.NO_OUTCOMES
            assert item.visited_share == item.nothing_share == Refusal(why)
    claimed = [isinstance(item.visited_share, Figure) for item in told[2]]
    assert claimed == sorted(claimed, reverse=True)
    assert {True, False} == set(claimed)


def test_strata_together_are_the_whole(told: Told) -> None:
    run, rounds, fallen = told
    by_stratum = [burden(run, rounds, stratum) for stratum in Stratum]
    assert {item.area: item.visited for item in fallen} == {
        item.area: sum(one.visited for own in by_stratum for one in own if one.area == item.area) for item in fallen
    }
    drawn = sum(item.visited for item in by_stratum[list(Stratum).index(Stratum.CONTROL)])
    assert drawn == sum(one.round.units[unit].stratum is Stratum.CONTROL for one in rounds for unit in one.outcomes)
