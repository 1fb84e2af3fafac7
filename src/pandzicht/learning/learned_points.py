# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Points that outcomes teach: whole numbers per signal that only add, drawn to the points of experts.

What is learned is a definition that a person can read, and no file of a model: nothing else decides (decision 0045).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from pandzicht.definitions.backtest import Direction
from pandzicht.learning.feature import Feature
from pandzicht.learning.labels import Labels
from pandzicht.learning.scorecard import Scorecard, fitted
from pandzicht.ranking.estimate import Floats, Integers

FEWEST_LABELS = 300
"""Fewer labels with a probability than this teach no points (lawful.md section 3, 10)."""
FEWEST_OF_A_KIND = 10
"""So many with a finding, and so many without, are needed at least."""
MOST_POINTS = 10
"""The signal that says most has so many points: with more of them nobody could tell one from another."""


class Unlearned(StrEnum):
    """Why nothing was learned."""

    FEW_LABELS = "few_labels"
    FEW_FOUND = "few_found"
    FEW_NOT_FOUND = "few_not_found"
    NOTHING_TOLD = "nothing_told"


@dataclass(frozen=True, slots=True)
class NotLearned:
    """Nothing was learned: why, and how much there was to go by."""

    ground: Unlearned
    there: int
    needed: int


@dataclass(frozen=True, slots=True)
class LearnedPoints:
    """Points per signal; a signal that says nothing has none."""

    points: Mapping[str, int]
    card: Scorecard
    """The log odds before they were made whole numbers: they tell how probable a finding is."""
    labels: int
    expert: Mapping[str, int] = field(default_factory=dict)
    """What the points of experts are on the same scale: what the learned ones were drawn to."""

    def chances(self, labels: Labels, rows: Integers) -> Floats:
        """Return how probable a finding is at some rows."""
        return self.card.chances(_features(labels), rows)


def learned_points(
    labels: Labels, rows: Integers, expert: Mapping[str, int], *, fewest: int = FEWEST_LABELS
) -> LearnedPoints | NotLearned:
    """Return the points that some rows teach, or why they teach none; rows that were added by hand teach nothing.

    Each row counts for as many units as it stands for. First it is learned how much one point of the experts is worth;
    each signal is then drawn to that, and may say more or less, but never that a finding is less probable.
    """
    drawn = rows[labels.is_drawn[rows]]
    found = labels.found[drawn]
    told = int(found.sum())
    for ground, there, needed in (
        (Unlearned.FEW_LABELS, len(drawn), fewest),
        (Unlearned.FEW_FOUND, told, FEWEST_OF_A_KIND),
        (Unlearned.FEW_NOT_FOUND, len(drawn) - told, FEWEST_OF_A_KIND),
    ):
        if there < needed:
            return NotLearned(ground, there, needed)
    weights = 1 / labels.chance[drawn]
    worth = _worth_of_a_point(labels, drawn, expert, weights)
    toward = {name: worth * expert.get(name, 0) for name in labels.signals}
    card = fitted(_features(labels), drawn, found, weights, toward=toward)
    seen = {column.feature: effect for column, effect in zip(card.columns, card.effects, strict=True)}
    effects = toward | seen  # of what was hardly ever yes the experts' word stands
    points = _whole(effects, most := max(effects.values(), default=0.0))
    if not points:
        return NotLearned(Unlearned.NOTHING_TOLD, 0, 1)
    return LearnedPoints(points, card, len(drawn), _whole(toward, most))


def _features(labels: Labels) -> tuple[Feature, ...]:
    columns = zip(labels.signals, labels.yes.T, strict=True)
    return tuple(Feature(name, values, (), Direction.UP) for name, values in columns)


def _worth_of_a_point(labels: Labels, rows: Integers, expert: Mapping[str, int], weights: Floats) -> float:
    """Return the log odds of one point of the experts: their score is one feature, which can only add."""
    scores = labels.scores(expert, np.arange(len(labels.found)))
    card = fitted((Feature("expert", scores, (), Direction.UP),), rows, labels.found[rows], weights)
    steps = [(column.at_least or 0.0, effect) for column, effect in zip(card.columns, card.effects, strict=True)]
    highest = max((step for step, _ in steps), default=0.0)
    return math.fsum(effect for _, effect in steps) / highest if highest > 0 else 0.0


def _whole(effects: Mapping[str, float], most: float) -> dict[str, int]:
    """Return log odds as whole points, those with most first: the order of units is what counts, and not the scale."""
    if most <= 0:
        return {}
    whole = {name: round(MOST_POINTS * effect / most) for name, effect in effects.items()}
    return {name: whole[name] for name in sorted(whole, key=lambda name: (-whole[name], name)) if whole[name] > 0}
