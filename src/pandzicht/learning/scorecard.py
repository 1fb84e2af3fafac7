# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A scorecard: points that are added up, learned from outcomes, that can only rise where that was declared.

It is a logistic regression over steps and words with a quadratic penalty and with bounds on the sign of its points.
Nothing is drawn at random: the same rows give the same points.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pandzicht.learning.feature import Column, Feature, columns_of, filled
from pandzicht.ranking.estimate import Floats, Integers

PENALTY = 4.0
"""How strongly points are drawn to none: as if so many rows spoke against each."""
DOUBLING = 20.0
"""So many points double the odds of a finding."""
DIGITS = 9
"""Scores are rounded, so that rows that are alike are so to the last digit."""
_ROUNDS = 40
_SHORTEST = 1e-4
_CLOSE = 1e-9
_MOST_WEIGHT = 0.99
"""Weights beyond this share of all are cut off when learning, for a few would decide alone; never in an estimate."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Columns with their points in log odds, and where the score begins."""

    start: float
    columns: tuple[Column, ...]
    effects: tuple[float, ...]

    def scores(self, features: Sequence[Feature], rows: Integers) -> Floats:
        """Return the score of some rows, in log odds."""
        told: Floats = self.start + filled(self.columns, features, rows) @ np.asarray(self.effects)
        return np.round(told, DIGITS)

    def chances(self, features: Sequence[Feature], rows: Integers) -> Floats:
        """Return how probable a finding is by the scorecard."""
        return _chance(self.scores(features, rows))

    def points(self) -> tuple[tuple[Column, float], ...]:
        """Return each column with its points: twenty double the odds."""
        return tuple(
            (column, DOUBLING * effect / math.log(2)) for column, effect in zip(self.columns, self.effects, strict=True)
        )


def fitted(
    features: Sequence[Feature],
    rows: Integers,
    found: Floats,
    weights: Floats,
    *,
    penalty: float = PENALTY,
    toward: Mapping[str, float] | None = None,
) -> Scorecard:
    """Return the scorecard that some rows with their outcomes teach; `found` and `weights` are those of these rows.

    `toward` has, per feature, the log odds that its points are drawn to instead of none.
    """
    columns = columns_of(features, rows)
    x = np.column_stack([np.ones(len(rows)), filled(columns, features, rows)])
    cut = np.minimum(weights, np.quantile(weights, _MOST_WEIGHT))
    signs = np.array([0, *(column.sign for column in columns)])
    drawn_to = np.array([0.0, *((toward or {}).get(column.feature, 0.0) for column in columns)])
    lasting = _Pull(np.array([1e-6, *(penalty for _ in columns)]), drawn_to)
    effects = _solved(*_alike(x, found, cut / np.mean(cut)), signs, lasting)
    return Scorecard(float(effects[0]), columns, tuple(float(effect) for effect in effects[1:]))


@dataclass(frozen=True, slots=True)
class _Pull:
    """How strongly each effect is drawn, and to what."""

    strength: Floats
    to: Floats


def _alike(x: Floats, y: Floats, w: Floats) -> tuple[Floats, Floats, Floats]:
    """Return rows that are alike as one, which has their mean and their weight: what they teach is the same.

    Only where all columns are 0 or 1: signals are mostly *no*, so that many addresses are alike.
    """
    bits = x.astype(np.bool_)
    if not np.array_equal(bits, x):
        return x, y, w
    packed = np.packbits(bits, axis=1)
    wide = np.zeros((len(x), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    wide[:, : packed.shape[1]] = packed
    words = wide.view(np.uint64)
    order = np.lexsort(words.T)
    is_other = np.any(words[order][1:] != words[order][:-1], axis=1)
    place = np.empty(len(x), dtype=np.int64)
    place[order] = np.concatenate([[0], np.cumsum(is_other)])
    first = order[np.concatenate([[True], is_other])]
    weight = np.bincount(place, weights=w).astype(np.float64, copy=False)
    return x[first], np.bincount(place, weights=w * y) / weight, weight


def _solved(x: Floats, y: Floats, w: Floats, signs: Integers, pull: _Pull) -> Floats:
    """Return the effects of least penalised deviance within their signs: Newton's steps, each shortened if it rises."""
    share = float(np.clip(np.average(y, weights=w), 1e-4, 1 - 1e-4))
    effects = np.zeros(x.shape[1])
    effects[0] = math.log(share / (1 - share))
    best = _objective(x, y, w, effects, pull)
    for _ in range(_ROUNDS):
        p = _chance(x @ effects)
        held = np.maximum(w * p * (1 - p), 1e-10)
        halves = x * np.sqrt(held)[:, None]
        gram = halves.T @ halves + np.diag(pull.strength)
        target = gram @ effects + x.T @ (w * (y - p)) - pull.strength * (effects - pull.to)
        step = _bounded(gram, target, effects, signs) - effects
        part, now = 1.0, _objective(x, y, w, effects + step, pull)
        while now > best and part > _SHORTEST:
            part /= 2
            now = _objective(x, y, w, effects + part * step, pull)
        gained = best - now
        if gained < 0:
            break
        effects, best = effects + part * step, now
        if gained < _CLOSE * (1 + abs(best)):
            break
    return effects


def _bounded(gram: Floats, target: Floats, start: Floats, signs: Integers) -> Floats:
    """Return the least of a quadratic within the signs, by an active set (Nocedal and Wright 2006, algorithm 16.3)."""
    found = start.copy()
    held = (signs != 0) & (found == 0)
    for _ in range(10 * len(found)):
        wanted = np.zeros_like(found)
        free = np.flatnonzero(~held)
        wanted[free] = np.linalg.solve(gram[np.ix_(free, free)], target[free])
        crossing = np.flatnonzero((signs * wanted < 0) & ~held)
        if len(crossing):
            parts = found[crossing] / (found[crossing] - wanted[crossing])
            first = float(parts.min())
            found += first * (wanted - found)
            stopped = crossing[parts <= first]
            found[stopped], held[stopped] = 0.0, True
            continue
        found = wanted
        pull = np.where(held, signs * (target - gram @ found), 0.0)
        if pull.max() <= _CLOSE:
            break
        held[int(pull.argmax())] = False
    return found


def _objective(x: Floats, y: Floats, w: Floats, effects: Floats, pull: _Pull) -> float:
    eta = x @ effects
    deviance = np.add.reduce(w * (np.logaddexp(0.0, eta) - y * eta))
    return float(deviance + np.add.reduce(pull.strength * (effects - pull.to) ** 2) / 2)


def _chance(eta: Floats) -> Floats:
    told: Floats = 1 / (1 + np.exp(-np.clip(eta, -30, 30)))
    return told
