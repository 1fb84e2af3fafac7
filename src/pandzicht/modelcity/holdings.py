# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Address holdings (adreshoudingen): who was registered where from when to when, today's and earlier ones."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from pandzicht.modelcity.arrays import Array, several, weighted
from pandzicht.modelcity.fictitious_numbers import bsn
from pandzicht.modelcity.households import Households
from pandzicht.modelcity.objects import KANTOOR, ZORG
from pandzicht.modelcity.texts import new_year
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth

REASONS = ("verhuizing", "vertrek_buitenland", "overlijden", "vertrokken_onbekend_waarheen", "correctie")
MOVED, ABROAD, DIED, UNKNOWN, CORRECTED = range(5)
_ELSEWHERE = 6_000_000
"""Numbers from here on are persons outside the city: parents of those inside."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """One row per person and address: columns of equal length, days as numbers, -1 for none."""

    person: Array
    at: Array
    letter_box: Array
    """Whether it is a briefadres."""
    start: Array
    end: Array
    reason: Array
    born: Array
    secret: Array
    partner: Array
    parent: Array
    second_parent: Array

    def __len__(self) -> int:
        return len(self.person)

    def take(self, rows: Array) -> Holdings:
        """Return some of the rows."""
        return Holdings(*(getattr(self, item.name)[rows] for item in fields(self)))


def build_holdings(town: Town, households: Households, truth: Truth) -> Holdings:
    """Return every holding, now and before."""
    rng = town.chance("holdings")
    now = _present(rng, town, households)
    turnover = 1.0 + 5.0 * (
        truth.of(Check.ONRECHTMATIG_WONEN).looks("kamerverhuur", "onderhuur")
        | truth.of(Check.ADRESKWALITEIT).looks("schijnadres", "te_veel_ingeschreven")
    )
    turnover = np.where(town.objects.standing & (town.objects.use >= 0), turnover, 0.3 * (households.size > 0))
    before = _earlier(rng, town, now, turnover * town.objects.dwelling)
    gone = _former(rng, town, truth, turnover, first=len(now))
    post = _post_addresses(rng, town, truth, first=len(now) + len(gone))
    twice = now.take(several(rng, np.ones(len(now)), round(len(now) * 0.001)))
    homes = np.flatnonzero(town.objects.dwelling)
    moved = homes[rng.integers(len(homes), size=len(twice))]
    parts = [now, before, gone, post, _changed(twice, at=moved, start=np.maximum(twice.start - 40, twice.born))]
    everything = Holdings(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Holdings)))
    return everything.take(np.lexsort((everything.start, bsn(everything.person))))


def _changed(rows: Holdings, **columns: Array) -> Holdings:
    return Holdings(**{f.name: columns.get(f.name, getattr(rows, f.name)) for f in fields(rows)})


def _present(rng: np.random.Generator, town: Town, households: Households) -> Holdings:
    count = len(households)
    number = np.arange(count)
    born = town.today - households.age
    outside = _ELSEWHERE + rng.integers(3_900_000, size=(2, count))
    known = households.related
    adult = households.age > 18 * 365
    parent = np.where(adult & (households.parent < 0) & (rng.random(count) < 0.85), outside[0], households.parent)
    second = np.where(
        adult & (households.second_parent < 0) & (rng.random(count) < 0.8), outside[1], households.second_parent
    )
    none = np.full(count, -1)
    return Holdings(
        person=number,
        at=households.at,
        letter_box=np.zeros(count, dtype=bool),
        start=households.start,
        end=none,
        reason=none,
        born=born,
        secret=households.secret,
        partner=np.where(known, households.partner, -1),
        parent=np.where(known, parent, -1),
        second_parent=np.where(known, second, -1),
    )


def _earlier(rng: np.random.Generator, town: Town, now: Holdings, weight: Array) -> Holdings:
    """Return where people lived in the city before they moved to where they live now."""
    able = now.start - now.born > 400
    rows = now.take(np.flatnonzero(able & (rng.random(len(now)) < 0.42 / max(able.mean(), 0.42))))
    at = weighted(rng, weight, len(rows))
    start = np.maximum(rows.start - (rng.exponential(3.5, len(rows)) * 365 + 25).astype(np.int64), rows.born + 1)
    start = np.minimum(np.maximum(start, new_year(np.maximum(town.objects.year[at], 1901))), rows.start - 1)
    return _changed(rows, at=at, start=start, end=rows.start, reason=np.full(len(rows), MOVED))


def _former(rng: np.random.Generator, town: Town, truth: Truth, weight: Array, *, first: int) -> Holdings:
    """Return those who left the city."""
    count = town.size(66_000)
    left = truth.of(Check.ADRESKWALITEIT).looks("vertrokken")
    at = weighted(rng, weight * np.where(left, 2.0, 1.0), count)
    shares = np.array([0.14, 0.34, 0.30, 0.19, 0.03])
    reason = rng.choice(5, size=count, p=shares)
    reason = np.where(left[at] & (rng.random(count) < 0.6), UNKNOWN, reason)
    end = town.today - np.minimum(rng.exponential(3.6, count) * 365 + 3, 30 * 365).astype(np.int64)
    start = end - (rng.exponential(5, count) * 365 + 30).astype(np.int64)
    born = start - (rng.uniform(0.1, 60, count) * 365).astype(np.int64)
    none = np.full(count, -1)
    zero = np.zeros(count, dtype=np.int64)
    return Holdings(
        first + np.arange(count),
        at,
        zero.astype(bool),
        np.maximum(start, 1),
        end,
        reason,
        np.maximum(born, 0),
        zero,
        none,
        none,
        none,
    )


def _post_addresses(rng: np.random.Generator, town: Town, truth: Truth, *, first: int) -> Holdings:
    """Return briefadressen: many at a few sham addresses and at institutions, single ones elsewhere."""
    count = town.size(6_200)
    objects = town.objects
    sham = truth.of(Check.ADRESKWALITEIT).looks("schijnadres") * rng.random(len(objects)) ** 3
    desks = np.isin(objects.use, (ZORG, KANTOOR)) & objects.standing
    desk = several(rng, desks.astype(float), 6)
    kind = rng.random(count)
    at = weighted(rng, objects.dwelling.astype(float), count)
    hubs = weighted(rng, sham, count)
    at = np.where(kind < 0.5, hubs, at) if len(hubs) else at
    at = np.where(kind > 0.88, desk[rng.integers(len(desk), size=count)], at) if len(desk) else at
    start = town.today - (rng.exponential(0.9, count) * 365 + 3).astype(np.int64)
    born = start - (rng.uniform(18, 60, count) * 365).astype(np.int64)
    none = np.full(count, -1)
    secret = np.zeros(count, dtype=np.int64)
    return Holdings(
        first + np.arange(count), at, np.ones(count, dtype=bool), start, none, none, born, secret, none, none, none
    )
