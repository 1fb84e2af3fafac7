# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a round fell on groups: what is counted per fifth is what was selected and visited there."""

from __future__ import annotations

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import PurposeMissing
from pandzicht.governance.subject import Kind, Subject
from pandzicht.runs.fairness import GroupShares, Measure, fairness
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
