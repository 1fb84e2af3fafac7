# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Simulated rounds: intervals hold the truth, one that is too narrow would be seen, and thin draws are refused."""

from __future__ import annotations

import numpy as np

from bench.learning.histories import LIFT, Count, Scenario, coverage, refused_as_it_should
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


def test_a_round_that_is_too_small_claims_no_lift() -> None:
    counts = coverage(Scenario(40, 0.05), 20, np.random.default_rng(7), units=2_000)
    assert counts[LIFT].claimed == 0
    assert counts[LIFT].refused == 20


def test_a_new_rule_is_refused_exactly_where_it_has_to_be() -> None:
    assert refused_as_it_should(40, np.random.default_rng(7)) == 1.0
