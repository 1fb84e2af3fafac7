# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What it takes to learn, explain and judge points when every address of a large city has an outcome.

Far more than any municipality visits: whoever gets through this waits for nothing. Beside ours stands the peer that is
as readable, a monotone boosted model of main effects (interpret-core), on the same rows: fitted once and explained.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bench.figures import Figures, figure
from pandzicht.learning.labels import Labels
from pandzicht.learning.learned import Asked, Learned, learn
from pandzicht.learning.learned_points import LearnedPoints, learned_points
from pandzicht.learning.ordering import Order, precision
from pandzicht.learning.past_visits import joined
from pandzicht.learning.resample import bootstrapped
from pandzicht.ranking.yield_estimate import Figure

ROWS, SIGNALS, ROUNDS = 284_000, 64, 12
CAPACITY = 0.05
"""The share of a frame that a round visits."""
MONTH_DAYS = 30
_PER_BUILDING = 4
_BASE = -3.2


@dataclass(frozen=True, slots=True)
class WholeCity:
    """Outcomes of all addresses of a made-up city, and the points that experts gave."""

    labels: Labels
    expert: Mapping[str, int]


def whole_city(rows: int = ROWS, signals: int = SIGNALS, seed: int = 1) -> WholeCity:
    """Addresses with answers of which some say much, some little and a third nothing; experts err in half of them."""
    random = np.random.default_rng(seed)
    often = np.exp(random.uniform(np.log(0.001), np.log(0.1), signals))
    effects = np.where(np.arange(signals) % 3 == 0, 0.0, random.gamma(1.5, 0.5, signals))
    yes = (random.random((rows, signals)) < often).astype(np.float64)
    own = random.normal(0.0, 0.5, rows // _PER_BUILDING + 1)
    building = np.arange(rows) // _PER_BUILDING
    chance_found = 1 / (1 + np.exp(-(_BASE + yes @ effects + own[building])))
    believed = np.where(random.random(signals) < 0.5, effects, random.permutation(effects))
    names = tuple(f"signal_{at:02d}" for at in range(signals))
    expert = {name: round(3 * one) for name, one in zip(names, believed, strict=True)}
    score = yes @ np.array([float(expert[name]) for name in names])
    proposed = MONTH_DAYS * random.permutation(np.arange(rows) % ROUNDS)
    alone = np.full(rows, -1, dtype=np.int64)
    labels = Labels(
        signals=names,
        yes=yes,
        found=(random.random(rows) < chance_found).astype(np.float64),
        chance=np.where(score >= np.quantile(score, 0.9), 1.0, 0.2),
        proposed=proposed,
        looked=proposed + MONTH_DAYS // 2,
        capacity=np.full(rows, CAPACITY),
        groups=(building, alone),
        clusters=joined((building, alone)),
    )
    return WholeCity(labels, {name: points for name, points in expert.items() if points})


def contributions(labels: Labels, learned: LearnedPoints) -> np.ndarray:
    """The points that each signal gives each address: their sum is its score, to the digit."""
    points = np.array([float(learned.points.get(name, 0)) for name in labels.signals])
    told: np.ndarray = labels.yes * points
    if not np.array_equal(told.sum(axis=1), labels.scores(learned.points, np.arange(len(labels.found)))):
        raise AssertionError("what the signals contribute does not add up to the score")
    return told


def ours(city: WholeCity) -> tuple[Learned, float]:
    """Learn, explain every address and judge all rounds; and the CPU seconds that took."""
    begun = time.process_time()
    found = learn(city.labels, Asked(city.expert, {}))
    if not isinstance(found.result, LearnedPoints):
        raise AssertionError(f"nothing was learned: {found.result}")
    contributions(city.labels, found.result)
    return found, time.process_time() - begun


class Fitted(Protocol):
    """A peer that has learned: how probable a finding is, and what each signal contributes to that."""

    def predict_proba(self, yes: np.ndarray) -> np.ndarray: ...

    def eval_terms(self, yes: np.ndarray) -> np.ndarray: ...


Peer = Callable[[np.ndarray, np.ndarray, np.ndarray], Fitted]
"""Learns from answers, outcomes and weights."""


def of_whole_city(figures: Figures, city: WholeCity, peer: Peer) -> None:
    """Put the time of ours and of a peer, and what the last round would have found by each, among the figures."""
    labels = city.labels
    found, seconds = ours(city)
    figures["fit_explain_cpu_s"] = figure(seconds, "CPU s")
    figures["fit_explain_rows"] = figure(len(labels.found), "rows")
    figures["fit_explain_signals"] = figure(len(labels.signals), "signals")
    figures["fit_explain_rounds"] = figure(len(found.judged), "rounds judged")
    last = np.flatnonzero(labels.proposed == labels.proposed.max())
    apart = ~np.isin(labels.clusters, labels.clusters[last])
    before = np.flatnonzero((labels.proposed < labels.proposed.max()) & apart)
    begun = time.process_time()
    taught = learned_points(labels, before, city.expert)
    figures["fit_cpu_s"] = figure(time.process_time() - begun, "CPU s")
    begun = time.process_time()
    model = peer(labels.yes[before], labels.found[before], 1 / labels.chance[before])
    fitted = time.process_time() - begun
    model.eval_terms(labels.yes)
    whole = time.process_time() - begun
    figures["fit_cpu_s_ebm"] = figure(fitted, "CPU s")
    figures["fit_explain_cpu_s_ebm"] = figure(whole, "CPU s")
    figures["fit_explain_over_ebm"] = figure(seconds / whole, "times")
    if not isinstance(taught, LearnedPoints):
        raise AssertionError(f"nothing was learned: {taught}")
    others = np.round(model.predict_proba(labels.yes[last])[:, 1], 9)
    orders = [Order.by(labels.scores(taught.points, last)), Order.by(others)]

    def less(weights: np.ndarray) -> float:
        one, other = (precision(order, labels.found[last], CAPACITY, weights) for order in orders)
        return 100 * (other - one)

    told = bootstrapped(less, labels.clusters[last], seed=1, rounds=200)
    alone = precision(orders[0], labels.found[last], CAPACITY, np.ones(len(last)))
    figures["whole_city_precision"] = figure(alone, "share")
    if isinstance(told, Figure):
        figures["whole_city_points_below_ebm"] = figure(told.value, "points")
        figures["whole_city_points_below_ebm_low"] = figure(told.low, "points")
        figures["whole_city_points_below_ebm_high"] = figure(told.high, "points")
