# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may be said of all addresses and not of the visited alone: only a random share or probabilities tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pandzicht.learning.contender import Contender, Scored
from pandzicht.learning.interval import Ground, Judged, Refused, clustered_share, ratio
from pandzicht.learning.off_policy import Logged, Value, rule_value
from pandzicht.learning.ordering import Order
from pandzicht.learning.past_visits import Flags, PastVisits
from pandzicht.ranking.estimate import Floats, Integers, effective_count
from pandzicht.ranking.yield_estimate import SMALLEST_CELL, Figure


@dataclass(frozen=True, slots=True)
class Round:
    """One round as it was done: what the chosen visits found, what all addresses would, and how much more that is."""

    chosen: Judged
    frame: Judged
    lift: Judged


def round_of(visits: PastVisits, rows: Integers) -> Round:
    """Return what some rows say of the visits as they were chosen and of all addresses."""
    chosen = visits.visited[rows]
    if visits.is_random is not None:
        chosen &= ~visits.is_random[rows]
    frame = _frame(visits, rows)
    done: Judged = Refused(Ground.FEW_ROWS, float(chosen.sum()))
    if chosen.sum() >= SMALLEST_CELL:
        done = clustered_share(_seen(visits, rows), chosen.astype(np.float64), visits.clusters[rows])
    return Round(done, frame, lifted(done, frame))


def lifted(one: Judged, frame: Judged) -> Judged:
    """Return how much more was found than all addresses would give, or why that cannot be told."""
    if isinstance(frame, Refused):
        return frame
    return one if isinstance(one, Refused) else ratio(one, frame)


def value_of(visits: PastVisits, scored: Sequence[Scored], contender: Contender, capacity: float) -> Value:
    """Return what a contender would find per visit if it chose from all addresses of some windows."""
    if visits.chance is None:
        refused = Refused(Ground.NO_PROBABILITY)
        return Value(refused, refused, None, 0.0)
    rows = np.concatenate([each.window.judged for each in scored])
    chance = visits.chance[rows]
    taken = [_taken(each.scores[contender], _stands_for(visits, each.window.judged), capacity) for each in scored]
    expected = np.concatenate([each.chances for each in scored])
    found = visits.found[rows]
    return rule_value(
        Logged(found, np.concatenate(taken), chance, visits.clusters[rows], expected, visits.is_frame)
    )  # fmt: skip


def _taken(score: Floats, weights: Floats, capacity: float) -> Floats:
    return Order.by(score).places(weights).taken(capacity)


def _stands_for(visits: PastVisits, rows: Integers) -> Floats:
    """Return for how many addresses each row stands: itself where all are there, else one over its probability."""
    if visits.is_frame or visits.chance is None:
        return np.ones(len(rows))
    chance = visits.chance[rows]
    return np.where(np.isnan(chance), 0.0, 1 / np.where(np.isnan(chance), 1.0, chance))


def _frame(visits: PastVisits, rows: Integers) -> Judged:
    """Return what a visit would find on average over all addresses (Hajek 1971)."""
    told = _told_by(visits, rows)
    if told is None:
        return Refused(Ground.NO_CONTROL)
    if visits.steps is not None and len(np.unique(visits.steps.place[rows][told & visits.visited[rows]])) > 1:
        return Refused(Ground.STEPS_DIFFER)
    weights = np.where(told, 1.0, 0.0)
    if visits.chance is not None:
        weights[told] = 1 / visits.chance[rows][told]
    drawn = told if visits.is_random is None else told & visits.is_random[rows]
    if min(float(drawn.sum()), effective_count(weights)) < SMALLEST_CELL:
        return Refused(Ground.FEW_ROWS, float(drawn.sum()))
    return clustered_share(_seen(visits, rows), weights, visits.clusters[rows])


def _told_by(visits: PastVisits, rows: Integers) -> Flags | None:
    """Return the visited rows that tell of all addresses: those with a probability, or those drawn at random."""
    seen = visits.visited[rows]
    if visits.chance is not None:
        return seen & (np.nan_to_num(visits.chance[rows]) > 0)
    return None if visits.is_random is None else seen & visits.is_random[rows]


def _seen(visits: PastVisits, rows: Integers) -> Floats:
    return np.nan_to_num(visits.found[rows])


def is_figure(judged: Judged | None) -> bool:
    """Tell whether there is a figure at all."""
    return isinstance(judged, Figure)
