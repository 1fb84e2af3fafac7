# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One way to order addresses, held against what visits found: per window, and over all windows together.

What stands here is of the addresses that were visited; what may be claimed of others stands in `frame`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pandzicht.learning.contender import Contender, Scored
from pandzicht.learning.interval import Ground, Judged, Refused, clustered_share, sure_bounds
from pandzicht.learning.ordering import Order, days_won, found_within
from pandzicht.learning.past_visits import PastVisits
from pandzicht.learning.resample import bootstrapped
from pandzicht.ranking.estimate import Floats, Integers
from pandzicht.ranking.yield_estimate import SMALLEST_CELL, Figure

FEWEST_WINDOWS = 6


@dataclass(frozen=True, slots=True)
class Trial:
    """The visited rows of one window, and the orders in which they might have been visited."""

    found: Floats
    days: Floats
    clusters: Integers
    orders: Mapping[Contender, Order]
    as_done: Order

    @classmethod
    def of(cls, scored: Scored, visits: PastVisits) -> Trial:
        """Return the trial of a window that was scored."""
        rows = scored.window.judged
        seen = visits.visited[rows]
        days = visits.days[rows][seen].astype(np.float64)
        orders = {contender: Order.by(score[seen]) for contender, score in scored.scores.items()}
        return cls(visits.found[rows][seen], days, visits.clusters[rows][seen], orders, Order.by(-days))


@dataclass(frozen=True, slots=True)
class Standing:
    """What one contender would have found among the visited addresses."""

    per_window: tuple[Judged, ...]
    """The share with a finding at capacity, in each window."""
    median: float | None
    worst: float | None
    pooled: Judged
    """The share with a finding at capacity, over all windows together."""
    at_least: float | None
    """The pooled share that may be promised: the lower bound of an interval that is never too narrow."""
    first_half: Judged
    """Which share of the findings is in the first half of the order, over all windows together."""
    days_earlier: Judged
    """How many days earlier a finding is met than as the visits were made."""
    less_than_model: Judged | None
    """The pooled share of the learned points less that of this one, on the same rows; none of the model itself."""


def standing(trials: Sequence[Trial], contender: Contender, capacity: float, *, seed: int) -> Standing:
    """Return what a contender would have found in some windows."""
    per_window = tuple(_at_capacity([trial], contender, capacity) for trial in trials)
    told = [each.value for each in per_window if isinstance(each, Figure)]
    enough = len(told) >= FEWEST_WINDOWS
    pooled = _at_capacity(trials, contender, capacity)
    less = _difference(trials, contender, capacity, seed) if contender is not Contender.MODEL else None
    won, half = _days(trials, contender), _half(trials, [trial.orders[contender] for trial in trials])
    return Standing(
        per_window,
        float(np.median(told)) if enough else None,
        min(told) if enough else None,
        pooled,
        sure_bounds(pooled)[0] if isinstance(pooled, Figure) else None,
        _over(trials, half, seed),
        _over(trials, won, seed),
        less,
    )


def first_half_as_done(trials: Sequence[Trial], *, seed: int) -> Judged:
    """Return which share of the findings was in the first half of the visits as they were made."""
    return _over(trials, _half(trials, [trial.as_done for trial in trials]), seed)


Parts = Callable[[Sequence[Floats]], float]
"""A figure from the weights of the rows of each window."""


def _over(trials: Sequence[Trial], figure: Parts, seed: int) -> Judged:
    """Return a figure with the interval of the bootstrap over the clusters of all windows."""
    ends = np.cumsum([len(trial.found) for trial in trials])[:-1]
    clusters = np.concatenate([trial.clusters for trial in trials])
    return bootstrapped(lambda weights: figure(np.split(weights, ends)), clusters, seed=seed)


def _at_capacity(trials: Sequence[Trial], contender: Contender, capacity: float) -> Judged:
    taken = [trial.orders[contender].places(np.ones(len(trial.found))).taken(capacity) for trial in trials]
    weights = np.concatenate(taken)
    if float(np.add.reduce(weights)) < SMALLEST_CELL:
        return Refused(Ground.FEW_ROWS, float(np.add.reduce(weights)))
    found, clusters = (np.concatenate(parts) for parts in zip(*((t.found, t.clusters) for t in trials), strict=True))
    return clustered_share(found, weights, clusters)


def _share(trials: Sequence[Trial], contender: Contender, capacity: float, weights: Sequence[Floats]) -> float:
    """Return the share with a finding at capacity when rows count by their weight."""
    found = taken = 0.0
    for trial, each in zip(trials, weights, strict=True):
        if np.add.reduce(each) > 0:
            part = trial.orders[contender].places(each).taken(capacity) * each
            found, taken = found + float(np.add.reduce(part * trial.found)), taken + float(np.add.reduce(part))
    return found / taken if taken else float("nan")


def _difference(trials: Sequence[Trial], contender: Contender, capacity: float, seed: int) -> Judged:
    def less(weights: Sequence[Floats]) -> float:
        model, other = (_share(trials, each, capacity, weights) for each in (Contender.MODEL, contender))
        return model - other

    return _over(trials, less, seed)


def _half(trials: Sequence[Trial], orders: Sequence[Order]) -> Parts:
    def half(weights: Sequence[Floats]) -> float:
        early = all_found = 0.0
        for trial, order, each in zip(trials, orders, weights, strict=True):
            if np.add.reduce(each) > 0:
                early += found_within(order, trial.found, 0.5, each)
                all_found += float(np.add.reduce(each * trial.found))
        return early / all_found if all_found else float("nan")

    return half


def _days(trials: Sequence[Trial], contender: Contender) -> Parts:
    def won(weights: Sequence[Floats]) -> float:
        days = all_found = 0.0
        for trial, each in zip(trials, weights, strict=True):
            if np.add.reduce(each) > 0:
                days += days_won(trial.orders[contender], trial.found, trial.days, each)
                all_found += float(np.add.reduce(each * trial.found))
        return days / all_found if all_found else float("nan")

    return won
