# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Panden: what kind of building stands where, how old it is and how many objects it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from pandzicht.modelcity.areas import Areas
from pandzicht.modelcity.arrays import Array, ordinals, running, stream, weighted
from pandzicht.modelcity.streets import Streets


class Kind(IntEnum):
    """What a pand is built as."""

    EENGEZINS = 0
    PORTIEK = 1
    GALERIJ = 2
    BOVEN_BENEDEN = 3
    GESPLITST = 4
    WINKEL_WONEN = 5
    KANTOOR = 6
    BEDRIJF = 7
    VOORZIENING = 8
    SCHUUR = 9


# fewest and most objects, metres of front per pand
_SHAPES: dict[Kind, tuple[int, int, float]] = {
    Kind.EENGEZINS: (1, 1, 6.0),
    Kind.PORTIEK: (6, 8, 15.0),
    Kind.GALERIJ: (20, 60, 55.0),
    Kind.BOVEN_BENEDEN: (2, 2, 6.5),
    Kind.GESPLITST: (2, 4, 7.0),
    Kind.WINKEL_WONEN: (2, 5, 8.0),
    Kind.KANTOOR: (1, 6, 22.0),
    Kind.BEDRIJF: (1, 3, 25.0),
    Kind.VOORZIENING: (1, 2, 30.0),
    Kind.SCHUUR: (0, 0, 4.0),
}
STATUSES = (
    "Pand in gebruik",
    "Verbouwing pand",
    "Pand in gebruik (niet ingemeten)",
    "Bouwvergunning verleend",
    "Sloopvergunning verleend",
)
IN_USE, REBUILT, UNMEASURED, LICENSED, TO_DEMOLISH = range(5)


@dataclass(frozen=True, slots=True)
class Panden:
    """All panden: columns of equal length, in the order of their streets."""

    street: Array
    kind: Array
    units: Array
    year: Array
    year_delivered: Array
    """The year as the BAG has it: sometimes 1005 or 9999."""
    status: Array
    x: Array
    """South-west corner, RD metres."""
    y: Array
    width: Array
    depth: Array
    side: Array
    """0: north of the street, 1: south of it."""

    def __len__(self) -> int:
        return len(self.street)

    @property
    def ids(self) -> Array:
        """The 16 digits of each pand."""
        return 9999_10_0000000001 + np.arange(len(self.street))


def build_panden(areas: Areas, streets: Streets, *, objects: int, seed: int) -> Panden:
    """Fill every street with panden until each buurt has its share of the verblijfsobjecten."""
    rng = stream(seed, "panden")
    buurt, kind, units = _drawn(rng, areas, objects)
    street = _spread(rng, streets, buurt)
    order = np.argsort(street, kind="stable")
    street, buurt, kind, units = street[order], buurt[order], kind[order], units[order]
    year = _years(rng, areas.era[buurt], kind)
    dummy = rng.random(len(street))
    delivered = np.where(dummy < 0.002, 1005, np.where(dummy < 0.004, 9999, year))
    status = rng.choice(5, size=len(street), p=[0.975, 0.008, 0.009, 0.006, 0.002])
    status = np.where((units == 0) | (kind == Kind.GALERIJ), IN_USE, status)
    x, y, width, depth, side = _placed(streets, street, kind)
    return Panden(street, kind, units, year, delivered, status, x, y, width, depth, side)


def _drawn(rng: np.random.Generator, areas: Areas, objects: int) -> tuple[Array, Array, Array]:
    """Draw panden per buurt until the units add up; the last pand of a buurt takes what is left."""
    scale = objects / areas.addresses.sum()
    wanted = np.floor(np.cumsum(areas.addresses) * scale + 1e-6).astype(int)
    wanted = np.diff(wanted, prepend=0)
    wanted[np.argmax(areas.addresses)] += objects - int(wanted.sum())
    fewest = np.array([_SHAPES[kind][0] for kind in Kind])
    most = np.array([_SHAPES[kind][1] for kind in Kind])
    buurten, kinds, units = [], [], []
    for buurt in np.flatnonzero(wanted > 0):
        weights = _weights(float(areas.single[buurt]), (fewest + most) / 2)
        kind = weighted(rng, weights, int(wanted[buurt]) * 2 + 20)
        unit = rng.integers(fewest[kind], most[kind] + 1)
        before = np.cumsum(unit) - unit
        keep = before < wanted[buurt]
        kind, unit, before = kind[keep], unit[keep], before[keep]
        unit = np.minimum(unit, wanted[buurt] - before)
        buurten.append(np.full(len(kind), buurt))
        kinds.append(kind)
        units.append(unit)
    return np.concatenate(buurten), np.concatenate(kinds), np.concatenate(units)


def _weights(single: float, mean_units: Array) -> Array:
    """Return how likely each kind of pand is, from the shares of the objects that they hold."""
    flats = 0.92 * (1 - single)
    shares = np.zeros(len(Kind))
    shares[Kind.EENGEZINS] = 0.92 * single
    shares[Kind.PORTIEK] = flats * 0.40
    shares[Kind.GALERIJ] = flats * 0.20
    shares[Kind.BOVEN_BENEDEN] = flats * 0.13
    shares[Kind.GESPLITST] = flats * 0.13
    shares[Kind.WINKEL_WONEN] = flats * 0.14
    shares[Kind.KANTOOR], shares[Kind.BEDRIJF], shares[Kind.VOORZIENING] = 0.035, 0.025, 0.02
    weights: Array = shares / np.maximum(mean_units, 1)
    weights[Kind.SCHUUR] = 0.04 * weights.sum()
    return weights


def _spread(rng: np.random.Generator, streets: Streets, buurt: Array) -> Array:
    """Return a street of its buurt for every pand; panden of a street stay together in the order drawn."""
    first = np.searchsorted(streets.buurt, buurt, side="left")
    last = np.searchsorted(streets.buurt, buurt, side="right")
    street: Array = first + (rng.random(len(buurt)) * (last - first)).astype(int)
    return street


def _years(rng: np.random.Generator, era: Array, kind: Array) -> Array:
    count = len(era)
    year = np.round(era + rng.normal(0, 14, count))
    renewed = rng.random(count) < 0.14
    year = np.where(renewed, rng.integers(1975, 2025, count), year)
    year = np.where(kind == Kind.GALERIJ, np.maximum(year, rng.integers(1955, 1985, count)), year)
    year = np.where(
        np.isin(kind, (Kind.GESPLITST, Kind.BOVEN_BENEDEN)), np.minimum(year, rng.integers(1900, 1950, count)), year
    )
    return np.clip(year, 1640, 2025).astype(int)


def _placed(streets: Streets, street: Array, kind: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Put the panden of a street side by side, turn by turn on both sides, and make them fit."""
    front = np.array([_SHAPES[k][2] for k in Kind])[kind]
    counts = np.bincount(street, minlength=len(streets.names))
    side = ordinals(counts[counts > 0]) % 2
    lane = street * 2 + side
    order = np.argsort(lane, kind="stable")
    before = np.empty(len(street))
    before[order] = running(front[order], lane[order])
    total = np.bincount(lane, weights=front, minlength=len(streets.names) * 2)[lane]
    fit = np.minimum(1.0, streets.length[street] / total)
    depth = streets.depth[street] * 0.85
    x = streets.x[street] + before * fit
    gap = streets.depth[street] * 0.15
    y = np.where(side == 0, streets.y[street] + gap, streets.y[street] - gap - depth)
    return np.round(x, 2), np.round(y, 2), np.round(front * fit * 0.97, 2), np.round(depth, 2), side
