# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who is registered where: households, their size, and how their members are related."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from pandzicht.modelcity.arrays import Array, ordinals, several, weighted
from pandzicht.modelcity.objects import FORMED
from pandzicht.modelcity.owners import Owners
from pandzicht.modelcity.texts import new_year
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth


class Form(IntEnum):
    """How a household is made up."""

    ALONE = 0
    COUPLE = 1
    FAMILY = 2
    ONE_PARENT = 3
    UNRELATED = 4
    WITH_GRANDPARENT = 5
    TWO_FAMILIES = 6


@dataclass(frozen=True, slots=True)
class Households:
    """Per object how many are registered and how they are related, then a row per person."""

    size: Array
    form: Array
    protected: Array
    """Positions of the shelters."""
    at: Array
    """Per person: position of the object."""
    age: Array
    """Days."""
    start: Array
    """Day number since which the person is registered there."""
    partner: Array
    """Position of the partner among the persons, -1 for none."""
    parent: Array
    second_parent: Array
    related: Array
    """Whether the relations of the person are delivered."""
    secret: Array
    """Code of geheimhouding, 0 for none."""

    def __len__(self) -> int:
        return len(self.at)

    @property
    def rooms_let(self) -> Array:
        """Objects where three or more unrelated adults are registered."""
        let: Array = (self.form == Form.UNRELATED) & (self.size >= 3)
        return let


def build_households(town: Town, owners: Owners, truth: Truth) -> Households:
    """Fill the dwellings, then let the registers show what they show of the violations."""
    rng = town.chance("households")
    size, form = _drawn(rng, town)
    _housing(rng, town, truth, size, form)
    _registration(rng, truth, size, form)
    protected = _shelters(rng, town, size, form)
    size[(town.objects.use < 0)] = 0
    at = np.repeat(np.arange(len(size)), size)
    nth = ordinals(size)
    age, partner, parent, second = _members(rng, form[at], size[at], nth)
    start = _start(rng, town, owners, (form, size), (at, nth, age))
    home = np.flatnonzero(size > 0)
    related, secret = np.ones(len(size), dtype=bool), np.zeros(len(size), dtype=np.int64)
    related[home] = rng.random(len(home)) >= 0.10
    hidden = home[rng.random(len(home)) < 0.011]
    secret[hidden] = rng.integers(1, 8, len(hidden))
    secret[protected] = 7
    return Households(size, form, protected, at, age, start, partner, parent, second, related[at], secret[at])


def _drawn(rng: np.random.Generator, town: Town) -> tuple[Array, Array]:
    """Draw ordinary households for the dwellings, larger where the wijk has larger ones."""
    objects = town.objects
    base = np.array([0.37, 0.31, 0.135, 0.125, 0.042, 0.013, 0.005])
    sizes = np.arange(1, 8)
    home = objects.dwelling & (rng.random(len(objects)) >= 0.026)
    wijk = town.areas.size[objects.buurt]
    size = np.zeros(len(objects), dtype=np.int64)
    for value in np.unique(wijk):
        tilt = base * (0.94 * value / 1.99) ** ((sizes - 1) * 0.72)
        rows = np.flatnonzero(home & (wijk == value))
        size[rows] = 1 + weighted(rng, tilt, len(rows))
    early = (objects.status == FORMED) & objects.standing & (rng.random(len(objects)) < 0.08)
    late = ~objects.standing & (rng.random(len(objects)) < 0.12)
    caretaker = objects.standing & ~objects.dwelling & (rng.random(len(objects)) < 0.008)
    size[early | late | caretaker] = rng.integers(1, 4, int((early | late | caretaker).sum()))
    draw = rng.random(len(objects))
    two = np.where(draw < 0.72, Form.COUPLE, np.where(draw < 0.88, Form.ONE_PARENT, Form.UNRELATED))
    unrelated = np.where(draw < 0.988, Form.WITH_GRANDPARENT, Form.UNRELATED)
    more = np.where(draw < 0.73, Form.FAMILY, np.where(draw < 0.93, Form.ONE_PARENT, unrelated))
    form = np.where(size <= 1, Form.ALONE, np.where(size == 2, two, more))
    return size, form


def _housing(rng: np.random.Generator, town: Town, truth: Truth, size: Array, form: Array) -> None:
    """Show unlawful living in the numbers registered."""
    looks = truth.of(Check.ONRECHTMATIG_WONEN).looks
    area = town.objects.area

    def some(kind: str, share: float) -> Array:
        return np.flatnonzero(looks(kind) & (rng.random(len(size)) < share))

    rooms = some("kamerverhuur", 0.72)
    size[rooms] = np.clip(area[rooms] // 16 + rng.integers(-1, 3, len(rooms)), 3, 8)
    form[rooms] = Form.UNRELATED
    crowded = some("overbewoning", 0.85)
    size[crowded] = np.clip(area[crowded] // 12 + 1 + rng.integers(0, 3, len(crowded)), 5, 14)
    form[crowded] = np.where(rng.random(len(crowded)) < 0.6, Form.TWO_FAMILIES, Form.WITH_GRANDPARENT)
    sublet = some("onderhuur", 0.45)
    size[sublet], form[sublet] = rng.integers(2, 5, len(sublet)), Form.UNRELATED
    split = some("splitsing", 0.6)
    size[split], form[split] = rng.integers(3, 6, len(split)), Form.UNRELATED
    elsewhere = some("zonder_woonfunctie", 0.72)
    size[elsewhere], form[elsewhere] = rng.integers(1, 4, len(elsewhere)), Form.UNRELATED
    size[np.concatenate([some("onttrekking", 0.72), some("toeristisch", 0.30)])] = 0


def _registration(rng: np.random.Generator, truth: Truth, size: Array, form: Array) -> None:
    """Show wrong registrations in the numbers registered."""
    looks = truth.of(Check.ADRESKWALITEIT).looks
    draw = rng.random(len(size))
    size[looks("niet_ingeschreven") & (draw < 0.4)] = 0
    many = np.flatnonzero(looks("te_veel_ingeschreven") & (draw < 0.75))
    size[many] = rng.integers(6, 13, len(many))
    form[many] = np.where(rng.random(len(many)) < 0.5, Form.UNRELATED, Form.TWO_FAMILIES)
    gone = looks("vertrokken") & (size == 0)
    size[gone], form[gone] = 1, Form.ALONE


def _shelters(rng: np.random.Generator, town: Town, size: Array, form: Array) -> Array:
    """Choose the protected objects: many people, all with geheimhouding, much coming and going."""
    chosen = several(rng, (town.objects.dwelling & (town.objects.area > 70)).astype(float), town.size(60))
    size[chosen] = rng.integers(4, 13, len(chosen))
    form[chosen] = Form.UNRELATED
    return chosen


def _members(rng: np.random.Generator, form: Array, size: Array, nth: Array) -> tuple[Array, Array, Array, Array]:
    """Return age, partner, parent and second parent of every member; positions among the persons."""
    half = (size + 1) // 2
    second = (form == Form.TWO_FAMILIES) & (nth >= half)
    place = np.where(second, nth - half, nth)
    members = np.where(form == Form.TWO_FAMILIES, np.where(second, size - half, half), size)
    here = np.arange(len(nth))
    head = here - place
    paired = np.isin(form, (Form.COUPLE, Form.FAMILY, Form.WITH_GRANDPARENT, Form.TWO_FAMILIES)) & (members >= 2)
    partner = np.where(paired & (place == 0), head + 1, np.where(paired & (place == 1), head, -1))
    grandparent = (form == Form.WITH_GRANDPARENT) & (place == 2)
    child = (paired & (place >= 2) & ~grandparent) | ((form == Form.ONE_PARENT) & (place >= 1))
    parent = np.where(child, head, np.where((form == Form.WITH_GRANDPARENT) & (place == 0) & (size >= 3), head + 2, -1))
    second_parent = np.where(child & paired, head + 1, -1)
    years = np.where(form == Form.ALONE, _grown(rng, len(nth), 22, 92), _grown(rng, len(nth), 24, 62))
    years = np.where(form == Form.COUPLE, _grown(rng, len(nth), 24, 88), years)
    years = np.where(form == Form.UNRELATED, rng.uniform(18.2, 45, len(nth)), years)
    lead = years[head]
    years = np.where(
        partner >= 0, np.where(place == 0, years, np.clip(lead + rng.normal(0, 4, len(nth)), 19, 98)), years
    )
    years = np.where(grandparent, lead + rng.uniform(20, 33, len(nth)), years)
    years = np.where(child, np.clip(lead - rng.uniform(20, 38, len(nth)), 0.01, 29), years)
    return (years * 365.25).astype(np.int64), partner, parent, second_parent


def _grown(rng: np.random.Generator, count: int, low: float, high: float) -> Array:
    return low + (high - low) * rng.beta(1.3, 1.9, count)


def _start(
    rng: np.random.Generator,
    town: Town,
    owners: Owners,
    household: tuple[Array, Array],
    person: tuple[Array, Array, Array],
) -> Array:
    """Return since when each person is registered: together, or later, or at birth; never before the building."""
    form, size = household
    at, nth, age = person
    years = np.array([14.0, 15.0, 7.0])[owners.tenure]
    years = np.where((form == Form.UNRELATED) | (size > 7), 1.7, years)
    moved = rng.exponential(years) + 0.03
    own = np.where((form[at] == Form.UNRELATED) & (nth > 0), rng.exponential(1.3, len(at)) + 0.02, moved[at])
    days = np.minimum((own * 365.25).astype(np.int64), age - 1)
    built = new_year(np.maximum(town.objects.year[at], 1901))
    start: Array = np.clip(town.today - np.maximum(days, 1), built, town.today - 1)
    return start
