# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The peers that are boosted: one that nobody can read, and one of main effects and pairs that somebody could.

Both learn from every visit that was ever made, the biased past included.
"""

from __future__ import annotations

import numpy as np
from interpret.glassbox import ExplainableBoostingClassifier
from sklearn.ensemble import HistGradientBoostingClassifier

from bench.learning.model_city import City, Past

PAIRS = 10
"""So many pairs the model of interpret-core may choose."""


def boosting(city: City, seen: Past) -> np.ndarray:
    """Order a frame by a boosted model of the answers and the points of experts, without constraints."""
    rows, found, table = _told(city, seen)
    model = HistGradientBoostingClassifier(random_state=1).fit(table[rows], found)
    return _scores(model, table[city.row])


def boosted_pairs(city: City, seen: Past) -> np.ndarray:
    """Order a frame by main effects that only rise and by pairs (Lou and others 2013, GA2M), as interpret-core does."""
    rows, found, table = _told(city, seen)
    return _scores(_ebm(table[rows], found, None, PAIRS), table[city.row])


def main_effects(yes: np.ndarray, found: np.ndarray, weights: np.ndarray) -> ExplainableBoostingClassifier:
    """Learn main effects that only rise, from answers with their outcomes and weights."""
    return _ebm(yes, found, weights, 0)


def _ebm(table: np.ndarray, found: np.ndarray, weights: np.ndarray | None, pairs: int) -> ExplainableBoostingClassifier:
    kinds, rising = ["continuous"] * table.shape[1], [1] * table.shape[1]
    model = ExplainableBoostingClassifier(
        feature_types=kinds, interactions=pairs, monotone_constraints=rising, n_jobs=1, random_state=1
    )
    return model.fit(table, found.astype(int), sample_weight=weights)


def _told(city: City, seen: Past) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The rows that were ever seen, what was found there, and of every object the points of experts and its answers."""
    rows = np.concatenate([city.history[0], np.array(seen.rows, dtype=np.int64)])
    found = np.concatenate([city.history[1], np.array(seen.found)])
    points = np.zeros(len(city.answers[0].values))
    points[city.row] = city.points
    return rows, found, np.column_stack([points, *(item.values for item in city.answers)])


def _scores(model: HistGradientBoostingClassifier | ExplainableBoostingClassifier, table: np.ndarray) -> np.ndarray:
    alike, place = np.unique(table, axis=0, return_inverse=True)
    score: np.ndarray = model.predict_proba(alike)[:, 1][place.reshape(-1)]
    return score
