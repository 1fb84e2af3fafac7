# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a signal that reads what may stand in for a refused trait finds anything: the test on the random share.

Who uses such a signal needs a written reason, and this test (lawful.md 10; Algoritmekader dat-02): among all that was
drawn with a probability, each standing for as many as it does, is more found where it says yes than where it does not?
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pandzicht.learning.interval import Ground, Judged, Refused, clustered_share, difference
from pandzicht.learning.labels import Flags, Labels
from pandzicht.ranking.yield_estimate import SMALLEST_CELL


class Verdict(StrEnum):
    """What the test says of a signal."""

    FINDS = "finds"
    """More is found where it says yes, for sure."""
    UNSURE = "unsure"
    """The difference may be chance, or too little was looked at."""
    FINDS_NOT = "finds_not"
    """No more is found where it says yes, for sure: nothing speaks for using it."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """How much is found where a signal says yes, where it does not, and the difference of the two shares."""

    signal: str
    yes: Judged
    other: Judged
    difference: Judged

    @property
    def verdict(self) -> Verdict:
        """What may be said of it."""
        if isinstance(self.difference, Refused):
            return Verdict.UNSURE
        if self.difference.low > 0:
            return Verdict.FINDS
        return Verdict.FINDS_NOT if self.difference.high <= 0 else Verdict.UNSURE


def stand_in_test(labels: Labels, signal: str) -> StandIn:
    """Return what the units that were drawn with a probability tell of a signal of the labels."""
    says_yes = labels.yes[:, labels.signals.index(signal)] == 1
    yes, other = (_share(labels, labels.is_drawn & rows) for rows in (says_yes, ~says_yes))
    return StandIn(signal, yes, other, difference(yes, other))


def _share(labels: Labels, rows: Flags) -> Judged:
    count = int(rows.sum())
    if count < SMALLEST_CELL:
        return Refused(Ground.FEW_ROWS, count)
    return clustered_share(labels.found[rows], 1 / labels.chance[rows], labels.clusters[rows])
