# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an order of addresses would have found: at capacity, in the first half, and how much earlier.

Rows with the same score stand in no order: each of them is taken for its part. Rows may have weights, so that the same
rules serve a sample with unequal probabilities and the bootstrap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pandzicht.ranking.estimate import Floats, Integers


@dataclass(frozen=True, slots=True)
class Order:
    """Rows in an order, the first to be visited first; rows of one block stand in none among themselves."""

    block: Integers

    @classmethod
    def by(cls, score: Floats) -> Order:
        """Return the order by a score, the highest first."""
        return cls(np.unique(-score, return_inverse=True)[1])

    def places(self, weights: Floats) -> Places:
        """Return where each row stands, when rows count by their weight; without any weight nowhere.

        >>> places = Order.by(np.array([1.0, 9.0, 1.0, 5.0])).places(np.ones(4))
        >>> places.before.tolist(), places.after.tolist()
        ([0.5, 0.0, 0.5, 0.25], [1.0, 0.25, 1.0, 0.5])
        """
        held = np.bincount(self.block, weights=weights)
        total = float(np.add.reduce(held))
        ends = np.cumsum(held) / total if total > 0 else np.zeros(len(held))
        starts = np.concatenate([[0.0], ends[:-1]])
        return Places(starts[self.block], ends[self.block])


@dataclass(frozen=True, slots=True)
class Places:
    """Of each row the part of all that goes before it, and before what comes after it and its equals (0 to 1)."""

    before: Floats
    after: Floats

    def taken(self, share: float) -> Floats:
        """Return which part of each row is among the first share of all."""
        span = self.after - self.before
        inside = np.clip(share - self.before, 0.0, span)
        return np.divide(inside, span, out=np.zeros_like(span), where=span > 0)


def precision(order: Order, found: Floats, share: float, weights: Floats) -> float:
    """Return the share with a finding among the first share of an order; not a number where nothing is taken.

    >>> order, found = Order.by(np.array([4.0, 3.0, 2.0, 1.0])), np.array([1.0, 1.0, 0.0, 0.0])
    >>> precision(order, found, 0.5, np.ones(4)), precision(Order.by(np.zeros(4)), found, 0.5, np.ones(4))
    (1.0, 0.5)
    """
    held, hits = (np.bincount(order.block, weights=each) for each in (weights, weights * found))
    room = share * np.add.reduce(held)
    ends = np.cumsum(held)
    taken = np.clip(room - (ends - held), 0.0, held)
    total = float(np.add.reduce(taken))
    parts = np.divide(taken, held, out=np.zeros_like(held), where=held > 0)
    return float(np.add.reduce(parts * hits)) / total if total > 0 else float("nan")


def found_within(order: Order, found: Floats, share: float, weights: Floats) -> float:
    """Return the weight of the findings among the first share of an order.

    >>> found_within(Order.by(np.array([4.0, 3.0, 2.0, 1.0])), np.array([0.0, 1.0, 0.0, 1.0]), 0.5, np.ones(4))
    1.0
    """
    return float(np.add.reduce(order.places(weights).taken(share) * weights * found))


def days_won(order: Order, found: Floats, days: Floats, weights: Floats) -> float:
    """Return how many days earlier all findings together are met when the visits of the same days change order.

    >>> order = Order.by(np.array([1.0, 2.0, 3.0]))
    >>> days_won(order, np.array([0.0, 0.0, 1.0]), np.array([0.0, 10.0, 20.0]), np.ones(3))
    20.0
    """
    by_day = np.argsort(days, kind="stable")
    passed = np.concatenate([[0.0], np.cumsum(weights[by_day])]) / np.add.reduce(weights)
    reached_at = np.concatenate([[0.0], np.cumsum(np.diff(passed) * days[by_day])])
    places = order.places(weights)
    span = places.after - places.before
    reached = np.interp(places.after, passed, reached_at) - np.interp(places.before, passed, reached_at)
    new = np.divide(reached, span, out=np.zeros_like(span), where=span > 0)
    return float(np.add.reduce((days - new) * found * weights))
