# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""All that outcomes say of a check: the points they teach, held against simpler ways, and what may follow from it.

Learned points enter as a challenger, on a share of their own; they take over only on what they found as one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial

import numpy as np

from pandzicht.language import message
from pandzicht.learning.fed import WithoutFed, without_fed
from pandzicht.learning.interval import Judged
from pandzicht.learning.labels import Labels
from pandzicht.learning.learned_points import LearnedPoints, NotLearned, learned_points
from pandzicht.learning.moved import Moved, moved_points
from pandzicht.learning.pairs import JudgedPair, tested_pair
from pandzicht.learning.rivals import (
    Band,
    JudgedRound,
    Rated,
    Rival,
    ahead,
    by_hand,
    calibration,
    learned_rounds,
    rated,
    simplest,
    tried_rounds,
)
from pandzicht.learning.round_calibration import round_calibration
from pandzicht.learning.stand_ins import StandIn, stand_in_test
from pandzicht.ranking.yield_estimate import Figure

FEWEST_TRIED = 3
"""Rounds that points must have been tried in as a challenger before they may take over."""
LEARNING, JUDGING = message("learning from the outcomes"), message("judging round by round")
COMPARING, PAIRS = message("comparing with simpler ways to choose"), message("looking at pairs of signals")
SIGNALS = message("looking at each signal")
Tell = Callable[[str, float], None]
"""Told what is being done and which part is behind (0 to 1)."""
_ORDER = (Rival.LOT, Rival.EXPERTS, Rival.LEARNED)


def nobody(_phase: str, _part: float) -> None:
    """Tell nobody."""


class Obstacle(StrEnum):
    """Why nothing may be proposed."""

    NOT_LEARNED = "not_learned"
    NO_ROUND = "no_round"
    NOT_BETTER = "not_better"
    SAME_POINTS = "same_points"
    NO_CHALLENGER = "no_challenger"
    FEW_TRIED = "few_tried"
    NOT_SURE = "not_sure"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is learned for: the points of a check as they are, those it tries, and on which days it tried just these."""

    points: Mapping[str, int]
    tried: Mapping[str, int]
    tried_on: tuple[int, ...] = ()
    stand_ins: tuple[str, ...] = ()
    """The signals that read what may stand in for a refused trait: each is tested by itself."""
    fed: tuple[str, ...] = ()
    """The signals that earlier visits feed: the points are judged with and without them."""

    @property
    def signals(self) -> tuple[str, ...]:
        """The signals that may have points: those of the check, and no others."""
        return tuple(dict.fromkeys((*self.points, *self.tried)))


@dataclass(frozen=True, slots=True)
class Counted:
    """What was learned from."""

    labels: int
    """Those with a probability."""
    by_hand: int
    found: int
    rounds: int
    clusters: int
    """Buildings and owners that have nothing to do with one another."""
    first: int
    last: int
    """The first peildatum and the last look, as ordinals; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What the points of the challenger found as such."""

    rounds: int
    rated: Mapping[Rival, Rated]
    ahead: Judged
    """Of all units of the frames: the challenger less the points as they are."""


@dataclass(frozen=True, slots=True)
class Learned:
    """All that outcomes say of a check."""

    asked: Asked
    counted: Counted
    result: LearnedPoints | NotLearned
    judged: tuple[JudgedRound, ...]
    rated: Mapping[Rival, Rated]
    ahead: Mapping[Rival, Judged]
    """The learned points less a simpler way, among the visited units."""
    keep: Rival | None
    """The simplest way that no other beats for sure; nothing where no round can be judged."""
    by_hand: Judged
    bands: tuple[Band, ...]
    tried: Tried | None
    stand_ins: tuple[StandIn, ...] = ()
    without_fed: WithoutFed | None = None
    pair: JudgedPair | None = None
    """What pairs of signals say beside the points; nothing below 1,500 labels."""
    moved: tuple[Moved, ...] = ()
    """What outcomes did to the points of each signal, in the order of the signals."""
    by_round: tuple[Band | None, ...] = ()
    """Of each judged round what was expected of its units beside what they held."""

    @property
    def against_trying(self) -> tuple[Obstacle, ...]:
        """Why the learned points may not be proposed as a challenger."""
        if isinstance(self.result, NotLearned):
            return (Obstacle.NOT_LEARNED,)
        if not self.judged:
            return (Obstacle.NO_ROUND,)
        found = []
        difference = self.ahead[Rival.EXPERTS]
        if not isinstance(difference, Figure) or difference.value <= 0:
            found.append(Obstacle.NOT_BETTER)
        if dict(self.result.points) in (dict(self.asked.points), dict(self.asked.tried)):
            found.append(Obstacle.SAME_POINTS)
        return tuple(found)

    @property
    def against_taking_over(self) -> tuple[Obstacle, ...]:
        """Why the points of the challenger may not be proposed to take over."""
        if self.tried is None:
            return (Obstacle.NO_CHALLENGER,)
        if self.tried.rounds < FEWEST_TRIED:
            return (Obstacle.FEW_TRIED,)
        values = [self.tried.rated[rival].of_all for rival in (Rival.EXPERTS, Rival.CHALLENGER)]
        known = all(isinstance(value, Figure) for value in values)
        is_sure = known and isinstance(self.tried.ahead, Figure) and self.tried.ahead.low > 0
        return () if is_sure else (Obstacle.NOT_SURE,)


def learn(labels: Labels, asked: Asked, tell: Tell = nobody) -> Learned:
    """Return what labels say of a check: learned from all, and judged round by round from what was known before.

    Tells what it does and how much is behind, and stops where that raises.
    """
    rows = np.arange(len(labels.found))
    tell(LEARNING, 0.0)
    result = learned_points(labels, rows, asked.points)
    tell(JUDGING, 0.1)
    judged = learned_rounds(labels, asked.points)
    tell(COMPARING, 0.4)
    held = cache(partial(ahead, labels, judged))
    keep = simplest(held, _ORDER) if judged else None
    tried = as_tried(labels, asked)
    tell(PAIRS, 0.7)
    pair = tested_pair(labels, judged, asked.points, result)
    tell(SIGNALS, 0.9)
    return Learned(
        asked=asked,
        counted=_counted(labels),
        result=result,
        judged=judged,
        rated={rival: rated(labels, judged, rival) for rival in _ORDER},
        ahead={rival: held(Rival.LEARNED, rival) for rival in _ORDER[:-1]},
        keep=keep,
        by_hand=by_hand(labels),
        bands=calibration(labels, judged),
        tried=tried,
        stand_ins=tuple(stand_in_test(labels, name) for name in asked.stand_ins),
        without_fed=without_fed(labels, asked.points, asked.fed),
        pair=pair,
        moved=moved_points(labels, asked.points, result),
        by_round=round_calibration(labels, judged),
    )


def _counted(labels: Labels) -> Counted:
    drawn = labels.is_drawn
    return Counted(
        labels=int(drawn.sum()),
        by_hand=int((~drawn).sum()),
        found=int(labels.found[drawn].sum()),
        rounds=len(np.unique(labels.proposed[drawn])),
        clusters=len(np.unique(labels.clusters[drawn])),
        first=int(labels.proposed.min(initial=0 if not len(labels.found) else labels.proposed[0])),
        last=int(labels.looked.max(initial=0)),
    )


def as_tried(labels: Labels, asked: Asked) -> Tried | None:
    """Return what the points that a check tries found on the days that it did; nothing where it tries none."""
    if not asked.tried:
        return None
    rounds: Sequence[JudgedRound] = tried_rounds(labels, asked.tried_on, asked.points, asked.tried)
    own = {rival: rated(labels, rounds, rival) for rival in (Rival.EXPERTS, Rival.CHALLENGER)}
    return Tried(len(rounds), own, ahead(labels, rounds, Rival.CHALLENGER, Rival.EXPERTS, of_all=True))
