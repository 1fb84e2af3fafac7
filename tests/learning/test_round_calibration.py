# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Per round what was expected stands beside what was found, both by hand from the labels."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.learning.rivals import learned_rounds
from pandzicht.learning.round_calibration import round_calibration
from pandzicht.ranking.yield_estimate import Figure
from tests.learning.simulated_rounds import EXPERT, labels


def test_each_round_counts_for_all_units_that_its_visits_stand_for() -> None:
    told = labels(6)
    rounds = learned_rounds(told, EXPERT)
    bands = round_calibration(told, rounds)
    assert len(bands) == len(rounds) > 3
    for each, band in zip(rounds, bands, strict=True):
        assert band is not None
        assert each.expected is not None
        stands_for = 1 / told.chance[each.rows]
        assert band.expected == pytest.approx(np.average(each.expected, weights=stands_for))
        assert isinstance(band.found, Figure)
        assert band.found.value == pytest.approx(np.average(told.found[each.rows], weights=stands_for))
        assert band.found.low < band.found.value < band.found.high
