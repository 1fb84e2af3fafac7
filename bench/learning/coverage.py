# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often intervals of 95 % hold the truth, over simulated histories of which the truth is known.

A history is one round: a frame whose units have a probability of a finding that rises with their points, a selection
drawn as Pandzicht draws it, and outcomes. The truth of a stratum is the mean probability of the units that could be in
it, each by how probable that was; that of the lift is top's over the frame's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.figures import Figures, figure
from pandzicht.learning.interval import clustered_share
from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.strata import Draws, Shares, Stratum, draw_strata, shares_of
from pandzicht.ranking.yield_estimate import Drawn, Figure, yield_of

HISTORIES = 2_000
FRAME, SIZE = 5_000, 400
CONTROL, CHALLENGER = 0.20, 0.19
"""Shares of the selection: 80 of control and 76 of the challenger, which is what judging a rule asks (lawful.md 1)."""
OPENED = 0.85
"""Of whom is visited somebody opens this often; nobody at home counts as nothing established."""
NAMES = ("control", "challenger", "lift")


@dataclass(frozen=True, slots=True)
class Frame:
    """Units by their points in two orders, with the probability that a visit establishes something."""

    score: np.ndarray
    challenger: np.ndarray
    chance: np.ndarray


def framed(rng: np.random.Generator) -> Frame:
    """A frame of a history: one in eight is in violation, and points tell of it as signals do."""
    score = rng.binomial(5, 0.12, FRAME)
    challenger = np.where(rng.random(FRAME) < 0.5, score, rng.binomial(5, 0.12, FRAME))
    chance = OPENED * np.clip(0.05 + 0.09 * score + 0.04 * challenger, 0, 0.95)
    return Frame(score, challenger, chance)


def told_of(rng: np.random.Generator, frame: Frame, shares: Shares) -> dict[str, tuple[float, float, float] | None]:
    """Per figure of a history its truth and the ends of its interval; None where it was refused."""
    order, challenger, control = (rng.permutation(FRAME).astype(np.uint64) for _ in range(3))
    drawn = draw_strata(frame.score, frame.challenger, shares, Draws(order, challenger, control))
    chosen = np.flatnonzero(drawn.stratum != "")
    units = [Drawn(str(at), Stratum(drawn.stratum[at]), float(drawn.probability[at])) for at in chosen.tolist()]
    found = rng.random(FRAME) < frame.chance
    seen = {True: Outcome("bezoek", Result.ESTABLISHED), False: Outcome("bezoek", Result.NOTHING)}
    gave = yield_of(units, {unit.unit_id: seen[bool(found[int(unit.unit_id)])] for unit in units})

    def mean(stratum: Stratum) -> float:
        return float(frame.chance[drawn.stratum == stratum].mean())

    left = np.isin(drawn.stratum, ("", Stratum.CONTROL))
    figures = {
        "control": (float(frame.chance[left].mean()), gave.strata[Stratum.CONTROL].per_visited),
        "challenger": (mean(Stratum.CHALLENGER), gave.strata[Stratum.CHALLENGER].per_visited),
        "lift": (mean(Stratum.TOP) / float(frame.chance.mean()), gave.lift),
    }
    return {
        name: (truth, told.low, told.high) if isinstance(told, Figure) else None
        for name, (truth, told) in figures.items()
    }


def covered(histories: int, seed: int) -> dict[str, float]:
    """The share of the histories whose interval holds the truth, per figure, of those in which it was claimed."""
    rng = np.random.default_rng(seed)
    shares = shares_of(SIZE, control=CONTROL, challenger=CHALLENGER)
    held: dict[str, list[bool]] = {name: [] for name in NAMES}
    for _ in range(histories):
        for name, told in told_of(rng, framed(rng), shares).items():
            if told is not None:
                held[name].append(told[1] <= told[0] <= told[2])
    return {name: float(np.mean(values)) for name, values in held.items()}


def covered_in_clusters(histories: int, seed: int, *, clusters: int = 60) -> float:
    """The same for a share of rows that lie together in buildings of one to six, which resemble one another."""
    rng, truth, held = np.random.default_rng(seed), 0.15, []
    for _ in range(histories):
        own = rng.beta(truth * 4, (1 - truth) * 4, clusters)
        place = np.repeat(np.arange(clusters), rng.integers(1, 7, clusters))
        told = clustered_share((rng.random(len(place)) < own[place]).astype(float), np.ones(len(place)), place)
        held.append(isinstance(told, Figure) and told.low <= truth <= told.high)
    return float(np.mean(held))


def of_intervals(figures: Figures, *, histories: int = HISTORIES, seed: int = 1) -> None:
    """Put the coverage of every interval among the figures; `coverage` is the least of them."""
    found = covered(histories, seed) | {"clustered": covered_in_clusters(histories, seed)}
    for name, share in found.items():
        figures[f"coverage_{name}"] = figure(share, "share")
    figures["coverage"] = figure(min(found[name] for name in NAMES), "share")
    figures["coverage_histories"] = figure(histories, "histories")
