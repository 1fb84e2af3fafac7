# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether two signals together say more than their sum, which points cannot tell (lawful.md section 3, 10).

The best pair is chosen by what was known before a round, and judged on that round. It never becomes points of its own
accord: where it surely finds more, the model card says that it should become a signal, with a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pandzicht.learning.feature import FEWEST_ROWS
from pandzicht.learning.interval import Judged
from pandzicht.learning.labels import Labels
from pandzicht.learning.learned_points import LearnedPoints, NotLearned, learned_points
from pandzicht.learning.rivals import JudgedRound, Rival, ahead, known_before
from pandzicht.learning.trial import FEWEST_WINDOWS
from pandzicht.ranking.estimate import Floats, Integers, student_p, summed
from pandzicht.ranking.yield_estimate import Figure

FEWEST_FOR_PAIRS = 1_500
"""Fewer labels with a probability than this tell nothing of pairs."""
_LOOKED_AT = 8
"""So many pairs that stand out at first sight are tested in full."""
_BY_CHANCE = 0.05
"""How probable it may be that any pair stands out so far when none says more than its sum."""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """The pair of signals that stands out, in how many rounds it could be judged, and what it found more there."""

    signals: Pair | None
    """Nothing where no pair stands out among all that were tested."""
    rounds: int
    chosen_in: int
    """In how many of those rounds just this pair was chosen by what was known before."""
    ahead: Judged
    """Points with the best pair less points without, among the visited units."""

    @property
    def is_sure(self) -> bool:
        """Whether the pair says more than its sum for sure, in enough rounds in which it was chosen beforehand."""
        told = isinstance(self.ahead, Figure) and self.ahead.low > 0
        return told and self.signals is not None and self.chosen_in >= FEWEST_WINDOWS


def tested_pair(
    labels: Labels, rounds: Sequence[JudgedRound], expert: Mapping[str, int], now: LearnedPoints | NotLearned
) -> JudgedPair | None:
    """Return what pairs of signals say beside the learned points; nothing where too little is known for it."""
    every = np.flatnonzero(labels.is_drawn)
    if len(every) < FEWEST_FOR_PAIRS or not isinstance(now, LearnedPoints):
        return None
    judged, chosen = [], []
    for each in rounds:
        known = known_before(labels, each.rows, each.day)
        drawn = known[labels.is_drawn[known]]
        if len(drawn) >= FEWEST_FOR_PAIRS and each.taught is not None:
            then = labels.as_of(each.day)
            pair = standing_out(then, drawn, each.taught)
            own = _scores(then, drawn, each, pair, expert)
            judged.append(replace(each, scores=dict(each.scores) | {Rival.PAIR: own}))
            chosen.append(pair)
    best = standing_out(labels, every, now)
    told = ahead(labels, judged, Rival.PAIR, Rival.LEARNED)
    return JudgedPair(best, len(judged), chosen.count(best) if best else 0, told)


def _scores(
    labels: Labels, known: Integers, judged: JudgedRound, pair: Pair | None, expert: Mapping[str, int]
) -> Floats:
    """Return the score of judged rows with a pair as a signal beside the others; without one that of the others."""
    if pair is not None:
        both = np.prod([labels.yes[:, labels.signals.index(name)] for name in pair], axis=0)
        wider = replace(labels, signals=(*labels.signals, " & ".join(pair)), yes=np.column_stack([labels.yes, both]))
        taught = learned_points(wider, known, expert)
        if isinstance(taught, LearnedPoints):
            return wider.scores(taught.points, judged.rows)
    return judged.scores[Rival.LEARNED]


def standing_out(labels: Labels, rows: Integers, taught: LearnedPoints) -> Pair | None:
    """Return the pair of which *yes* to both finds most beyond its sum, when that is not chance among all pairs.

    A score test (Rao 1948) on top of the points that were learned, clustered by building and owner; as many pairs as
    were possible are taken to have been tried (Bonferroni).
    """
    yes, weights = labels.yes[rows], 1 / labels.chance[rows]
    expected = taught.chances(labels, rows)
    off = weights * (labels.found[rows] - expected)
    counts = yes.T @ yes
    can = np.triu(counts >= FEWEST_ROWS, 1)
    if not can.any():
        return None
    spread = np.sqrt(yes.T @ (yes * (off**2)[:, None]))
    first = np.divide(yes.T @ (yes * off[:, None]), spread, out=np.full_like(spread, -np.inf), where=can & (spread > 0))
    places = np.argsort(-first, axis=None, kind="stable")[: min(_LOOKED_AT, int(can.sum()))]
    pairs = [divmod(int(place), len(labels.signals)) for place in places]
    held = weights * expected * (1 - expected)
    told = [_by_chance(yes, yes[:, one] * yes[:, other], off, held, labels.clusters[rows]) for one, other in pairs]
    least = int(np.argmin(told))
    if told[least] * int(can.sum()) >= _BY_CHANCE:
        return None
    return labels.signals[pairs[least][0]], labels.signals[pairs[least][1]]


def _by_chance(yes: Floats, both: Floats, off: Floats, held: Floats, clusters: Integers) -> float:
    """Return how probable it is that a column finds so much more by chance, beyond what the others say of it."""
    x = np.column_stack([np.ones(len(yes)), yes])
    gram = (x * held[:, None]).T @ x + 1e-9 * np.eye(x.shape[1])
    apart = both - x @ np.linalg.solve(gram, x.T @ (held * both))
    _, place = np.unique(clusters, return_inverse=True)
    parts = summed(place, apart * off)
    error = float(np.sqrt(np.add.reduce(parts**2)))
    t = float(np.add.reduce(parts)) / error if error > 0 else 0.0
    counted = summed(place, both) > 0
    return student_p(t, max(float(counted.sum()) - 1, 1.0)) / 2 if t > 0 else 1.0
