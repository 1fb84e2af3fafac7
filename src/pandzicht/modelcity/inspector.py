# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Inspectors of the model city: they get addresses and nothing else, go there, and say what they saw.

Nothing of Pandzicht but the model city reads what is really so: here it becomes an outcome, with the errors of people.
Who goes where is drawn by lot, so that a difference between inspectors is one between inspectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.round_visits import RoundVisits, together
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import PAND_CHECKS, Check, Truth
from pandzicht.modelcity.visits import CHECKS, ESTABLISHED, NOT_SEEN, NOTHING

INSPECTORS = 12
SENSITIVITY = (0.82, 0.94)
"""Between which shares of the violations that are there an inspector sees; each has a share of their own."""
FALSE_FINDING = (0.005, 0.025)
"""The same for findings where there is nothing."""
REACHED = 0.97
"""Share of the addresses that somebody gets round to in the round."""
OPENED, OPENED_LATER = 0.80, 0.65
"""How often somebody opens at the first visit, and at a second one."""
TRIED_AGAIN = 0.6
DOUBLE = 0.05
"""Share of the seen addresses that another inspector visits too, not knowing what the first one said."""
FIRST_NUMBER, PER_ROUND = 500_000, 20_000
"""Numbers of visits: from which on, and how many a round may have."""


@dataclass(frozen=True, slots=True)
class Staff:
    """How well each inspector sees: the share of violations found, and of innocent addresses called a violation."""

    sensitivity: Array
    false_finding: Array


@dataclass(frozen=True, slots=True)
class Tour:
    """What inspectors are asked to do: the round, the check, the addresses by id, and the days they have."""

    number: int
    check: Check
    addresses: Sequence[str]
    first_day: int
    last_day: int
    """Exclusive."""


def staff_of(town: Town) -> Staff:
    """Return the inspectors of a city; the same ones in every round."""
    rng = town.chance("inspectors")
    return Staff(rng.uniform(*SENSITIVITY, INSPECTORS), rng.uniform(*FALSE_FINDING, INSPECTORS))


def go_round(town: Town, truth: Truth, tour: Tour) -> RoundVisits:
    """Return the visits of a round in the order of their days.

    The order in which the addresses are given changes nothing. Raises ValueError for an address that is not of this
    city, and for more addresses than a round can hold.
    """
    at = np.sort(_positions(town, tour.addresses))
    if len(at) * 2 > PER_ROUND:
        raise ValueError(f"a round holds at most {PER_ROUND // 2} addresses; {len(at)} were given")
    rng = town.chance(f"round {tour.number} of {tour.check}")
    at = at[rng.random(len(at)) < REACHED]
    people = staff_of(town)
    space = max(tour.last_day - tour.first_day - 10, 1)
    day = tour.first_day + rng.integers(0, space, len(at))
    first = _looked(rng, town, truth, (tour, people), (at, day, rng.integers(0, INSPECTORS, len(at)), OPENED))
    closed = np.flatnonzero((first.entered == 0) & (rng.random(len(at)) < TRIED_AGAIN))
    again = _next(rng, town, truth, (tour, people), first.take(closed), OPENED_LATER)
    seen = np.flatnonzero((first.entered == 1) & (rng.random(len(at)) < DOUBLE))
    double = _next(rng, town, truth, (tour, people), first.take(seen), 1.0)
    visits = together([first, again, double])
    visits = visits.take(np.lexsort((visits.inspector, visits.at, visits.day)))
    visits.number[:] = FIRST_NUMBER + tour.number * PER_ROUND + np.arange(len(visits))
    return visits


def _positions(town: Town, addresses: Sequence[str]) -> Array:
    """Return the objects that ids name."""
    ids = np.array([int(text) for text in addresses], dtype=np.int64)
    at = ids % 10**10 - 1
    there = (at >= 0) & (at < len(town.objects))
    there[there] = town.objects.ids[at[there]] == ids[there]
    if not there.all():
        raise ValueError(f"{ids[~there][0]} is not an address of this city")
    return at


def _next(
    rng: np.random.Generator, town: Town, truth: Truth, who: tuple[Tour, Staff], before: RoundVisits, opened: float
) -> RoundVisits:
    """Return visits some days after earlier ones, each by another inspector."""
    count = len(before)
    inspector = (before.inspector + rng.integers(1, INSPECTORS, count)) % INSPECTORS
    return _looked(rng, town, truth, who, (before.at, before.day + rng.integers(3, 10, count), inspector, opened))


def _looked(
    rng: np.random.Generator,
    town: Town,
    truth: Truth,
    who: tuple[Tour, Staff],
    visit: tuple[Array, Array, Array, float],
) -> RoundVisits:
    """Return what inspectors say of objects that they visit on days, when somebody opens with this probability."""
    (tour, people), (at, day, inspector, opened) = who, visit
    count = len(at)
    really = really_at(town, truth, tour.check, at)
    entered = rng.random(count) < opened
    says = rng.random(count) < np.where(really > 0, people.sensitivity[inspector], people.false_finding[inspector])
    outcome = np.where(entered, np.where(says, ESTABLISHED, NOTHING), NOT_SEEN)
    # Most is written down within days; some waits for weeks on a measurement or a colleague.
    late = np.where(entered & (rng.random(count) < 0.08), rng.integers(20, 45, count), rng.integers(0, 6, count))
    check = np.full(count, CHECKS.index(tour.check))
    number = np.zeros(count, dtype=np.int64)
    return RoundVisits(number, at, check, day, day + late, inspector, entered.astype(np.int64), outcome, really)


def really_at(town: Town, truth: Truth, check: Check, at: Array) -> Array:
    """Return the 1-based kind of the violation at objects, or at the panden they are in; 0 for none."""
    where = town.objects.pand[at] if check in PAND_CHECKS else at
    really: Array = np.where(where < 0, 0, truth.of(check).really[np.maximum(where, 0)]).astype(np.int64)
    return really
