# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far inspectors differ in what share of addresses they find something: a figure of all together, never of one.

Inspectors are colleagues. What leaves this file is how wide the whole group spreads; no share, count, rank or name of
one of them, and nothing at all of a group of fewer than five (lawful.md 42 and section 3.12).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pandzicht.ranking.chi_square import chi_square_reach, chi_square_tail
from pandzicht.ranking.double_visits import NotSaid, Unsaid
from pandzicht.ranking.estimate import Floats
from pandzicht.ranking.yield_estimate import Figure

FEWEST_INSPECTORS = 5
"""The spread of fewer is hardly known, and says too much of each."""
FEWEST_SEEN = 10
"""Who saw fewer addresses is left out: their share is chance."""
_DIGITS = 9
_TAIL = 0.025
_MIDDLE_HALF = 0.6744897501960817
"""So many standard deviations from the middle, on both sides, half of a normal distribution lies."""


@dataclass(frozen=True, slots=True)
class SeenBy:
    """An address that an inspector saw: who, among which addresses the lot divided it, and whether something was found.

    Of a cell (one round, one stratum, one step) every address could have gone to any inspector.
    """

    by: str
    cell: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class InspectorEffect:
    """How far inspectors differ, beyond what chance and the addresses that they got explain."""

    inspectors: int
    seen: int
    share: float
    """The share of the addresses seen at which they found something, all together."""
    spread: Figure
    """The standard deviation of the share of one inspector, as a share."""
    part: Figure
    """Which part of all variance between looks that is: the intraclass correlation."""
    middle_low: float
    middle_high: float
    """Between which shares half of the inspectors lie."""
    p: float
    """How probable such differences are when all inspectors look alike (chi-square of heterogeneity)."""


def inspector_effect(looks: Iterable[SeenBy]) -> InspectorEffect | NotSaid:
    """Return how far inspectors differ in what they find at addresses that the lot divided among them.

    Analysis of variance with cells as blocks (Henderson's method III; Searle, Casella & McCulloch, Variance Components,
    1992), which is among the least biased for shares (Ridout, Demetrio & Firth 1999, Biometrics 55). Intervals of 95 %
    by the chi-square of the differences (Thomas & Hultquist 1978, Ann. Stat. 6); the test is that of Mantel & Haenszel
    for several groups (Landis, Heyman & Koch 1978, Int. Stat. Rev. 46), whose moments are those of the lot.
    """
    told = list(looks)
    counts = Counter(item.by for item in told)
    kept = [item for item in told if item.by and counts[item.by] >= FEWEST_SEEN]
    if len({item.by for item in kept}) < FEWEST_INSPECTORS:
        return NotSaid(Unsaid.FEW_INSPECTORS)
    sums = _Sums.of(kept)
    if sums.freedom < FEWEST_INSPECTORS - 1 or sums.left <= 0:
        return NotSaid(Unsaid.FEW_INSPECTORS)
    if sums.within <= 0:
        return NotSaid(Unsaid.ONE_ANSWER)
    return _told(kept, sums)


@dataclass(frozen=True, slots=True)
class _Sums:
    """The sums of squares of found (0 or 1) within cells, and what of them goes with the inspectors."""

    between: float
    within: float
    """What is left, per degree of freedom."""
    freedom: int
    left: float
    """Degrees of freedom of what is left."""
    size: float
    """How many addresses an inspector saw, as far as it counts for the difference."""
    chi_square: float

    @classmethod
    def of(cls, looks: Sequence[SeenBy]) -> _Sums:
        """Return the sums of looks, of which every cell gives the differences from its own share."""
        people, cells = (sorted(set(names)) for names in zip(*((item.by, item.cell) for item in looks), strict=True))
        seen = np.zeros((len(cells), len(people)))
        found = np.zeros_like(seen)
        for item in looks:
            at = cells.index(item.cell), people.index(item.by)
            seen[at] += 1
            found[at] += item.is_found
        total = seen.sum(axis=1)
        share = found.sum(axis=1) / total
        apart = (found - share[:, None] * seen).sum(axis=0)
        spread = share * (1 - share) * total / np.maximum(total - 1, 1)
        lot = np.array([np.diag(row) - np.outer(row, row) / count for row, count in zip(seen, total, strict=True)])
        design = lot.sum(axis=0)
        freedom = int(np.linalg.matrix_rank(design))
        between = float(apart @ np.linalg.pinv(design, hermitian=True) @ apart)
        left = float(total.sum()) - len(cells) - freedom
        within = (float((share * (1 - share) * total).sum()) - between) / left if left > 0 else 0.0
        chi_square = _quadratic(apart, (lot * spread[:, None, None]).sum(axis=0))
        return cls(between, within, freedom, left, float(np.trace(design)) / max(freedom, 1), chi_square)


def _quadratic(apart: Floats, variance: Floats) -> float:
    return float(apart @ np.linalg.pinv(variance, hermitian=True) @ apart)


def _told(kept: Sequence[SeenBy], sums: _Sums) -> InspectorEffect:
    inspectors, seen = len({item.by for item in kept}), len(kept)
    share = sum(item.is_found for item in kept) / seen
    ratio = sums.between / sums.freedom / sums.within
    tails = (chi_square_reach(_TAIL, sums.freedom), chi_square_reach(1 - _TAIL, sums.freedom))
    bounds = (ratio, *(ratio * sums.freedom / reach for reach in tails))
    # variance between inspectors over that between their own looks: the estimate, and from where to where
    over = [max(0.0, (bound - 1) / sums.size) for bound in bounds]
    spread = [math.sqrt(each * sums.within) for each in over]
    part = [each / (1 + each) for each in over]
    reach = _MIDDLE_HALF * spread[0]
    return InspectorEffect(
        inspectors=inspectors,
        seen=seen,
        share=round(share, _DIGITS),
        spread=_figure(spread, inspectors),
        part=_figure(part, inspectors),
        middle_low=round(max(0.0, share - reach), _DIGITS),
        middle_high=round(min(1.0, share + reach), _DIGITS),
        p=round(chi_square_tail(sums.chi_square, sums.freedom), _DIGITS),
    )


def _figure(parts: Sequence[float], of: int) -> Figure:
    value, low, high = (round(each, _DIGITS) for each in parts)
    return Figure(value, low, high, of)
