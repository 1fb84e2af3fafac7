# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Earlier enforcement cases: what was found where, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.fictitious_numbers import kvk_text
from pandzicht.modelcity.mess import Flaw, doubled, messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.owners import Owners
from pandzicht.modelcity.suspicion import Pull, drawn, pull
from pandzicht.modelcity.texts import calendar, chosen, year_of
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import PAND_CHECKS, Check, Truth
from pandzicht.modelcity.write_csv import CsvForm, write_csv

RATES = {
    Flaw.ID_ONTBREEKT: 0.335,
    Flaw.AFKORTING: 0.08,
    Flaw.NUMMER_SAMEN: 0.04,
    Flaw.TOEVOEGING_KWIJT: 0.025,
    Flaw.KLEINE_LETTERS: 0.03,
    Flaw.OUDE_STRAATNAAM: 0.01,
    Flaw.TYPEFOUT: 0.02,
    Flaw.POSTCODE_ONTBREEKT: 0.06,
}
OUTCOMES = ("overtreding", "geen_overtreding", "niet_vastgesteld")
DECISIONS = ("waarschuwing", "last_onder_dwangsom", "bestuursdwang", "sluiting", "bestuurlijke_boete", "geen")
CLOSURE, NOTHING = 3, 5
_KINDS: tuple[tuple[str, int, Check | None, tuple[Pull, ...]], ...] = (
    (
        "onrechtmatig_wonen",
        5_500,
        Check.ONRECHTMATIG_WONEN,
        (pull(Check.ONRECHTMATIG_WONEN, 0.30, "overbewoning", "onderhuur"),),
    ),
    (
        "kamerverhuur",
        3_500,
        Check.ONRECHTMATIG_WONEN,
        (pull(Check.ONRECHTMATIG_WONEN, 0.36, "kamerverhuur", "splitsing"),),
    ),
    (
        "woningonttrekking",
        2_200,
        Check.ONRECHTMATIG_WONEN,
        (pull(Check.ONRECHTMATIG_WONEN, 0.32, "onttrekking", "toeristisch"),),
    ),
    ("hennep", 1_100, Check.HENNEP, (pull(Check.HENNEP, 0.22),)),
    ("bouwen_zonder_vergunning", 3_700, Check.ILLEGALE_BOUW, (pull(Check.ILLEGALE_BOUW, 0.28),)),
    ("achterstallig_onderhoud", 4_000, Check.ACHTERSTALLIG_ONDERHOUD, (pull(Check.ACHTERSTALLIG_ONDERHOUD, 0.38),)),
    ("brandveiligheid", 2_200, Check.BRANDVEILIGHEID, (pull(Check.BRANDVEILIGHEID, 0.42),)),
    ("reclame", 1_300, Check.WINKELGEBIED, (pull(Check.WINKELGEBIED, 0.30),)),
    ("afval", 2_600, Check.WINKELGEBIED, (pull(Check.WINKELGEBIED, 0.08, "afval"),)),
    ("exploitatie", 1_400, Check.BRANCHES, (pull(Check.BRANCHES, 0.34),)),
    ("overig", 2_500, None, ()),
)
SORTS = tuple(row[0] for row in _KINDS)


@dataclass(frozen=True, slots=True)
class Cases:
    """Earlier cases: columns of equal length; days as numbers, -1 for none."""

    at: Array
    sort: Array
    found: Array
    outcome: Array
    decision: Array
    decided: Array
    closed: Array
    reopened: Array


def is_so(town: Town, truth: Truth, check: Check, at: Array) -> Array:
    """Return which objects, or the panden they are in, really are in violation."""
    verdicts = truth.of(check)
    where = town.objects.pand[at] if check in PAND_CHECKS else at
    return verdicts.is_so()[np.maximum(where, 0)] & (where >= 0)


def build_cases(town: Town, owners: Owners, truth: Truth) -> Cases:
    """Open ten years of cases: more where something looks wrong and with careless owners."""
    rng = town.chance("handhaving")
    careless = owners.legal & owners.careless[np.where(owners.legal, owners.owner, 0)]
    ground = town.objects.standing * np.where(careless, 4.0, 1.0) * town.areas.risk[town.objects.buurt]
    ats, sorts, true = [], [], []
    for number, (_, count, check, pulls) in enumerate(_KINDS):
        at = drawn(rng, town, truth, background=ground, pulls=pulls, count=town.size(count))
        ats.append(at)
        sorts.append(np.full(len(at), number))
        true.append(is_so(town, truth, check, at) if check else np.zeros(len(at), dtype=bool))
    at, sort, so = np.concatenate(ats), np.concatenate(sorts), np.concatenate(true)
    found = town.today - 5 - (rng.random(len(at)) * 10 * 365).astype(np.int64)
    guilty = rng.random(len(at)) < np.where(so, 0.72, 0.38)
    outcome = np.where(guilty, 0, rng.choice(3, size=len(at), p=[0, 0.76, 0.24]))
    decision = np.where(guilty, rng.choice(6, size=len(at), p=[0.38, 0.30, 0.08, 0, 0.12, 0.12]), NOTHING)
    closable = np.isin(sort, (SORTS.index("hennep"), SORTS.index("exploitatie"))) & guilty
    decision = np.where(closable & (rng.random(len(at)) < 0.4), CLOSURE, decision)
    decided = np.where(decision == NOTHING, -1, np.minimum(found + rng.integers(10, 120, len(at)), town.today - 1))
    closed = np.where(decision == CLOSURE, decided + 7, -1)
    reopened = np.where(closed >= 0, closed + rng.integers(90, 366, len(at)), -1)
    ordinary = Cases(at, sort, found, outcome, decision, decided, closed, reopened)
    return _with_closures(rng, town, truth, ordinary)


def _with_closures(rng: np.random.Generator, town: Town, truth: Truth, cases: Cases) -> Cases:
    """Add recent closures of premises where a new firm has started since."""
    able = truth.of(Check.BRANCHES).looks("heropening") & (rng.random(len(town.objects)) < 0.85)
    at = np.flatnonzero(able)
    count = len(at)
    closed = town.today - rng.integers(180, 400, count)
    extra = Cases(
        at=at,
        sort=np.full(count, SORTS.index("exploitatie")),
        found=closed - rng.integers(20, 90, count),
        outcome=np.zeros(count, dtype=np.int64),
        decision=np.full(count, CLOSURE),
        decided=closed - 7,
        closed=closed,
        reopened=town.today + rng.integers(-60, 200, count),
    )
    both = {name: np.concatenate([getattr(cases, name), getattr(extra, name)]) for name in Cases.__slots__}
    order = np.lexsort((both["at"], both["sort"], both["found"]))
    return Cases(**{name: column[order] for name, column in both.items()})


def write_enforcement(box: Outbox, cases: Cases, owners: Owners) -> None:
    """Write `handhaving`."""
    town = box.town
    rng = town.chance("mess of handhaving")
    rows = messed(town, cases.at, rng, RATES)
    dutch = calendar("%d-%m-%Y")
    owner = np.where(owners.legal[cases.at] & (cases.outcome == 0), owners.owner[cases.at], -1)
    years = year_of(cases.found).tolist()
    columns = {
        "zaaknummer": pa.array([f"HH-{year}-{number:06d}" for number, year in enumerate(years, 1)]),
        "soort": chosen(SORTS, cases.sort),
        "datum_constatering": dutch.text(cases.found),
        "straat": rows.straat(),
        "huisnummer": rows.huisnummer(),
        "huisletter": rows.huisletter(),
        "toevoeging": rows.toevoeging(),
        "postcode": rows.postcodes(),
        "object_id": rows.object_ids(),
        "uitkomst": chosen(OUTCOMES, cases.outcome),
        "besluit": chosen(DECISIONS, cases.decision),
        "datum_besluit": dutch.text(cases.decided),
        "sluiting_van": dutch.text(cases.closed),
        "sluiting_tot": dutch.text(cases.reopened),
        "eigenaar_kvk": kvk_text(owner),
    }
    order = doubled(rng, len(rows), 0.003)
    path = box.path("handhaving", "handhaving_{D}.csv")
    write_csv(path, pa.table(columns).take(pa.array(order)), CsvForm(end="\r\n"))
    box.delivered("handhaving", [path], len(order))
    box.true_addresses("handhaving", rows.take(order))
