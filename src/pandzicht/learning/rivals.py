# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learned points held against simpler ways to choose: the lot and the points of experts, round by round.

Each round is judged by what could be known before it, on buildings and owners that were not learned from. What was
added by hand has no probability and enters no estimate; its yield stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pandzicht.learning.interval import Ground, Judged, Refused, clustered_share, ratio, sure_bounds
from pandzicht.learning.labels import Labels
from pandzicht.learning.learned_points import LearnedPoints, learned_points
from pandzicht.learning.off_policy import Logged, rule_value
from pandzicht.learning.ordering import Order, precision
from pandzicht.learning.resample import bootstrapped
from pandzicht.learning.trial import FEWEST_WINDOWS
from pandzicht.ranking.estimate import Floats, Integers, effective_count
from pandzicht.ranking.yield_estimate import SMALLEST_CELL, Figure, wilson

FEWEST_LEARNED = 100
"""A round before which fewer labels were known is not judged."""
SEEN_SHARE = 0.2
"""Of the visited units those that come first by an order, when orders are held against each other on them."""


class Rival(StrEnum):
    """A way to choose, from the simplest on."""

    LOT = "lot"
    EXPERTS = "experts"
    CHALLENGER = "challenger"
    """The points that the check tries on a share of its own, as they are now."""
    LEARNED = "learned"
    PAIR = "pair"
    """Learned points with a pair of signals beside them: only judged, never proposed."""


@dataclass(frozen=True, slots=True)
class JudgedRound:
    """One round: its rows, and the score that each way to choose gave them before it was known what they held."""

    day: int
    rows: Integers
    scores: Mapping[Rival, Floats]
    expected: Floats | None = None
    """How probable a finding was by what was learned before."""
    taught: LearnedPoints | None = None
    """What was learned before."""


@dataclass(frozen=True, slots=True)
class Rated:
    """What one way to choose finds per visit."""

    per_round: tuple[Judged, ...]
    median: float | None
    worst: float | None
    """Nothing where fewer rounds than six say something."""
    seen: Judged
    """Among the visited units, those that come first in each round."""
    at_least: float | None
    """The share of these that may be promised."""
    of_all: Judged
    """Over the whole frame of each round, at its own capacity (Hajek)."""
    lift: Judged
    """Over what a visit to any unit of the frame finds."""


def learned_rounds(labels: Labels, expert: Mapping[str, int]) -> tuple[JudgedRound, ...]:
    """Return the rounds before which enough was known to learn from, with the score of the lot, experts and learned."""
    rounds = []
    for day in np.unique(labels.proposed):
        rows = np.flatnonzero((labels.proposed == day) & labels.is_drawn)
        then = labels.as_of(int(day))
        taught = learned_points(then, known_before(then, rows, int(day)), expert, fewest=FEWEST_LEARNED)
        if len(rows) and isinstance(taught, LearnedPoints):
            scores = fixed_scores(labels, rows, {Rival.LOT: {}, Rival.EXPERTS: expert, Rival.LEARNED: taught.points})
            rounds.append(JudgedRound(int(day), rows, scores, taught.chances(labels, rows), taught))
    return tuple(rounds)


def tried_rounds(
    labels: Labels, days: Sequence[int], expert: Mapping[str, int], tried: Mapping[str, int]
) -> tuple[JudgedRound, ...]:
    """Return the rounds of some days with the scores of points that were tried, as they are, beside the experts'."""
    rounds = []
    for day in sorted(set(days)):
        rows = np.flatnonzero((labels.proposed == day) & labels.is_drawn)
        if len(rows):
            points = {Rival.LOT: {}, Rival.EXPERTS: expert, Rival.CHALLENGER: tried}
            rounds.append(JudgedRound(day, rows, fixed_scores(labels, rows, points)))
    return tuple(rounds)


def fixed_scores(labels: Labels, rows: Integers, points: Mapping[Rival, Mapping[str, int]]) -> dict[Rival, Floats]:
    """Return the score of some rows by each of several points."""
    return {rival: labels.scores(own, rows) for rival, own in points.items()}


def known_before(labels: Labels, judged: Integers, day: int) -> Integers:
    """Return the rows of which the outcome was known on a day, of buildings and owners that are not judged."""
    shared = np.isin(labels.clusters, labels.clusters[judged])
    return np.flatnonzero((labels.looked < day) & (labels.proposed < day) & ~shared)


def rated(labels: Labels, rounds: Sequence[JudgedRound], rival: Rival) -> Rated:
    """Return what a way to choose would have found in some rounds."""
    per_round = tuple(_seen(labels, [each], rival) for each in rounds)
    told = [each.value for each in per_round if isinstance(each, Figure)]
    seen = _seen(labels, rounds, rival)
    of_all, frame = _of_all(labels, rounds, rival), _frame(labels, rounds)
    return Rated(
        per_round=per_round,
        median=float(np.median(told)) if len(told) >= FEWEST_WINDOWS else None,
        worst=min(told) if len(told) >= FEWEST_WINDOWS else None,
        seen=seen,
        at_least=sure_bounds(seen)[0] if isinstance(seen, Figure) else None,
        of_all=of_all,
        lift=next((each for each in (of_all, frame) if isinstance(each, Refused)), None) or _ratio(of_all, frame),
    )


def _ratio(one: Judged, other: Judged) -> Judged:
    return ratio(one, other) if isinstance(one, Figure) and isinstance(other, Figure) else Refused(Ground.NO_CONTROL)


def ahead(
    labels: Labels, rounds: Sequence[JudgedRound], one: Rival, other: Rival, *, of_all: bool = False, seed: int = 1
) -> Judged:
    """Return how much more of its visits has a finding by one way to choose than by another, on the same units.

    Among the visited units; or, with `of_all`, of all units of the frames, for which each visited one stands in.
    """
    if not rounds:
        return Refused(Ground.FEW_WINDOWS)
    rows = np.concatenate([each.rows for each in rounds])
    ends = np.cumsum([len(each.rows) for each in rounds])[:-1]
    stands_for = 1 / labels.chance[rows] if of_all else np.ones(len(rows))
    shares = [float(labels.capacity[each.rows][0]) if of_all else SEEN_SHARE for each in rounds]
    orders = [[Order.by(each.scores[rival]) for each in rounds] for rival in (one, other)]
    found = [labels.found[each.rows] for each in rounds]

    def less(weights: Floats) -> float:
        parts = np.split(weights * stands_for, ends)
        first, second = (_mean_precision(own, found, parts, shares) for own in orders)
        return first - second

    return bootstrapped(less, labels.clusters[rows], seed=seed)


def _mean_precision(
    orders: Sequence[Order], found: Sequence[Floats], parts: Sequence[Floats], shares: Sequence[float]
) -> float:
    """Return the share with a finding among what comes first in each round, each round counting for its visits."""
    told, counts = [], []
    for order, hits, weights, share in zip(orders, found, parts, shares, strict=True):
        each = precision(order, hits, share, weights)
        if not np.isnan(each):
            told.append(each)
            counts.append(float(len(hits)))
    return float(np.average(told, weights=counts)) if told else float("nan")


def simplest(differs: Callable[[Rival, Rival], Judged], rivals: Sequence[Rival]) -> Rival:
    """Return the simplest way to choose that no more complicated one beats for sure (lawful.md 15).

    >>> surely = lambda one, other: Figure(0.1, 0.02, 0.2, 50.0)
    >>> maybe = lambda one, other: Figure(0.1, -0.02, 0.2, 50.0)
    >>> order = [Rival.LOT, Rival.EXPERTS, Rival.LEARNED]
    >>> simplest(surely, order).value, simplest(maybe, order).value
    ('learned', 'lot')

    What beats the lot alone is not kept for that: the experts, whom it does not surely beat, are simpler.

    >>> of_the_lot = lambda one, other: (surely if (one, other) == (Rival.LEARNED, Rival.LOT) else maybe)(one, other)
    >>> simplest(of_the_lot, order).value
    'experts'
    """

    def beats(one: Rival, other: Rival) -> bool:
        difference = differs(one, other)
        return isinstance(difference, Figure) and difference.low > 0

    not_beaten = (
        rival for at, rival in enumerate(rivals) if not any(beats(later, rival) for later in rivals[at + 1 :])
    )
    return next(not_beaten)


def by_hand(labels: Labels) -> Judged:
    """Return the share with a finding among what people added by hand."""
    found = labels.found[~labels.is_drawn]
    if len(found) < SMALLEST_CELL:
        return Refused(Ground.FEW_ROWS, float(len(found)))
    share = float(np.mean(found))
    return Figure(share, *wilson(share, len(found), step=1), float(len(found)))


@dataclass(frozen=True, slots=True)
class Band:
    """Units that were expected to hold about as much, and what they held, each for as many units as it stands for."""

    expected: float
    found: Judged


def calibration(labels: Labels, rounds: Sequence[JudgedRound], *, bands: int = 4) -> tuple[Band, ...]:
    """Return what was expected of units before they were visited beside what was found, from little to much."""
    told = [(each.rows, each.expected) for each in rounds if each.expected is not None]
    if not told:
        return ()
    rows, expected = (np.concatenate(parts) for parts in zip(*told, strict=True))
    edges = np.unique(np.quantile(expected, np.arange(1, bands) / bands))
    place, weights = np.searchsorted(edges, expected, side="right"), 1 / labels.chance[rows]
    found = []
    for band in np.unique(place):
        own = place == band
        mean = float(np.average(expected[own], weights=weights[own]))
        enough = own.sum() >= SMALLEST_CELL
        held = clustered_share(labels.found[rows[own]], weights[own], labels.clusters[rows[own]])
        found.append(Band(mean, held if enough else Refused(Ground.FEW_ROWS, float(own.sum()))))
    return tuple(found)


def _seen(labels: Labels, rounds: Sequence[JudgedRound], rival: Rival) -> Judged:
    taken = [Order.by(each.scores[rival]).places(np.ones(len(each.rows))).taken(SEEN_SHARE) for each in rounds]
    weights = np.concatenate([np.zeros(0), *taken])
    if float(np.add.reduce(weights)) < SMALLEST_CELL:
        return Refused(Ground.FEW_ROWS, float(np.add.reduce(weights)))
    rows = np.concatenate([each.rows for each in rounds])
    return clustered_share(labels.found[rows], weights, labels.clusters[rows])


def _of_all(labels: Labels, rounds: Sequence[JudgedRound], rival: Rival) -> Judged:
    if not rounds:
        return Refused(Ground.FEW_WINDOWS)
    taken = [
        Order.by(each.scores[rival]).places(1 / labels.chance[each.rows]).taken(float(labels.capacity[each.rows][0]))
        for each in rounds
    ]
    rows = np.concatenate([each.rows for each in rounds])
    logged = Logged(labels.found[rows], np.concatenate(taken), labels.chance[rows], labels.clusters[rows])
    return rule_value(logged).hajek


def _frame(labels: Labels, rounds: Sequence[JudgedRound]) -> Judged:
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *(each.rows for each in rounds)])
    weights = 1 / labels.chance[rows]
    if effective_count(weights) < SMALLEST_CELL:
        return Refused(Ground.FEW_ROWS, float(len(rows)))
    return clustered_share(labels.found[rows], weights, labels.clusters[rows])
