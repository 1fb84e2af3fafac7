# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An appeal follows from the number of a visit, comes after its outcome, and ends."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.modelcity.appeals import APPEALED, NO_APPEAL, RUNNING, STATES, appeals_of
from pandzicht.modelcity.town import Town

NUMBERS = np.arange(15_000, 45_000)
DAYS = np.full(len(NUMBERS), 40_000)
FOUND = NUMBERS % 2 == 0
LONG_AFTER = 41_000


def test_only_what_was_found_is_appealed_and_all_of_it_ends(town: Town) -> None:
    appeals = appeals_of(town, NUMBERS, DAYS, FOUND)
    assert (appeals.state(LONG_AFTER)[~FOUND] == NO_APPEAL).all()
    ended = appeals.state(LONG_AFTER)[FOUND]
    assert (ended != NO_APPEAL).mean() == pytest.approx(APPEALED, abs=0.02)
    assert set(np.unique(ended).tolist()) == {NO_APPEAL, *range(1, len(STATES))}
    assert (ended[ended > 0] == STATES.index("ongegrond")).mean() == pytest.approx(0.6, abs=0.03)


def test_it_is_filed_after_every_outcome_is_written_down_then_runs_and_then_ends(town: Town) -> None:
    appeals = appeals_of(town, NUMBERS, DAYS, FOUND)
    assert (appeals.state(40_046) == NO_APPEAL).all()
    one = int(np.flatnonzero(appeals.is_made)[0])
    filed, decided = int(appeals.filed[one]), int(appeals.decided[one])
    states = [int(appeals.state(day)[one]) for day in (filed, filed + 1, decided, decided + 1)]
    assert states == [NO_APPEAL, RUNNING, RUNNING, int(appeals.ending[one])]
    assert [int(appeals.decided_by(day)[one]) for day in (decided, decided + 1)] == [-1, decided]


def test_a_visit_has_the_same_appeal_in_whichever_delivery_it_is_told(town: Town) -> None:
    some = np.flatnonzero(FOUND)[::-7]
    every, own = (appeals_of(town, NUMBERS[at], DAYS[at], FOUND[at]) for at in (np.arange(len(NUMBERS)), some))
    assert (own.state(LONG_AFTER) == every.state(LONG_AFTER)[some]).all()
    assert (own.decided_by(LONG_AFTER) == every.decided_by(LONG_AFTER)[some]).all()
