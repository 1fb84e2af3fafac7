# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Permits and notifications: which cases were opened for which object, when, and how they ended."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np

from pandzicht.modelcity.arrays import Array, several, weighted
from pandzicht.modelcity.branches import BRANCH_OF, BRANCHES
from pandzicht.modelcity.firms import Firms
from pandzicht.modelcity.households import Households
from pandzicht.modelcity.objects import HORECA, KANTOOR, LOGIES, WINKEL, ZORG
from pandzicht.modelcity.panden import Kind
from pandzicht.modelcity.texts import year_of
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth


class Case(IntEnum):
    """The kinds of cases, named as in the reference."""

    BOUWEN = 0
    GEREEDMELDING = 1
    OMZETTING = 2
    SPLITSING = 3
    ONTTREKKING = 4
    KAMERVERHUUR = 5
    BRANDVEILIG = 6
    RECLAME = 7
    EXPLOITATIE = 8
    SEKSINRICHTING = 9
    MONUMENT = 10
    TERRAS = 11
    GEBRUIK = 12


CASE_WORDS = (
    "Omgevingsvergunning bouwen",
    "Gereedmelding bouw",
    "Omzettingsvergunning",
    "Splitsingsvergunning",
    "Onttrekkingsvergunning",
    "Verhuurvergunning kamerverhuur",
    "Melding brandveilig gebruik",
    "Vergunning reclame",
    "Exploitatievergunning",
    "Vergunning seksinrichting",
    "Omgevingsvergunning monument",
    "Vergunning terras",
    "Omgevingsvergunning gebruik",
)
RESULTS = ("Verleend", "Geweigerd", "Ingetrokken", "Buiten behandeling", "Geaccepteerd")
GRANTED, REFUSED, REVOKED, DISMISSED, ACCEPTED = range(5)
WORKS = ("aanbouw", "dakopbouw", "dakterras", "bijgebouw", "gevel", "nieuwbouw", "verbouw")
_COUNTS = {
    Case.BOUWEN: 36_800,
    Case.OMZETTING: 2_400,
    Case.SPLITSING: 3_200,
    Case.ONTTREKKING: 800,
    Case.KAMERVERHUUR: 1_600,
    Case.BRANDVEILIG: 3_200,
    Case.RECLAME: 3_200,
    Case.EXPLOITATIE: 4_000,
    Case.SEKSINRICHTING: 80,
    Case.MONUMENT: 2_400,
    Case.TERRAS: 2_400,
    Case.GEBRUIK: 800,
}
_YEARS_BACK = 25


@dataclass(frozen=True, slots=True)
class Permits:
    """One row per case: columns of equal length, in the order of registration."""

    kind: Array
    at: Array
    opened: Array
    closed: Array
    """-1 while open."""
    result: Array
    """-1 while open."""
    main: Array
    """Position of the case that this one completes, -1 for none."""
    detail: Array
    """What the kind of case counts: a kind of work, rooms, persons, a branch."""

    def __len__(self) -> int:
        return len(self.kind)

    def numbers(self) -> list[str]:
        """Return the identificatie of every case, counted on through the years."""
        years = year_of(self.opened)
        return [f"Z{year}-{position:07d}" for position, year in enumerate(years.tolist(), 1)]


def monument_panden(town: Town) -> Array:
    """Return the panden that are monuments: old ones."""
    weight = np.where((town.panden.year < 1940) & (town.panden.units > 0), (1950.0 - town.panden.year) ** 2, 0.0)
    return several(town.chance("monuments"), weight, town.size(3_000))


def build_permits(town: Town, households: Households, firms: Firms, truth: Truth) -> Permits:
    """Open the cases of 25 years: where rules are kept there is one, where they look broken there is none."""
    rng = town.chance("vergunningen")
    weights = _weights(town, households, firms, truth)
    kinds, ats = [], []
    for case, count in _COUNTS.items():
        ats.append(weighted(rng, weights[case], town.size(count)))
        kinds.append(np.full(len(ats[-1]), int(case)))
    kind, at = np.concatenate(kinds), np.concatenate(ats)
    years = np.where(np.isin(kind, (Case.BOUWEN, Case.MONUMENT, Case.SPLITSING)), _YEARS_BACK, 9)
    opened = town.today - 3 - (rng.random(len(at)) * years * 365).astype(np.int64)
    looks = truth.of(Check.ILLEGALE_BOUW).looks()[np.maximum(town.objects.pand[at], 0)] & (kind == Case.BOUWEN)
    closed, result = _ended(rng, town, kind, opened)
    result = np.where(looks & (rng.random(len(at)) < 0.4), REFUSED, result)
    detail = _details(rng, town, kind, at)
    cases = Permits(kind, at, opened, closed, result, np.full(len(at), -1), detail)
    ready = _completed(rng, town, cases, looks)
    return _ordered(cases, ready)


def later_permits(rng: np.random.Generator, permits: Permits, *, count: int, period: tuple[int, int]) -> Permits:
    """Return cases like some of the earlier ones, opened within a period (the last day exclusive) and still open."""
    rows = several(rng, np.ones(len(permits)), count)
    opened = np.sort(rng.integers(period[0], period[1], len(rows)))
    none = np.full(len(rows), -1)
    return Permits(permits.kind[rows], permits.at[rows], opened, none, none, none, permits.detail[rows])


def _weights(town: Town, households: Households, firms: Firms, truth: Truth) -> dict[Case, Array]:
    """Return per kind of case how likely each object is to have one."""
    objects = town.objects
    pand = np.maximum(objects.pand, 0)
    standing = objects.standing & (objects.pand >= 0)

    def looks(check: Check, *kinds: str) -> Array:
        return truth.of(check).looks(*kinds)

    neglected = looks(Check.ACHTERSTALLIG_ONDERHOUD)[pand]
    built = np.where(looks(Check.ILLEGALE_BOUW)[pand], 0.35, 1.0) * np.where(neglected, 0.2, 1.0)
    rooms = households.rooms_let & objects.dwelling & ~looks(Check.ONRECHTMATIG_WONEN, "kamerverhuur")
    quiet = ~looks(Check.BRANDVEILIGHEID)[pand]
    big = np.isin(objects.use, (ZORG, LOGIES)) * 5.0 + rooms * 3.0 + (objects.kind == Kind.GALERIJ) * 0.02
    shop = np.isin(objects.use, (WINKEL, HORECA))
    licensed = np.zeros(len(objects), dtype=bool)
    wanted = np.array([branch.vulnerable for branch in BRANCHES])[firms.branch] & firms.active(town.today)
    licensed[firms.at[wanted]] = True
    massage = np.zeros(len(objects), dtype=bool)
    massage[firms.at[(firms.branch == BRANCH_OF["9604"]) & firms.active(town.today)]] = True
    old = np.zeros(len(town.panden), dtype=bool)
    old[monument_panden(town)] = True
    weights = {
        Case.BOUWEN: built / np.maximum(town.panden.units[pand], 1),
        Case.OMZETTING: rooms + 0.0002 * objects.dwelling,
        Case.SPLITSING: np.isin(objects.kind, (Kind.GESPLITST, Kind.WINKEL_WONEN))
        * ~looks(Check.ONRECHTMATIG_WONEN, "splitsing"),
        Case.ONTTREKKING: (objects.use == KANTOOR) * 1.0 + 0.01 * objects.dwelling,
        Case.KAMERVERHUUR: rooms + 0.0002 * objects.dwelling,
        Case.BRANDVEILIG: big * quiet,
        Case.RECLAME: shop * np.where(looks(Check.WINKELGEBIED, "reclame_zonder_vergunning")[pand], 0.02, 1.0),
        Case.EXPLOITATIE: licensed * np.where(looks(Check.BRANCHES, "zonder_vergunning", "dekmantel"), 0.05, 1.0),
        Case.SEKSINRICHTING: massage + 0.0,
        Case.MONUMENT: old[pand] / np.maximum(town.panden.units[pand], 1),
        Case.TERRAS: (objects.use == HORECA) * 1.0,
        Case.GEBRUIK: ~objects.dwelling * 1.0,
    }
    return {kind: weight * standing for kind, weight in weights.items()}


def _ended(rng: np.random.Generator, town: Town, kind: Array, opened: Array) -> tuple[Array, Array]:
    closed = opened + rng.integers(8, 240, len(kind))
    result = rng.choice(4, size=len(kind), p=[0.85, 0.07, 0.04, 0.04])
    result = np.where(np.isin(kind, (Case.BRANDVEILIG, Case.GEREEDMELDING)), ACCEPTED, result)
    still = closed >= town.today
    return np.where(still, -1, closed), np.where(still, -1, result)


def _details(rng: np.random.Generator, town: Town, kind: Array, at: Array) -> Array:
    detail = rng.integers(1, 6, len(kind))
    detail = np.where(np.isin(kind, (Case.BOUWEN, Case.MONUMENT)), rng.integers(0, len(WORKS), len(kind)), detail)
    detail = np.where(
        np.isin(kind, (Case.OMZETTING, Case.KAMERVERHUUR)), np.clip(town.objects.area[at] // 18, 3, 8), detail
    )
    return np.where(kind == Case.BRANDVEILIG, rng.integers(10, 80, len(kind)), detail)


def _completed(rng: np.random.Generator, town: Town, cases: Permits, looks: Array) -> Permits:
    """Return the completions of granted building permits; what looks illegal is seldom reported ready."""
    able = (cases.kind == Case.BOUWEN) & (cases.result == GRANTED) & (cases.closed < town.today - 500)
    share = min(1.0, town.size(19_200) / max(int(able.sum()), 1))
    main = np.flatnonzero(able & (rng.random(len(cases)) < np.where(looks, 0.15, 1.0) * share))
    opened = np.minimum(cases.closed[main] + rng.integers(100, 700, len(main)), town.today - 2)
    done = np.minimum(opened + rng.integers(5, 60, len(main)), town.today - 1)
    kind = np.full(len(main), int(Case.GEREEDMELDING))
    return Permits(kind, cases.at[main], opened, done, np.full(len(main), ACCEPTED), main, cases.detail[main])


def _ordered(cases: Permits, ready: Permits) -> Permits:
    joined = {
        item.name: np.concatenate([getattr(cases, item.name), getattr(ready, item.name)]) for item in fields(Permits)
    }
    order = np.lexsort((joined["kind"], joined["at"], joined["opened"]))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    columns = {name: column[order] for name, column in joined.items()}
    columns["main"] = np.where(columns["main"] < 0, -1, place[np.maximum(columns["main"], 0)])
    return Permits(**columns)
