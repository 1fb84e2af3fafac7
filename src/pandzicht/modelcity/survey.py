# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was seen from the street: a façade survey and a shop survey."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.firms import Firms
from pandzicht.modelcity.mess import Flaw, messed
from pandzicht.modelcity.objects import HORECA, WINKEL, WINKEL_WONEN
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.suspicion import looks_of, pull
from pandzicht.modelcity.texts import calendar, chosen, dates, decimals, digits, joined, on_day
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth

FACADE_RATES = {Flaw.ID_ONTBREEKT: 0.03}
SHOP_RATES = {Flaw.POSTCODE_SPATIE: 0.20, Flaw.AFKORTING: 0.05}
CONDITIONS = ("goed", "redelijk", "matig", "slecht")
TRADES = ("Mode", "Levensmiddelen", "Horeca", "Persoonlijke verzorging", "Wonen", "Telecom", "Vrije tijd", "Diensten")


def first_objects(town: Town) -> Array:
    """Return per pand the position of its first object, -1 for a pand without any."""
    first = np.full(len(town.panden), -1)
    at = np.flatnonzero(town.objects.standing & (town.objects.pand >= 0))[::-1]
    first[town.objects.pand[at]] = at
    return first


def write_facades(box: Outbox, truth: Truth) -> None:
    """Write `gevelscan`: doors, bells and the state of the façade of some panden."""
    town = box.town
    rng = town.chance("gevelscan")
    first = first_objects(town)
    housing = truth.of(Check.ONRECHTMATIG_WONEN).looks("kamerverhuur", "splitsing")
    crowded = np.bincount(town.objects.pand[housing & (town.objects.pand >= 0)], minlength=len(first)) > 0
    upkeep, shops = truth.of(Check.ACHTERSTALLIG_ONDERHOUD), truth.of(Check.WINKELGEBIED)
    suspect = crowded | upkeep.looks() | shops.looks()
    pand = several(rng, (first >= 0) * np.where(suspect, 3.0, 1.0), town.size(5_000))
    count = len(pand)
    rows = messed(town, first[pand], rng, FACADE_RATES)
    units = town.panden.units[pand]
    more = np.where(rng.random(count) < np.where(crowded[pand], 0.7, 0.03), rng.integers(2, 6, count), 0)
    worn = rng.normal(0.7, 0.7, count) + _neglect(truth)[pand]
    signs = np.where(shops.frame[pand], rng.integers(0, 3, count), 0)
    signs += 3 * shops.looks("reclame_zonder_vergunning")[pand]
    table = pa.table(
        {
            "opname_id": pa.array(np.arange(1, count + 1, dtype=np.int64)),
            "opname_datum": dates(town.today - rng.integers(30, 260, count)),
            "pand_id": rows.pand_ids(),
            "straat": rows.straat(),
            "huisnummer": pa.array(rows.number.astype(np.int32)),
            "huisletter": rows.huisletter(),
            "postcode": rows.postcodes(),
            "deuren": pa.array((1 + (units > 4) + (more > 2)).astype(np.int16)),
            "deurbellen": pa.array((units + more).astype(np.int16)),
            "brievenbussen": pa.array((units + np.where(more > 0, more - 1, 0)).astype(np.int16)),
            "staat_gevel": chosen(CONDITIONS, np.clip(np.round(worn), 0, 3).astype(np.int64)),
            "reclame_uitingen": pa.array(signs.astype(np.int16)),
        }
    )
    path = box.path("gevelscan", "gevelscan_{D}.parquet")
    pq.write_table(table, path, compression="snappy")
    box.delivered("gevelscan", [path], count)
    box.true_objects("gevelscan", np.full(count, -1), rows.flaw_names(), panden=pand)


def _neglect(truth: Truth) -> Array:
    """Return how much worse the façade of every pand looks than that of another."""
    upkeep, shops = truth.of(Check.ACHTERSTALLIG_ONDERHOUD), truth.of(Check.WINKELGEBIED)
    worse: Array = 1.5 * upkeep.looks("gevel", "constructie") + 1.2 * shops.looks("gevel")
    return worse


def write_shops(box: Outbox, firms: Firms, truth: Truth) -> None:
    """Write `winkelleegstand`: two rounds over the shops."""
    town = box.town
    rng = town.chance("winkelleegstand")
    shops = np.isin(town.objects.use, (WINKEL, HORECA, WINKEL_WONEN)) & town.objects.standing
    at = several(rng, shops * 1.0, town.size(6_000))
    trading = np.isin(at, firms.at[firms.active(town.today)])
    looks = looks_of(town, truth, pull(Check.WINKELGEBIED, 1.0, "leegstand"))[at] > 0
    empty = rng.random(len(at)) < np.where(looks, 0.8, np.where(trading, 0.015, 0.30))
    before = np.where(empty, rng.random(len(at)) < 0.75, rng.random(len(at)) < 0.03)
    state = np.stack([before, empty], axis=1).ravel()
    rounds = _rounds(box.day)
    since = np.where(before, rounds[0] - rng.integers(20, 900, len(at)), rounds[1] - rng.integers(5, 150, len(at)))
    rows = messed(town, at, rng, SHOP_RATES).take(np.repeat(np.arange(len(at)), 2))
    rows.flaws[:] &= ~int(Flaw.DUBBEL)
    two = np.repeat(np.arange(len(at)), 2)
    iso = calendar("%Y-%m-%d")
    columns = {
        "ronde": iso.text(np.tile(np.array(rounds), len(at))),
        "verkooppunt": joined("V", digits(two + 1, 6)),
        "straat": rows.straat(),
        "huisnummer": rows.huisnummer(),
        "huisletter": rows.huisletter(),
        "toevoeging": rows.toevoeging(),
        "postcode": rows.postcodes(),
        "branche": chosen(TRADES, rng.integers(0, len(TRADES), len(at))[two]),
        "wvo_m2": decimals((town.objects.area[at] * 0.72)[two], 1),
        "status": chosen(("in_gebruik", "leeg"), state.astype(np.int64)),
        "leeg_sinds": iso.text(np.where(state, since[two], -1)),
    }
    box.send_csv("winkelleegstand", "winkelleegstand_{D}.csv", columns, rows)


def _rounds(day: date) -> tuple[int, int]:
    """Return the first days of the half years of the last two surveys."""
    this = date(day.year, 4 if day.month >= 7 else 10, 1)
    last = this if day.month >= 7 else this.replace(year=day.year - 1)
    before = last.replace(month=4) if last.month == 10 else last.replace(year=last.year - 1, month=10)
    return on_day(before), on_day(last)
