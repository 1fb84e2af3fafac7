# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Chance and grouping over whole columns: the arithmetic under the model city."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
"""A column of the model city, one value per row."""


def stream(seed: int, subject: str) -> np.random.Generator:
    """Return the chance of one subject: equal seed and subject, equal draws, whatever else is drawn.

    >>> bool(stream(1, "panden").random() == stream(1, "panden").random())
    True
    """
    return np.random.default_rng([seed, zlib.crc32(subject.encode())])


def weighted(rng: np.random.Generator, weights: Array, count: int) -> Array:
    """Draw positions with replacement, each in proportion to its weight; nothing when no weight is positive."""
    bounds = np.cumsum(weights, dtype=np.float64)
    if count <= 0 or len(bounds) == 0 or bounds[-1] <= 0:
        return np.zeros(0, dtype=np.int64)
    drawn: Array = np.searchsorted(bounds, rng.random(count) * bounds[-1], side="right")
    last: Array = np.minimum(drawn, len(weights) - 1)
    return last


def several(rng: np.random.Generator, weights: Array, count: int) -> Array:
    """Draw different positions without replacement, in proportion to their weights, sorted; fewer if there are fewer.

    >>> several(stream(1, "x"), np.array([0.0, 1.0, 1.0]), 5).tolist()
    [1, 2]
    """
    eligible = np.flatnonzero(weights > 0)
    if count >= len(eligible):
        return eligible
    keys = rng.exponential(size=len(eligible)) / weights[eligible]
    return np.sort(eligible[np.argpartition(keys, count)[:count]])


def starts(counts: Array) -> Array:
    """Return where each group begins when groups of these sizes lie behind each other.

    >>> starts(np.array([2, 0, 3])).tolist()
    [0, 2, 2]
    """
    total = np.cumsum(counts)
    return total - counts


def ordinals(counts: Array) -> Array:
    """Return the position of each member within its group.

    >>> ordinals(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    place: Array = np.arange(int(np.sum(counts))) - np.repeat(starts(counts), counts)
    return place


def running(values: Array, groups: Array) -> Array:
    """Return the sum of the earlier values of the same group; groups lie together.

    >>> running(np.array([2, 3, 4]), np.array([7, 7, 9])).tolist()
    [0, 2, 0]
    """
    before = np.cumsum(values) - values
    first = np.ones(len(values), dtype=bool)
    first[1:] = groups[1:] != groups[:-1]
    return before - before[np.flatnonzero(first)[np.cumsum(first) - 1]] if len(values) else before


def shared(total: int, weights: Array) -> Array:
    """Divide a whole number in proportion to weights, by largest remainder.

    >>> shared(10, np.array([1.0, 1.0, 2.0])).tolist()
    [3, 2, 5]
    """
    exact = weights / weights.sum() * total
    parts: Array = np.floor(exact).astype(np.int64)
    order = np.argsort(parts - exact, kind="stable")
    parts[order[: total - int(parts.sum())]] += 1
    return parts


def scaled(figure: float, addresses: int) -> int:
    """Return a figure for 284,000 addresses in proportion to a city of another size, at least 1.

    >>> scaled(6_000, 2_840)
    60
    """
    return max(1, round(figure * addresses / 284_000))
