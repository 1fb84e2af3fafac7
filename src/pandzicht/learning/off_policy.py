# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a new rule would have found, told from visits that another rule chose.

Only the probabilities with which addresses were drawn can tell it (lawful.md section 3, 7): by Hajek's estimate (1971),
and doubly robust with a model of the outcome that has not seen these outcomes (Robins, Rotnitzky and Zhao 1994, J. Am.
Stat. Assoc. 89). Where too little was drawn that the new rule would choose, there is no claim.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pandzicht.learning.interval import Ground, Judged, Refused, clustered_share
from pandzicht.ranking.estimate import Floats, Integers, effective_count, student_reach, summed
from pandzicht.ranking.yield_estimate import Figure, wilson

_Z = 1.959963984540054
SMALLEST_SAMPLE = 50
"""The effective sample size below which nothing is claimed of a new rule."""


@dataclass(frozen=True, slots=True)
class Logged:
    """The rows that a new rule would choose: what was found, the part taken, and how probable each was to be drawn."""

    found: Floats
    """1 or 0; not a number where nobody went."""
    taken: Floats
    chance: Floats
    """Not a number for a row that was added by hand: it enters no estimate."""
    clusters: Integers
    expected: Floats | None = None
    """What a model that has not seen these outcomes expects."""
    is_frame: bool = False
    """Whether the rows that were not visited are there too."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a rule would find per visit: the two estimates, and the naive one, which never stands alone."""

    hajek: Judged
    doubly_robust: Judged
    naive: float | None
    sample: float
    """The effective sample size."""


def rule_value(rows: Logged) -> Value:
    """Return what a rule would find per visit over the whole frame, or why that cannot be told."""
    known = ~np.isnan(rows.chance)
    chosen = (rows.taken > 0) & known
    if bool(np.any(rows.chance[chosen] <= 0)):
        refused = Refused(Ground.NO_OVERLAP)
        return Value(refused, refused, None, 0.0)
    visited = chosen & ~np.isnan(rows.found)
    weights = np.zeros(len(rows.found))
    weights[visited] = rows.taken[visited] / rows.chance[visited]
    sample = effective_count(weights)
    if sample < SMALLEST_SAMPLE:
        refused = Refused(Ground.SMALL_SAMPLE, sample)
        return Value(refused, refused, None, sample)
    seen = np.where(visited, rows.found, 0.0)
    naive = float(np.add.reduce(seen * rows.taken * visited) / np.add.reduce(rows.taken * visited))
    return Value(clustered_share(seen, weights, rows.clusters), _doubly_robust(rows, chosen, weights), naive, sample)


def _doubly_robust(rows: Logged, chosen: NDArray[np.bool_], weights: Floats) -> Judged:
    """Return what the model expects of all chosen rows, corrected by how far it was off where somebody went."""
    if rows.expected is None or not rows.is_frame:
        return Refused(Ground.NO_FRAME)
    expected = np.where(chosen, rows.expected, 0.0)
    size = float(np.add.reduce(rows.taken[chosen]))
    off = weights * (np.nan_to_num(rows.found) - expected)
    parts = np.where(chosen, rows.taken * expected, 0.0) + off
    value = float(np.add.reduce(parts)) / size
    _, place = np.unique(rows.clusters[chosen], return_inverse=True)
    groups = int(place.max()) + 1
    if groups < 2:
        return Refused(Ground.FEW_GROUPS, groups)
    influence = summed(place, (parts[chosen] - value * rows.taken[chosen]) / size)
    error = float(np.sqrt(groups / (groups - 1) * np.add.reduce(influence**2)))
    sample = effective_count(weights)
    share = min(max(value, 0.0), 1.0)
    error *= student_reach(max(sample - 1, 1.0)) / _Z
    count = share * (1 - share) / error**2 if error > 0 and 0 < share < 1 else sample
    return Figure(share, *wilson(share, count), sample)
