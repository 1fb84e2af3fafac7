# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Past visits, chosen the way they were chosen then: tips, favourite areas, earlier cases, and a few at random."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.appeals import STATES, appeals_of
from pandzicht.modelcity.arrays import Array, weighted
from pandzicht.modelcity.enforcement import OUTCOMES, Cases, is_so
from pandzicht.modelcity.mess import Flaw, MessyRows, messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.owners import Owners, Tenure
from pandzicht.modelcity.seriousness import SERIOUSNESS, seriousness_at
from pandzicht.modelcity.suspicion import drawn, pull
from pandzicht.modelcity.texts import calendar, chosen, digits, joined
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import PAND_CHECKS, Check, Truth
from pandzicht.modelcity.write_csv import PLAIN, write_csv

RATES = {Flaw.ID_ONTBREEKT: 0.10, Flaw.AFKORTING: 0.05, Flaw.TOEVOEGING_KWIJT: 0.01}
OCCASIONS = ("melding", "mma", "project", "eigen_onderzoek", "corporatie", "hercontrole", "steekproef")
_SHARES = (0.35, 0.04, 0.28, 0.14, 0.08, 0.07, 0.04)
STEPS = ("bureau", "brief", "bezoek")
DESK, LETTER, DOOR = range(3)
CHECKS = tuple(Check)
_PRIMARY = (0.45, 0.20, 0.04, 0.10, 0.08, 0.06, 0.03, 0.04)
ESTABLISHED, NOTHING, NOT_SEEN = range(3)
_INSPECTORS = 24


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits before they are written: columns of equal length; outcome per check -1 where not looked at."""

    at: Array
    occasion: Array
    day: Array
    step: Array
    entered: Array
    outcomes: Array
    """Visits x checks."""
    serious: Array
    """How serious the worst of what was established is, below zero where nothing was."""
    number: Array | None = None
    """Their numbers, where they have any already; they are counted on otherwise."""
    known: Array | None = None
    """The day on which their outcome was written down; where it is -1 or absent it is drawn."""
    inspector: Array | None = None
    """Who went, from 0; where it is -1 or absent somebody is drawn, mostly who has the area."""


def build_visits(
    town: Town, owners: Owners, cases: Cases, truth: Truth, *, subject: str, count: int, period: tuple[int, int]
) -> Visits:
    """Choose objects to visit within a period and let the truth decide what is seen."""
    rng = town.chance(subject)
    primary = rng.choice(len(CHECKS), size=count, p=_PRIMARY)
    occasion = rng.choice(len(OCCASIONS), size=count, p=_SHARES)
    occasion = np.where((occasion == 1) & ~np.isin(primary, (0, 2, 7)), 2, occasion)
    at = np.zeros(count, dtype=np.int64)
    choose = _choices(rng, town, owners, cases, truth)
    for why in range(len(OCCASIONS)):
        for what in range(len(CHECKS)):
            rows = np.flatnonzero((occasion == why) & (primary == what))
            if len(rows):
                at[rows] = choose(why, CHECKS[what], len(rows))
    day = np.sort(rng.integers(period[0], period[1], count))
    desk = np.where(
        primary == 1, rng.choice(3, size=count, p=[0.5, 0.2, 0.3]), rng.choice(3, size=count, p=[0.04, 0.06, 0.9])
    )
    entered = np.where(desk == DOOR, rng.random(count) < 0.82, True)
    outcomes = _seen(rng, town, truth, at, (primary, desk, entered))
    return Visits(at, occasion, day, desk, entered, outcomes, _serious(town, truth, at, outcomes))


def _choices(
    rng: np.random.Generator, town: Town, owners: Owners, cases: Cases, truth: Truth
) -> Callable[[int, Check, int], Array]:
    """Return how an object is chosen for an occasion and a check."""
    favourite = np.isin(town.objects.buurt, rng.choice(len(town.areas.codes), size=24, replace=False))
    social = (owners.tenure == Tenure.CORPORATIE) * 1.0
    pulls = {"melding": 0.13, "mma": 0.16, "eigen_onderzoek": 0.10, "corporatie": 0.16}

    def choose(why: int, check: Check, count: int) -> Array:
        frame = truth.of(check).frame
        in_frame = (
            (frame[np.maximum(town.objects.pand, 0)] & (town.objects.pand >= 0)) if check in PAND_CHECKS else frame
        )
        ground = (in_frame & town.objects.standing).astype(float)
        name = OCCASIONS[why]
        if name == "hercontrole":
            earlier = cases.at[weighted(rng, ground[cases.at], count)]
            return earlier if len(earlier) == count else weighted(rng, ground, count)
        if name == "project":
            ground = ground * np.where(favourite, 6.0, 1.0)
        if name == "corporatie" and (ground * social).any():
            ground = ground * social
        items = [pull(check, pulls[name])] if name in pulls and truth.of(check).looks().any() else []
        return drawn(rng, town, truth, background=ground, pulls=items, count=count)

    return choose


def _seen(rng: np.random.Generator, town: Town, truth: Truth, at: Array, how: tuple[Array, Array, Array]) -> Array:
    """Return what was established per check: for the check of the visit, and sometimes for one more."""
    primary, step, entered = how
    count = len(at)
    extra = np.where(rng.random(count) < 0.3, rng.integers(len(CHECKS), size=count), primary)
    outcomes = np.full((count, len(CHECKS)), -1, dtype=np.int64)
    found = np.where(step == DOOR, 0.86, np.where(step == LETTER, 0.5, 0.62))
    for number, check in enumerate(CHECKS):
        frame = truth.of(check).frame
        where = town.objects.pand[at] if check in PAND_CHECKS else at
        looked = ((primary == number) | (extra == number)) & (where >= 0) & frame[np.maximum(where, 0)]
        true = is_so(town, truth, check, at)
        hit = rng.random(count) < np.where(true, found, 0.015)
        outcome = np.where(entered, np.where(hit, ESTABLISHED, NOTHING), NOT_SEEN)
        outcomes[:, number] = np.where(looked, outcome, -1)
    return outcomes


def _serious(town: Town, truth: Truth, at: Array, outcomes: Array) -> Array:
    """Return how serious the worst is of what visits established, below zero where they established nothing."""
    worst = np.full(len(at), -1, dtype=np.int64)
    for number, check in enumerate(CHECKS):
        where = town.objects.pand[at] if check in PAND_CHECKS else at
        really = np.where(where < 0, 0, truth.of(check).really[np.maximum(where, 0)]).astype(np.int64)
        found = outcomes[:, number] == ESTABLISHED
        worst = np.maximum(worst, np.where(found, seriousness_at(town, check, at, really), -1))
    return worst


def write_visits(box: Outbox, visits: Visits, *, first: int = 1, again: Visits | None = None) -> None:
    """Write `bezoeken`; `again` are numbered visits that were told before, of which an appeal tells something new."""
    rng = box.town.chance(f"mess of bezoeken {box.wave}")
    rows = messed(box.town, visits.at, rng, RATES)
    own = first + np.arange(len(visits.at)) if visits.number is None else visits.number
    table = _table(box, visits, own, (rows, rng))
    path = box.path("bezoeken", "bezoeken_{D}.csv")
    box.true_addresses("bezoeken", rows)
    if again is not None and again.number is not None:
        rng = box.town.chance(f"mess of bezoeken again {box.wave}")
        rows = messed(box.town, again.at, rng, RATES)
        box.true_addresses("bezoeken", rows, first_record=1 + len(table))
        table = pa.concat_tables([table, _table(box, again, again.number, (rows, rng))])
    write_csv(path, table, PLAIN)
    box.delivered("bezoeken", [path], len(table))


def _written(box: Outbox, visits: Visits) -> Array:
    """Return when outcomes were written down: within the week, and before they are delivered."""
    waited = box.town.chance(f"bezoeken geregistreerd {box.wave}").integers(0, 6, len(visits.at))
    drawn: Array = np.maximum(visits.day, np.minimum(visits.day + waited, box.today - 1))
    return drawn if visits.known is None else np.where(visits.known < 0, drawn, visits.known)


def _table(box: Outbox, visits: Visits, own: Array, messy: tuple[MessyRows, np.random.Generator]) -> pa.Table:
    """Return visits as they are delivered, under their own numbers."""
    town, (rows, rng), count = box.town, messy, len(visits.at)
    inspector = (town.objects.buurt[visits.at] * 7 + rng.integers(0, 4, count)) % _INSPECTORS
    if visits.inspector is not None:
        inspector = np.where(visits.inspector < 0, inspector, visits.inspector)
    appeals = appeals_of(town, own, visits.day, visits.serious >= 0)
    columns = {
        "bezoeknummer": joined("B", digits(own, 6)),
        "datum": calendar("%Y-%m-%d").text(visits.day),
        "straat": rows.straat(),
        "huisnummer": rows.huisnummer(),
        "huisletter": rows.huisletter(),
        "toevoeging": rows.toevoeging(),
        "postcode": rows.postcodes(),
        "object_id": rows.object_ids(),
        "aanleiding": chosen(OCCASIONS, visits.occasion),
        "stap": chosen(STEPS, visits.step),
        "toegang": chosen(("nee", "ja"), np.where(visits.step == DOOR, visits.entered.astype(np.int64), -1)),
        "toezichthouder": joined("T", digits(1 + inspector)),
        **{check.value: chosen(OUTCOMES, visits.outcomes[:, number]) for number, check in enumerate(CHECKS)},
        "geregistreerd": calendar("%Y-%m-%d").text(_written(box, visits)),
        "ernst": chosen(SERIOUSNESS, visits.serious),
        "bezwaar": chosen(STATES, appeals.state(box.today)),
        "bezwaar_datum": calendar("%Y-%m-%d").text(appeals.decided_by(box.today)),
    }
    return pa.table(columns)
