# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changes seen from the air, and the list of monuments."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.arrays import weighted
from pandzicht.modelcity.mess import Flaw, messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.permits import Case, Permits, monument_panden
from pandzicht.modelcity.survey import first_objects
from pandzicht.modelcity.suspicion import RIGHT_LOOKS
from pandzicht.modelcity.texts import chosen, dates, digits, joined
from pandzicht.modelcity.truth import KINDS, Check, Truth
from pandzicht.modelcity.write_geo import points, write_layer

SORTS = KINDS[Check.ILLEGALE_BOUW]
_WITHOUT_PAND = 0.05


def write_changes(box: Outbox, permits: Permits, truth: Truth) -> None:
    """Write `luchtfoto`: what was built with a permit, without one, and what only seemed so."""
    town = box.town
    rng = town.chance("luchtfoto")
    panden, verdicts = town.panden, truth.of(Check.ILLEGALE_BOUW)
    built = (permits.kind == Case.BOUWEN) & (permits.opened > town.today - 1200)
    licensed = np.bincount(town.objects.pand[permits.at[built]], minlength=len(panden)) * (panden.units > 0)
    suspect = verdicts.looks() * np.where(verdicts.is_so(), RIGHT_LOOKS, 1.0)
    total = town.size(5_000)
    found = weighted(rng, suspect, round(total * 0.52))
    allowed = weighted(rng, licensed.astype(float), round(total * 0.30))
    seeming = weighted(rng, (panden.units > 0).astype(float), total - len(found) - len(allowed))
    pand = np.concatenate([found, allowed, seeming])
    sort = np.concatenate([verdicts.shown[found] - 1, rng.integers(0, len(SORTS), len(allowed) + len(seeming))])
    order = rng.permutation(len(pand))
    pand, sort = pand[order], sort[order].astype(np.int64)
    count = len(pand)
    known = rng.random(count) >= _WITHOUT_PAND
    sure = np.clip(rng.normal(np.where(np.isin(pand, found), 0.82, 0.72), 0.12, count), 0.3, 0.99)
    after = town.today - rng.integers(280, 340, count)
    table = pa.table(
        {
            "geom": points(panden.x[pand] + panden.width[pand] / 2, panden.y[pand] + panden.depth[pand] / 2),
            "detectie_id": joined("L", digits(np.arange(1, count + 1), 6)),
            "pand_id": digits(np.where(known, panden.ids[pand], -1)),
            "soort": chosen(SORTS, sort),
            "opname_voor": dates(after - 735),
            "opname_na": dates(after),
            "oppervlakte_m2": pa.array(rng.integers(6, 60, count).astype(np.int32)),
            "zekerheid": pa.array(np.round(sure, 2)),
        }
    )
    path = box.path("luchtfoto", "luchtfoto_{D}.gpkg")
    write_layer(path, "detecties", table, kind="Point", day=box.day)
    box.delivered("luchtfoto", [path], count)
    flaws = chosen(("id_ontbreekt", ""), known.astype(np.int64))
    box.true_objects("luchtfoto", np.full(count, -1), flaws, panden=pand)


def write_monuments(box: Outbox) -> None:
    """Write `monumenten`."""
    town = box.town
    rng = town.chance("list of monuments")
    pand = monument_panden(town)
    pand = pand[first_objects(town)[pand] >= 0]
    count = len(pand)
    national = rng.random(count) < 0.4
    rows = messed(town, first_objects(town)[pand], rng, {Flaw.AFKORTING: 0.05})
    table = pa.table(
        {
            "geom": points(town.panden.x[pand] + 2, town.panden.y[pand] + 2),
            "monumentnummer": joined(
                chosen(("GM", "RM"), national.astype(np.int64)), digits(900_000 + np.arange(count))
            ),
            "soort": chosen(("gemeentelijk_monument", "rijksmonument"), national.astype(np.int64)),
            "pand_id": digits(town.panden.ids[pand]),
            "adres": joined(rows.straat(), " ", rows.nummer_geheel()),
            "ingeschreven": dates(town.today - rng.integers(3_000, 20_000, count)),
        }
    )
    path = box.path("monumenten", "monumenten_{D}.gpkg")
    write_layer(path, "monumenten", table, kind="Point", day=box.day)
    box.delivered("monumenten", [path], count)
    box.true_objects("monumenten", np.full(count, -1), rows.flaw_names(), panden=pand)
