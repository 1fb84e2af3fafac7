# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an order finds: median, worst and pooled, and nothing where a window has too few visits."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.learning.contender import Contender
from pandzicht.learning.interval import Ground, Refused
from pandzicht.learning.ordering import Order
from pandzicht.learning.trial import Trial, first_half_as_done, standing
from pandzicht.ranking.yield_estimate import Figure


def trial(seed: int, size: int = 200) -> Trial:
    """A window in which the model knows half of what there is to know."""
    rng = np.random.default_rng(seed)
    risk = rng.normal(size=size)
    found = (rng.random(size) < 1 / (1 + np.exp(1.5 - risk))).astype(float)
    days = rng.integers(0, 30, size).astype(float)
    orders = {Contender.MODEL: Order.by(risk), Contender.LOT: Order.by(np.zeros(size))}
    return Trial(found, days, np.arange(size) + 1000 * seed, orders, Order.by(-days))


TRIALS = [trial(seed) for seed in range(6)]


def test_median_worst_and_pooled() -> None:
    told = standing(TRIALS, Contender.MODEL, 0.2, seed=1)
    values = [each.value for each in told.per_window if isinstance(each, Figure)]
    assert (told.median, told.worst) == (pytest.approx(np.median(values)), min(values))
    assert isinstance(told.pooled, Figure)
    assert told.pooled.value == pytest.approx(np.mean(values))
    assert told.at_least is not None
    assert told.at_least < told.pooled.low + 0.01
    assert told.less_than_model is None


def test_with_five_windows_there_is_no_median() -> None:
    told = standing(TRIALS[:5], Contender.MODEL, 0.2, seed=1)
    assert (told.median, told.worst) == (None, None)
    assert isinstance(told.pooled, Figure)


def test_a_capacity_of_fewer_than_ten_visits_is_refused() -> None:
    small = [trial(seed, 45) for seed in range(6)]
    told = standing(small, Contender.MODEL, 0.2, seed=1)
    assert {each.ground for each in told.per_window if isinstance(each, Refused)} == {Ground.FEW_ROWS}
    assert told.median is None
    assert isinstance(told.pooled, Figure)


def test_the_lot_is_half_in_the_first_half_and_the_model_more() -> None:
    lot, model = (standing(TRIALS, each, 0.2, seed=1) for each in (Contender.LOT, Contender.MODEL))
    done = first_half_as_done(TRIALS, seed=1)
    assert isinstance(lot.first_half, Figure)
    assert isinstance(model.first_half, Figure)
    assert isinstance(done, Figure)
    assert lot.first_half.value == pytest.approx(0.5)
    assert done.low < 0.5 < done.high
    assert model.first_half.low > 0.6
    assert isinstance(lot.less_than_model, Figure)
    assert lot.less_than_model.low > 0


def test_a_model_is_compared_on_the_same_visits() -> None:
    same = [
        Trial(t.found, t.days, t.clusters, t.orders | {Contender.EXPERTS: t.orders[Contender.MODEL]}, t.as_done)
        for t in TRIALS
    ]
    less = standing(same, Contender.EXPERTS, 0.2, seed=1).less_than_model
    assert isinstance(less, Figure)
    assert (less.value, less.low, less.high) == (0, 0, 0)
