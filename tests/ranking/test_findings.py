# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What became of findings: counted beside what was established, weighed per visit, and refused when few."""

from __future__ import annotations

import random
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.ranking.findings import Findings, findings_of, weight_per_visit
from pandzicht.ranking.outcome import Appeal, Outcome, Result
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Drawn, Figure, Reason, Refusal, wilson, yield_of

TOP = [Drawn(f"t{number}", Stratum.TOP, 1.0) for number in range(14)]
WEIGHTS = {"licht": 1.0, "ernstig": 3.0, "zeer_ernstig": 9.0}


def found(severity: str, appeal: Appeal = Appeal.STANDS, day: str = "2026-03-11") -> Outcome:
    return Outcome("bezoek", Result.ESTABLISHED, appeal, severity, WEIGHTS.get(severity, 1.0), day)


def no(day: str, result: Result = Result.NOTHING) -> Outcome:
    return Outcome("bezoek", result, weight=0.0, day=day)


TOLD = [
    found("zeer_ernstig"),
    found("ernstig", Appeal.RUNNING),
    found("zeer_ernstig", Appeal.UNDONE),
    found(""),
    *[no("2026-03-21") for _ in range(5)],
    *[no("2026-04-01", Result.NOT_SEEN) for _ in range(3)],
]


def told_of(outcomes: list[Outcome], heaviest: float = 9.0) -> Findings:
    by_unit = {unit.unit_id: outcome for unit, outcome in zip(TOP, outcomes, strict=False)}
    return findings_of(TOP, by_unit, heaviest)[Stratum.TOP]


def test_what_was_established_stands_runs_or_was_undone_and_the_yield_counts_all_of_it() -> None:
    told = told_of(TOLD)
    assert (told.standing, told.running, told.undone, told.unrated) == (2, 1, 1, 1)
    by_unit = {unit.unit_id: outcome for unit, outcome in zip(TOP, TOLD, strict=False)}
    assert yield_of(TOP, by_unit).strata[Stratum.TOP].established == 4


def test_severity_is_the_weight_of_what_was_not_undone_per_visit() -> None:
    told = told_of(TOLD)
    assert isinstance(told.severity, Figure)
    assert (told.severity.value, told.severity.of) == (round((9 + 3 + 1) / 12, 12), 12)


def test_below_the_smallest_cell_and_without_severity_there_is_no_figure() -> None:
    few = told_of(TOLD[:9])
    assert (few.severity, few.standing) == (Refusal(Reason.FEW_VISITS), 2)
    assert told_of([]).severity == Refusal(Reason.NO_OUTCOMES)
    silent = [*TOLD[:11], Outcome("brief", Result.NOTHING, day="2026-03-05")]
    assert told_of(silent).severity == Refusal(Reason.NOT_TOLD)
    assert told_of([found("")] * 2 + [found("ernstig")] + TOLD[4:]).severity == Refusal(Reason.NOT_TOLD)
    assert isinstance(told_of([found(""), found("ernstig"), *TOLD[4:]]).severity, Figure)
    assert told_of([no("2026-03-05")] * 12, heaviest=0.0).severity == Refusal(Reason.NOT_TOLD)


def test_a_stratum_of_which_nobody_was_drawn_is_not_told() -> None:
    assert set(findings_of(TOP, {}, 1.0)) == {Stratum.TOP}


def test_of_weights_that_are_all_alike_it_is_the_interval_of_their_share() -> None:
    told = weight_per_visit([4.0] * 7 + [0.0] * 33, 4.0)
    assert told.low == pytest.approx(4 * wilson(7 / 40, 40, step=1)[0])
    assert told.high == pytest.approx(4 * wilson(8 / 41, 41)[1])


@given(st.lists(st.sampled_from([0.0, 1.0, 3.0, 9.0]), min_size=10, max_size=80), st.randoms())
def test_the_interval_holds_the_mean_whatever_the_order(weights: list[float], chance: random.Random) -> None:
    told = weight_per_visit(weights, 9.0)
    assert 0 <= told.low <= told.value <= told.high <= 9
    assert told.low < told.high
    chance.shuffle(weights)
    assert astuple(weight_per_visit(weights, 9.0)) == astuple(told)


@pytest.mark.parametrize(("share", "count"), [(0.05, 40), (0.12, 20), (0.3, 100), (0.6, 10)])
def test_it_holds_the_truth_in_95_of_100_rounds(share: float, count: int) -> None:
    rng = np.random.default_rng(7)
    truth, held, rounds = share * (0.6 * 1 + 0.3 * 3 + 0.1 * 9), 0, 1_000
    for _ in range(rounds):
        weights = rng.choice([0.0, 1.0, 3.0, 9.0], count, p=[1 - share, 0.6 * share, 0.3 * share, 0.1 * share])
        told = weight_per_visit(weights.tolist(), 9.0)
        held += told.low <= truth <= told.high
    assert held / rounds > 0.945
