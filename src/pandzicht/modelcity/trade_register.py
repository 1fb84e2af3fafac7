# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The trade register as delivered: establishments, with the owners of buildings among them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.areas import TOWN
from pandzicht.modelcity.arrays import Array, weighted
from pandzicht.modelcity.branches import BRANCH_OF, BRANCHES
from pandzicht.modelcity.fictitious_numbers import kvk_text, rsin_text
from pandzicht.modelcity.firms import Firms
from pandzicht.modelcity.mess import Flaw, messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.owners import CORPORATIONS, Owners
from pandzicht.modelcity.texts import calendar, chosen, digits, joined
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth

RATES = {
    Flaw.ID_ONTBREEKT: 0.215,
    Flaw.AFKORTING: 0.06,
    Flaw.TOEVOEGING_KWIJT: 0.015,
    Flaw.NUMMER_SAMEN: 0.02,
    Flaw.KLEINE_LETTERS: 0.02,
    Flaw.POSTCODE_ONTBREEKT: 0.01,
    Flaw.OUDE_STRAATNAAM: 0.005,
    Flaw.ONBEKEND_ADRES: 0.004,
}
FORMS = (
    "Eenmanszaak",
    "Besloten vennootschap",
    "Vennootschap onder firma",
    "Stichting",
    "Vereniging",
    "Naamloze vennootschap",
)
_TRADES = ("Handelshuis", "Bedrijf", "Atelier", "Werkplaats", "Studio", "Winkel", "Kantoor", "Groep", "Collectief")
_MARKS = (
    "Zilverrif",
    "Kamgras",
    "Helmduin",
    "Rietvliet",
    "Zandhorn",
    "Kwarts",
    "Barnsteen",
    "Veenhoek",
    "Kompas",
    "Dauw",
)


def suspect_firms(town: Town, truth: Truth) -> Firms:
    """Return the firms by which something shows: many starts and ends, letting from a dwelling, many at one door."""
    rng = town.chance("suspect firms")
    branches = truth.of(Check.BRANCHES)
    front = np.flatnonzero(branches.looks("dekmantel") & (rng.random(len(branches.frame)) < 0.75))
    front = np.repeat(front, rng.integers(2, 6, len(front)))
    letting = np.flatnonzero(branches.looks("verhuurbemiddeling") & (rng.random(len(branches.frame)) < 0.8))
    reopened = np.flatnonzero(branches.looks("heropening") & (rng.random(len(branches.frame)) < 0.8))
    at = np.concatenate([front, letting, reopened])
    kinds = np.flatnonzero([branch.vulnerable for branch in BRANCHES])
    lets = np.flatnonzero([branch.letting for branch in BRANCHES])
    branch = kinds[rng.integers(len(kinds), size=len(at))]
    branch[len(front) : len(front) + len(letting)] = lets[rng.integers(len(lets), size=len(letting))]
    start = town.today - rng.integers(20, 1_000, len(at))
    brief = rng.random(len(at)) < 0.6
    brief[len(front) :] = False
    start[len(front) + len(letting) :] = town.today - rng.integers(10, 170, len(reopened))
    end = np.where(brief, np.minimum(start + rng.integers(30, 300, len(at)), town.today - 1), -1)
    return Firms(at, branch, start, end)


def holding_firms(town: Town, owners: Owners) -> Firms:
    """Return the establishments of the legal owners, at a dwelling or an office each."""
    rng = town.chance("holdings of owners")
    count = len(owners.legal_names)
    at = weighted(rng, (town.objects.standing & (town.objects.use >= 0)).astype(float), count)
    codes = np.array([BRANCH_OF["6420"], BRANCH_OF["68204"], BRANCH_OF["68203"]])
    branch = codes[rng.choice(3, size=count, p=[0.5, 0.3, 0.2])]
    return Firms(at, branch, town.today - rng.integers(400, 9_000, count), np.full(count, -1))


def write_trade_register(box: Outbox, owners: Owners, firms: Firms, truth: Truth) -> None:
    """Write `kvk`: owners first, so that an owner's number is its position."""
    town = box.town
    rng = town.chance("kvk")
    parts = (holding_firms(town, owners), firms, suspect_firms(town, truth))
    at, branch, start, end = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("at", "branch", "start", "end")
    )
    count, holdings = len(at), len(owners.legal_names)
    number = np.arange(count)
    form = rng.choice(6, size=count, p=[0.62, 0.22, 0.08, 0.05, 0.02, 0.01])
    form[:holdings] = np.where(number[:holdings] < len(CORPORATIONS), 3, 1)
    branched = (rng.random(count) < 0.07) & (number > holdings)
    company = np.where(branched, number - 1, number)
    rows = messed(town, at, rng, RATES)
    unsure = np.where(rng.random(count) < 0.008, rng.integers(1, 3, count), 0)
    rows.flaws[unsure > 0] |= int(Flaw.DEELDATUM)
    columns = {
        "kvkNummer": kvk_text(company),
        "vestigingsnummer": digits(990_000_000_000 + number),
        "hoofdvestiging": chosen(("J", "N"), branched.astype(np.int64)),
        "naam": _names(rng, owners, number),
        "rechtsvorm": chosen(FORMS, form[company]),
        "rsin": rsin_text(np.where(np.isin(form[company], (1, 3, 4, 5)), company, -1)),
        "sbi_code": chosen(tuple(item.code for item in BRANCHES), branch),
        "sbi_omschrijving": chosen(tuple(item.words for item in BRANCHES), branch),
        "datum_aanvang": calendar().text(np.maximum(start, 0), unsure),
        "datum_einde": calendar().text(end),
        "indAfgeschermd": chosen(("N", "J"), (rng.random(count) < 0.015).astype(np.int64)),
        "totaalWerkzamePersonen": digits(1 + rng.geometric(0.5, count) - 1),
        "straatnaam": rows.straat(),
        "huisnummer": rows.huisnummer(),
        "huisletter": rows.huisletter(),
        "huisnummerToevoeging": rows.toevoeging(),
        "postcode": rows.postcodes(),
        "plaats": chosen((TOWN,), at * 0),
        "bag_numid": rows.nummeraanduiding_ids(),
        "bag_vbid": rows.object_ids(),
    }
    box.send_csv("kvk", "kvk_vestigingen_{D}.csv", columns, rows)


def _names(rng: np.random.Generator, owners: Owners, number: Array) -> pa.Array:
    trade = chosen(_TRADES, rng.integers(len(_TRADES), size=len(number)))
    mark = chosen(_MARKS, rng.integers(len(_MARKS), size=len(number)))
    made = joined(joined(trade, mark, between=" "), digits(number), between=" ")
    held = pa.array(owners.legal_names)
    return pa.concat_arrays([held, made.slice(len(held))])
