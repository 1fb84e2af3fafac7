# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a round fell on groups: what is counted per fifth is what was selected and visited there."""

from __future__ import annotations

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import PurposeMissing
from pandzicht.governance.subject import Kind, Subject
from pandzicht.ranking.yield_estimate import Figure, Refusal
from pandzicht.runs.fairness import GroupShares, Measure, NoGroups, fairness, fairness_of
from pandzicht.runs.opened import open_run
from pandzicht.runs.rounds import rounds_of
from tests.desk import begun, desk_of, opened, purposes_in
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity


@pytest.fixture(scope="module")
def told(rounds_city: RoundsCity) -> tuple[GroupShares, ...]:
    run = opened(rounds_city.space, None, Action.SEE_YIELD)
    return fairness(run, rounds_of(run, PURPOSE)[0])


def test_every_measure_is_told_beside_every_group(told: tuple[GroupShares, ...]) -> None:
    names = {item.group for item in told}
    assert {name.split(".")[0] for name in names} == {"cbs_kerncijfers"}
    assert {(item.group, item.measure) for item in told} == {(name, measure) for name in names for measure in Measure}
    assert all(item.label.nl for item in told)


def test_a_fifth_tells_the_share_of_its_own_units(told: tuple[GroupShares, ...], rounds_city: RoundsCity) -> None:
    """Of all fifths together the share of the frame that was selected lies between the least and the most."""
    frame, units = rounds_city.first.frame.num_rows, rounds_city.first.units.to_pylist()
    share = sum(unit["stratum"] != "control" for unit in units) / frame
    for item in (one for one in told if one.measure is Measure.SELECTED):
        rates = [rate for rate in item.shares.rates if rate is not None]
        if not rates:
            continue  # a figure that the delivery does not have
        assert len(rates) == 5
        assert min(rates) <= share <= max(rates)
        if item.shares.ratio is not None:
            assert item.shares.ratio.low <= item.shares.ratio.value <= item.shares.ratio.high
    assert any(item.shares.ratio for item in told)


def test_without_the_purpose_of_the_proxy_test_no_figure_of_an_area_is_read(rounds_city: RoundsCity) -> None:
    space, purposes = rounds_city.space, purposes_in(rounds_city.catalogue)
    operation = begun(desk_of(space), Action.SEE_YIELD, Subject(Kind.CHECK, PURPOSE), purposes)
    run = open_run(space, operation)
    with pytest.raises(PurposeMissing, match="proxytoets"):
        fairness(run, rounds_of(run, PURPOSE)[0])


def test_a_wijk_is_told_with_its_interval_or_not_at_all(rounds_city: RoundsCity) -> None:
    run = opened(rounds_city.space, None, Action.SEE_YIELD)
    one = rounds_of(run, PURPOSE)[0]
    found = fairness_of(run, one)
    assert found.refused is None
    assert sum(item.frame for item in found.areas) >= rounds_city.first.frame.num_rows
    chosen = sum(unit["stratum"] != "control" for unit in rounds_city.first.units.to_pylist())
    told = [(item, item.shares[Measure.SELECTED]) for item in found.areas]
    counted = sum(share.value * share.of for _, share in told if isinstance(share, Figure))
    unsaid = sum(item.frame for item, share in told if isinstance(share, Refusal))
    assert chosen - unsaid <= counted + 1e-6 <= chosen + 1e-5
    for item in found.areas:
        for share in item.shares.values():
            assert isinstance(share, Refusal) or (share.of >= 10 and share.low <= share.value <= share.high)


def test_without_the_purpose_of_the_proxy_test_only_wijken_are_told(rounds_city: RoundsCity) -> None:
    space, purposes = rounds_city.space, purposes_in(rounds_city.catalogue)
    operation = begun(desk_of(space), Action.SEE_YIELD, Subject(Kind.CHECK, PURPOSE), purposes)
    run = open_run(space, operation)
    found = fairness_of(run, rounds_of(run, PURPOSE)[0])
    assert (found.refused, found.groups) == (NoGroups.NO_PURPOSE, ())
    assert found.areas
