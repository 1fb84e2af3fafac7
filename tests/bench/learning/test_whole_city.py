# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bench of a whole city: contributions add up, time is told, and a peer that knows more is told to be better."""

from __future__ import annotations

import numpy as np
import pytest

from bench.figures import Figures
from bench.learning.whole_city import WholeCity, contributions, of_whole_city, ours, whole_city
from pandzicht.learning.learned_points import LearnedPoints


class Knowing:
    """A peer that orders by a score it was given, and needs no time."""

    def __init__(self, effects: np.ndarray) -> None:
        self.effects = effects

    def predict_proba(self, yes: np.ndarray) -> np.ndarray:
        chance = 1 / (1 + np.exp(-(yes @ self.effects)))
        return np.column_stack([1 - chance, chance])

    def eval_terms(self, yes: np.ndarray) -> np.ndarray:
        return yes * self.effects


@pytest.fixture(scope="module")
def city() -> WholeCity:
    return whole_city(12_000, 24)


def test_what_signals_contribute_adds_up_to_the_score(city: WholeCity) -> None:
    found, seconds = ours(city)
    assert isinstance(found.result, LearnedPoints)
    told = contributions(city.labels, found.result)
    assert told.shape == (12_000, 24)
    assert told.max() == 10
    assert (len(found.judged), seconds > 0) == (11, True)


@pytest.mark.parametrize(("sign", "is_better"), [(1.0, False), (-1.0, True)])
def test_the_peer_is_judged_on_the_rows_of_the_last_round(city: WholeCity, sign: float, *, is_better: bool) -> None:
    """One that orders the other way round finds less than ours, so that ours is surely not below it."""
    learned = ours(city)[0].result
    assert isinstance(learned, LearnedPoints)
    effects = sign * np.array([float(learned.points.get(name, 0)) for name in city.labels.signals])
    figures = Figures()
    of_whole_city(figures, city, lambda *_: Knowing(effects))
    assert (figures["whole_city_points_below_ebm_high"]["value"] < 0) is is_better
    assert figures["fit_explain_rows"]["value"] == 12_000
