# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bootstrap over clusters: the same by its seed, wide enough, and refused where nothing can be resampled."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.learning.interval import Ground, Refused
from pandzicht.learning.resample import bootstrapped
from pandzicht.ranking.yield_estimate import Figure


def test_a_seed_gives_one_interval() -> None:
    values, place = np.random.default_rng(1).random(90), np.repeat(np.arange(30), 3)
    told = [bootstrapped(lambda w: float(np.average(values, weights=w)), place, seed=seed) for seed in (4, 4, 5)]
    assert told[0] == told[1] != told[2]


def test_few_buildings_are_refused() -> None:
    assert bootstrapped(lambda _: 1.0, np.repeat(np.arange(9), 50), seed=1) == Refused(Ground.FEW_GROUPS, 9)


def test_a_figure_that_resamples_often_lack_is_refused() -> None:
    found = np.zeros(60)
    found[0] = 1

    def share(weights: np.ndarray) -> float:
        return 1.0 if weights @ found else float("nan")

    assert bootstrapped(share, np.arange(60), seed=1) == Refused(Ground.NOTHING_FOUND, 60)


def coverage(draws: int, rounds: int, clusters: int) -> float:
    """How often the interval of a ratio of sums holds the truth."""
    rng = np.random.default_rng(11)
    hit = 0
    for draw in range(draws):
        place = np.repeat(np.arange(clusters), 3)
        weight = rng.gamma(2.0, 1.0, len(place))
        value = 0.5 + np.repeat(rng.normal(0, 0.4, clusters), 3) + rng.normal(0, 0.4, len(place))
        told = bootstrapped(
            lambda w, v=value, x=weight: float((w * x) @ v / (w @ x)),  # type: ignore[misc]
            place,
            seed=draw,
            rounds=rounds,
        )
        hit += isinstance(told, Figure) and told.low <= 0.5 <= told.high
    return hit / draws


def test_the_interval_holds_the_truth() -> None:
    assert coverage(300, 200, 40) >= 0.935


@pytest.mark.release
def test_the_interval_holds_the_truth_over_many_draws() -> None:
    assert coverage(2000, 400, 40) >= 0.935
