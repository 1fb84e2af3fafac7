# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who of the model city objects to what was found, and how that ends: months after the visit.

It follows from the seed and the number of a visit, so that it is the same whichever delivery tells it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.town import Town

STATES = ("loopt", "ongegrond", "herroepen", "vernietigd")
RUNNING, NO_APPEAL = 0, -1
APPEALED = 0.2
"""Share of the findings against which somebody objects."""
_ENDINGS = (0.6, 0.25, 0.15)
"""How often it ends in each of the states after the first."""
_FILED, _DECIDED = (46, 66), (30, 90)
"""Between which days after the visit it is filed, when every outcome was written down; and after that decided."""
_BLOCK = 20_000
"""Visits of which the numbers are drawn together."""


@dataclass(frozen=True, slots=True)
class Appeals:
    """What becomes of the findings of visits, one row per visit: who objects, when, and how it ends."""

    is_made: Array
    filed: Array
    decided: Array
    ending: Array

    def state(self, today: int) -> Array:
        """Return the place among the states by what is known before a day; below zero where nobody objected by then."""
        ended = np.where(self.decided < today, self.ending, RUNNING)
        told: Array = np.where(self.is_made & (self.filed < today), ended, NO_APPEAL)
        return told

    def decided_by(self, today: int) -> Array:
        """Return the day on which it was decided, below zero where it was not yet."""
        told: Array = np.where(self.state(today) > RUNNING, self.decided, -1)
        return told


def appeals_of(town: Town, number: Array, day: Array, is_found: Array) -> Appeals:
    """Return what becomes of the findings of visits, by their numbers and days."""
    draws = np.zeros((len(number), 4))
    for block in np.unique(number // _BLOCK).tolist():
        own = number // _BLOCK == block
        draws[own] = town.chance(f"bezwaren {block}").random((_BLOCK, 4))[number[own] % _BLOCK]
    filed = day + _between(draws[:, 1], _FILED)
    ending = 1 + np.searchsorted(np.cumsum(_ENDINGS)[:-1], draws[:, 3], side="right")
    return Appeals(is_found & (draws[:, 0] < APPEALED), filed, filed + _between(draws[:, 2], _DECIDED), ending)


def _between(draw: Array, days: tuple[int, int]) -> Array:
    told: Array = days[0] + np.floor(draw * (days[1] - days[0])).astype(np.int64)
    return told
