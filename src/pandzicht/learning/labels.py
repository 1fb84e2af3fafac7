# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What outcomes teach a check: of each unit that was looked at, its answers when it was proposed, and what was found.

Who looked, with which team and on which day are no part of it: they say nothing of an address (lawful.md 42).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pandzicht.learning.past_visits import joined
from pandzicht.ranking.estimate import Floats, Integers

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Label:
    """One unit that was proposed in a round and looked at."""

    unit: str
    round: str
    """The selection in which it was proposed."""
    proposed: int
    """The peildatum of that selection, as ordinal."""
    looked: int
    """The day on which it was known what a look gave, as ordinal: from then on it could be learned from."""
    is_found: bool
    chance: float | None
    """How probable it was to be drawn and looked at; None for one that was added by hand."""
    capacity: float
    """The share of the frame that was selected in its round."""
    building: str
    owner: str
    """Empty where no legal person owns it."""
    answers: Mapping[str, str]
    """Signal -> yes, no or unknown when it was proposed, and whatever else came along."""
    undone: int = 0
    """The day, as ordinal, from which it was known that what was found did not stand; 0 where it stands."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one check as columns, in the order of rounds and units."""

    signals: tuple[str, ...]
    yes: Floats
    """Rows by signals: 1 where the answer was yes. Unknown counts as no, as it does in a score."""
    found: Floats
    chance: Floats
    """Not a number where added by hand."""
    proposed: Integers
    looked: Integers
    capacity: Floats
    groups: tuple[Integers, Integers]
    """Of each row its building and its owner; below zero for none."""
    clusters: Integers
    undone: Integers | None = None
    """As of a label; nothing where all that was found stands."""

    @classmethod
    def of(cls, rows: Sequence[Label], signals: Sequence[str]) -> Labels:
        """Return labels as columns: of their answers those of the signals, and nothing else that came along."""
        kept = sorted(rows, key=lambda row: (row.proposed, row.round, row.unit))
        answers = [[float(row.answers.get(name) == "yes") for name in signals] for row in kept]
        groups = (_numbered([row.building for row in kept]), _numbered([row.owner for row in kept]))
        return cls(
            signals=tuple(signals),
            yes=np.array(answers, dtype=np.float64).reshape(len(kept), len(signals)),
            found=np.array([float(row.is_found) for row in kept]),
            chance=np.array([np.nan if row.chance is None else row.chance for row in kept], dtype=np.float64),
            proposed=np.array([row.proposed for row in kept], dtype=np.int64),
            looked=np.array([row.looked for row in kept], dtype=np.int64),
            capacity=np.array([row.capacity for row in kept], dtype=np.float64),
            groups=groups,
            clusters=joined(groups),
            undone=np.array([row.undone for row in kept], dtype=np.int64),
        )

    @property
    def is_drawn(self) -> Flags:
        """Tell of each row whether it was drawn with a probability: only those teach and tell of others."""
        return ~np.isnan(self.chance)

    def as_of(self, day: int) -> Labels:
        """Return the labels as known before a day (an ordinal): what was undone since still counted as found."""
        if self.undone is None:
            return self
        return replace(self, found=np.where(self.undone >= day, 1.0, self.found))

    def scores(self, points: Mapping[str, int], rows: Integers) -> Floats:
        """Return the sum of the points of the answers that were yes."""
        total: Floats = self.yes[rows] @ np.array([float(points.get(name, 0)) for name in self.signals])
        return total


def _numbered(names: Sequence[str]) -> Integers:
    """Return a number per name, below zero for an empty one."""
    numbers = {name: at for at, name in enumerate(sorted({name for name in names if name}))}
    return np.array([numbers.get(name, -1) for name in names], dtype=np.int64)
