# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Simulated rounds of which the truth is known: how often the intervals of a yield hold it.

A history is one round: a frame, a draw as a check makes it, visits of which some fail, and findings by chance.
The truth of a stratum is what a visit to its units finds on average, and that of the lift is top over the whole frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pandzicht.learning.interval import Refused, clustered_share
from pandzicht.learning.off_policy import Logged, rule_value
from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.strata import Drawn as Draw
from pandzicht.ranking.strata import Draws, Stratum, draw_strata, shares_of
from pandzicht.ranking.yield_estimate import Drawn, Figure, Refusal, Yield, yield_of

Floats = NDArray[np.float64]
WENT = 0.9
"""Which share of visits succeeds, whatever is to be found there."""
LIFT = "lift"
FRAME = "frame"


@dataclass(frozen=True, slots=True)
class Town:
    """A frame: the points of every unit in an order and in another one, and how probable a finding is."""

    score: NDArray[np.int64]
    other: NDArray[np.int64]
    chance: Floats


@dataclass(frozen=True, slots=True)
class Scenario:
    """How large a round is, and what a visit to a unit drawn by lot would find."""

    size: int
    base: float
    control: float = 0.15
    challenger: float = 0.15


@dataclass(slots=True)
class Count:
    """How many intervals were claimed, how many of those hold the truth, and how often nothing was claimed."""

    claimed: int = 0
    held: int = 0
    refused: int = 0

    @property
    def share(self) -> float:
        """Which share of what was claimed holds the truth."""
        return self.held / self.claimed

    def add(self, told: Figure | Refusal, truth: float) -> None:
        """Count one figure."""
        if isinstance(told, Refusal):
            self.refused += 1
            return
        self.claimed += 1
        self.held += told.low <= truth <= told.high


SCENARIOS = tuple(Scenario(size, base) for size in (100, 300) for base in (0.02, 0.05, 0.12))


def town(base: float, units: int, random: np.random.Generator) -> Town:
    """Return a frame in which points tell something of what is found, and many units have the same points."""
    score = np.minimum(np.floor(random.gamma(1.2, 2.5, units)), 14).astype(np.int64)
    other = np.maximum(score + random.integers(-3, 4, units), 0)
    rising = np.exp(0.35 * score)
    return Town(score, other, np.minimum(base * rising / rising.mean(), 0.9))


def coverage(
    scenario: Scenario, histories: int, random: np.random.Generator, units: int = 20_000
) -> Mapping[str, Count]:
    """Return per stratum, for the frame and for the lift how often the interval holds the truth."""
    place = town(scenario.base, units, random)
    counts: dict[str, Count] = {}
    for _ in range(histories):
        told, truth = _round(place, scenario, random)
        for name, figure in _figures(told):
            counts.setdefault(name, Count()).add(figure, truth[name])
    return counts


def _round(place: Town, scenario: Scenario, random: np.random.Generator) -> tuple[Yield, Mapping[str, float]]:
    shares = shares_of(scenario.size, control=scenario.control, challenger=scenario.challenger)
    lots = (random.integers(0, 2**63, len(place.score), dtype=np.uint64) for _ in range(3))
    draw = draw_strata(place.score, place.other, shares, Draws(*lots))
    chosen = np.flatnonzero(draw.stratum != "")
    found = random.random(len(chosen)) < place.chance[chosen]
    went = random.random(len(chosen)) < WENT
    units = [Drawn(str(at), Stratum(str(draw.stratum[at])), float(draw.probability[at])) for at in chosen]
    outcomes = {
        str(at): Outcome("visit", Result.ESTABLISHED if hit else Result.NOTHING)
        for at, hit, there in zip(chosen, found, went, strict=True)
        if there
    }
    return yield_of(units, outcomes), _truth(place, draw)


def _truth(place: Town, draw: Draw) -> Mapping[str, float]:
    """What a visit finds on average: a control stands for all that was left to draw from."""
    left = (draw.stratum == "") | (draw.stratum == Stratum.CONTROL)
    told = {stratum.value: draw.stratum == stratum for stratum in (Stratum.TOP, Stratum.CHALLENGER)}
    rates = {name: float(place.chance[units].mean()) for name, units in (told | {Stratum.CONTROL.value: left}).items()}
    frame = float(place.chance.mean())
    return rates | {FRAME: frame, LIFT: rates[Stratum.TOP] / frame}


def _figures(told: Yield) -> Iterator[tuple[str, Figure | Refusal]]:
    for stratum, each in told.strata.items():
        yield stratum.value, each.per_visited
    yield FRAME, told.frame
    yield LIFT, told.lift


def clustered_coverage(histories: int, random: np.random.Generator, clusters: int = 60) -> float:
    """Return the same for a share of rows that lie together in buildings of one to six, which resemble one another."""
    truth, held = 0.15, 0
    for _ in range(histories):
        own = random.beta(truth * 4, (1 - truth) * 4, clusters)
        place = np.repeat(np.arange(clusters), random.integers(1, 7, clusters))
        told = clustered_share((random.random(len(place)) < own[place]).astype(float), np.ones(len(place)), place)
        held += isinstance(told, Figure) and told.low <= truth <= told.high
    return held / histories


def refused_as_it_should(histories: int, random: np.random.Generator) -> float:
    """Return in which share of histories a new rule was refused exactly where it had to be.

    Half of them are drawn too thin for a claim (an effective sample size below 50) or have no overlap with what could
    be drawn, and must be refused; the others were drawn well and must not.
    """
    right = 0
    for number in range(histories):
        must = number % 2 == 0
        rows = _logged(random, thin=must and number % 4 == 0, apart=must and number % 4 == 2)
        told = rule_value(rows).hajek
        right += isinstance(told, Refused) is must
    return right / histories


def _logged(random: np.random.Generator, *, thin: bool, apart: bool, units: int = 4_000) -> Logged:
    """Rows that a new rule would choose, drawn with a known chance: a fortieth of that where it is too thin."""
    chance = random.uniform(0.1, 0.3, units) / (40 if thin else 1)
    if apart:
        chance[random.random(units) < 0.05] = 0.0
    found = np.where(random.random(units) < chance, (random.random(units) < 0.2).astype(float), np.nan)
    return Logged(found, np.ones(units), chance, np.arange(units), is_frame=True)
