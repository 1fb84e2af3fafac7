# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rounds as the public may read them are those of the yield, and hold no address."""

from __future__ import annotations

from pandzicht.definitions.action import Action
from pandzicht.runs.public_rounds import public_rounds
from pandzicht.runs.rounds import rounds_of
from tests.desk import opened
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity


def test_they_are_those_of_the_yield(rounds_city: RoundsCity) -> None:
    run = opened(rounds_city.space, None, Action.SEE_YIELD)
    found, own = public_rounds(run, PURPOSE), rounds_of(run, PURPOSE)
    assert [(one.number, one.on.isoformat()) for one in found] == [(one.number, one.round.since) for one in own]
    assert [one.told for one in found] == [one.told for one in own]
    assert not found[0].groups
    assert found[-1].groups
