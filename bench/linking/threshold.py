# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The threshold for a peer that only ranks: the best one on the rows that are scored, which leans towards it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

TIE = 1e-6
"""A best answer whose runner-up is no further behind than this is a tie, and rejected."""


def best_links(ranked: pa.Table, truth: pa.Table, *, key: str, answer: str) -> pa.Table:
    """Return the answers (key, answer, weight, gap, ...) that are worth keeping: no ties, and above the best threshold.

    `truth` has key, truth and is_label; the threshold is the one with the highest F1 over the rows that are no labels.
    """
    untied = ranked.filter(pc.greater(ranked["gap"], TIE))
    held = untied.join(truth.select([key, "truth", "is_label"]), key)
    scored = held.filter(pc.invert(held["is_label"]))
    true = pc.sum(pc.and_(pc.is_valid(truth["truth"]), pc.invert(truth["is_label"]))).as_py()
    weight = scored["weight"].to_numpy()
    right = pc.fill_null(pc.equal(scored[answer], scored["truth"]), False).to_numpy(zero_copy_only=False)
    return held.filter(pc.greater_equal(held["weight"], best_threshold(weight, right, true)))


def best_threshold(
    weight: np.ndarray[tuple[int], np.dtype[np.float64]],
    is_right: np.ndarray[tuple[int], np.dtype[np.bool_]],
    true: int,
) -> float:
    """Return the lowest weight of the links that are kept when F1 is at its highest.

    >>> best_threshold(np.array([3.0, 2.0, 1.0]), np.array([True, True, False]), 2)
    2.0
    """
    if not len(weight):
        return 0.0
    order = np.argsort(-weight, kind="stable")
    f1 = 2 * np.cumsum(is_right[order]) / (np.arange(1, len(weight) + 1) + true)
    ends = np.r_[np.diff(weight[order]) != 0, True]
    return float(weight[order][int(np.argmax(np.where(ends, f1, -1)))])
