# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Firms: where they sit, in which branch, since when; the plan that the trade register is written from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pandzicht.modelcity.arrays import Array, weighted
from pandzicht.modelcity.branches import BRANCHES, Seat
from pandzicht.modelcity.objects import (
    BIJEENKOMST,
    HORECA,
    INDUSTRIE,
    KANTOOR,
    LOGIES,
    ONDERWIJS,
    OVERIG,
    SPORT,
    WINKEL,
    ZORG,
)
from pandzicht.modelcity.town import Town

_SEAT_OF_USE = {
    WINKEL: Seat.SHOP,
    HORECA: Seat.CATERING,
    KANTOOR: Seat.OFFICE,
    INDUSTRIE: Seat.WORKS,
    OVERIG: Seat.WORKS,
    ONDERWIJS: Seat.SERVICE,
    ZORG: Seat.SERVICE,
    BIJEENKOMST: Seat.SERVICE,
    LOGIES: Seat.SERVICE,
    SPORT: Seat.SERVICE,
}


@dataclass(frozen=True, slots=True)
class Firms:
    """All establishments: columns of equal length."""

    at: Array
    """Position of the object."""
    branch: Array
    start: Array
    """Day number."""
    end: Array
    """Day number, -1 while active."""

    def __len__(self) -> int:
        return len(self.at)

    def active(self, today: int) -> Array:
        """Which establishments exist on a day."""
        return (self.start <= today) & ((self.end < 0) | (self.end > today))


def build_firms(town: Town) -> Firms:
    """Put firms in shops, offices and works, and a firm at home with one in ten dwellings."""
    rng = town.chance("firms")
    objects = town.objects
    business = np.flatnonzero(~objects.dwelling & objects.standing & (objects.use >= 0))
    used = business[rng.random(len(business)) < 0.80]
    many = np.repeat(used, 1 + rng.poisson(np.where(objects.use[used] == KANTOOR, 0.9, 0.1)))
    homes = np.flatnonzero(objects.dwelling)
    home = homes[weighted(rng, np.ones(len(homes)), max(0, town.size(47_000) - len(many)))]
    at = np.concatenate([many, home])
    branch = _branches(rng, objects.use[at], np.arange(len(at)) >= len(many))
    age = np.minimum(rng.exponential(2_900, len(at)) + 20, 40_000).astype(int)
    ended = weighted(rng, np.ones(len(at)), town.size(11_500))
    past = age[ended] + rng.integers(200, 3_000, len(ended))
    return Firms(
        at=np.concatenate([at, at[ended]]),
        branch=np.concatenate([branch, np.roll(branch[ended], 1)]),
        start=town.today - np.concatenate([age, past]),
        end=np.concatenate([np.full(len(at), -1), town.today - age[ended]]),
    )


def _branches(rng: np.random.Generator, use: Array, home: Array) -> Array:
    seat = np.array([branch.seat for branch in BRANCHES])
    weight = np.array([branch.weight for branch in BRANCHES])
    wanted = np.full(len(use), int(Seat.HOME))
    for code, place in _SEAT_OF_USE.items():
        wanted[(use == code) & ~home] = place
    branch = np.zeros(len(use), dtype=np.int64)
    for place in Seat:
        rows = np.flatnonzero(wanted == place)
        branch[rows] = weighted(rng, np.where(seat == place, weight, 0), len(rows))
    return branch
