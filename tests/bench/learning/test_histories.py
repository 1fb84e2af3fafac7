# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Simulated rounds: intervals hold the truth, one that is too narrow would be seen, and thin draws are refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bench.learning.histories import LIFT, Count, Scenario, clustered_coverage, coverage, refused_as_it_should
from pandzicht.ranking import yield_estimate
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal

ROUNDS = 300


def test_the_intervals_of_a_round_hold_the_truth() -> None:
    counts = coverage(Scenario(300, 0.05), ROUNDS, np.random.default_rng(7), units=4_000)
    for name in (Stratum.TOP, Stratum.CHALLENGER, Stratum.CONTROL, LIFT):
        assert counts[name].claimed + counts[name].refused == ROUNDS
        assert counts[name].share >= 0.91, name


def test_an_interval_that_misses_the_truth_is_counted_as_one_that_does() -> None:
    count = Count()
    count.add(Figure(0.5, 0.4, 0.6, 20.0), 0.7)
    count.add(Figure(0.5, 0.4, 0.6, 20.0), 0.6)
    count.add(Refusal(Reason.FEW_VISITS), 0.6)
    assert (count.claimed, count.held, count.refused, count.share) == (2, 1, 1, 0.5)


def test_an_interval_of_half_the_width_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = yield_estimate._figure

    def halved(value: float, bounds: tuple[float, float], of: float) -> Figure:
        told = whole(value, bounds, of)
        return replace(told, low=(told.low + told.value) / 2, high=(told.high + told.value) / 2)

    monkeypatch.setattr(yield_estimate, "_figure", halved)
    counts = coverage(Scenario(300, 0.05), ROUNDS, np.random.default_rng(7), units=4_000)
    assert max(counts[name].share for name in (Stratum.TOP, Stratum.CONTROL, LIFT)) < 0.85


def test_a_share_of_rows_that_lie_together_holds_the_truth() -> None:
    assert clustered_coverage(ROUNDS, np.random.default_rng(7)) > 0.9


def test_a_round_that_is_too_small_claims_no_lift() -> None:
    counts = coverage(Scenario(40, 0.05), 20, np.random.default_rng(7), units=2_000)
    assert counts[LIFT].claimed == 0
    assert counts[LIFT].refused == 20


def test_a_new_rule_is_refused_exactly_where_it_has_to_be() -> None:
    assert refused_as_it_should(40, np.random.default_rng(7)) == 1.0
