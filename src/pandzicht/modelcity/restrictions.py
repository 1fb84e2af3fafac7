# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Public-law restrictions, protected objects, and a list that has no lawful supply."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.arrays import Array, weighted
from pandzicht.modelcity.enforcement import CLOSURE, SORTS, Cases
from pandzicht.modelcity.mess import messed
from pandzicht.modelcity.objects import VERBLIJFSOBJECT
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.permits import monument_panden
from pandzicht.modelcity.survey import first_objects
from pandzicht.modelcity.suspicion import drawn, pull
from pandzicht.modelcity.texts import calendar, chosen, decimals, digits, joined
from pandzicht.modelcity.truth import Check, Truth
from pandzicht.modelcity.write_csv import write_csv

TYPES = ("GG", "KW", "WA", "WU", "WV", "WI", "OS", "GS", "HS")


def write_restrictions(box: Outbox, cases: Cases, truth: Truth) -> None:
    """Write `wkpb`: closures of the enforcement cases, orders about upkeep, monuments and soil."""
    town = box.town
    rng = town.chance("wkpb")
    ground = (town.objects.standing & (town.objects.soort == VERBLIJFSOBJECT)) * 1.0
    shut = np.flatnonzero((cases.decision == CLOSURE) & (rng.random(len(cases.at)) < 0.7))
    hemp = cases.sort[shut] == SORTS.index("hennep")
    monuments = first_objects(town)[monument_panden(town)]
    monuments = monuments[monuments >= 0]
    monuments = monuments[weighted(rng, np.ones(len(monuments)), town.size(1_100))] if len(monuments) else monuments
    orders = drawn(
        rng, town, truth, background=ground, pulls=[pull(Check.ACHTERSTALLIG_ONDERHOUD, 0.5)], count=town.size(900)
    )
    rest = weighted(rng, ground, max(1, town.size(3_000) - len(shut) - len(monuments) - len(orders)))
    at = np.concatenate([cases.at[shut], monuments, orders, rest])
    kind = np.concatenate(
        [
            np.where(
                hemp, TYPES.index("OS"), np.where(rng.random(len(shut)) < 0.5, TYPES.index("GS"), TYPES.index("WI"))
            ),
            np.full(len(monuments), TYPES.index("GG")),
            rng.integers(TYPES.index("WA"), TYPES.index("WV") + 1, len(orders)),
            np.where(rng.random(len(rest)) < 0.7, TYPES.index("KW"), TYPES.index("HS")),
        ]
    )
    others = len(at) - len(shut)
    begin = np.concatenate([cases.closed[shut], town.today - rng.integers(30, 4_000, others)])
    lifted = np.where(rng.random(others) < 0.35, np.minimum(begin[len(shut) :] + 400, town.today - 1), -1)
    end = np.concatenate([np.where(cases.reopened[shut] <= town.today, cases.reopened[shut], -1), lifted])
    _write(box, (at, kind, begin, end))


def _write(box: Outbox, columns_of: tuple[Array, Array, Array, Array]) -> None:
    order = np.lexsort((columns_of[0], columns_of[2]))
    at, kind, begin, end = (column[order] for column in columns_of)
    iso = calendar("%Y-%m-%d")
    columns = {
        "identificatie": digits(100_001 + np.arange(len(at))),
        "typeCode": chosen(TYPES, kind),
        "beginGeldigheid": joined(iso.text(begin), "T00:00:00"),
        "eindGeldigheid": _with_time(iso.text(end)),
        "bag_object_id": digits(box.town.objects.ids[at]),
        "kadastraal_object": joined("NL.KAD.OnroerendeZaak.9999", digits(at + 1, 7), "0000"),
    }
    path = box.path("wkpb", "wkpb_{D}.csv")
    write_csv(path, pa.table(columns))
    box.delivered("wkpb", [path], len(at))
    box.true_objects("wkpb", at, pa.array([""] * len(at)))


def _with_time(days: pa.Array) -> pa.Array:
    return pa.compute.binary_join_element_wise(days, "T00:00:00", "")


def write_protected(box: Outbox, at: Array) -> None:
    """Write `beschermd`: the shelters."""
    rng = box.town.chance("beschermd")
    iso = calendar("%Y-%m-%d")
    count = len(at)
    begin = box.town.today - rng.integers(400, 5_000, count)
    over = (rng.random(count) < 0.1) & (np.arange(count) > 0)
    columns = {
        "object_id": digits(box.town.objects.ids[at]),
        "vanaf": iso.text(begin),
        "tot": iso.text(np.where(over, box.town.today + 90, -1)),
    }
    path = box.path("beschermd", "beschermd_{D}.csv")
    write_csv(path, pa.table(columns))
    box.delivered("beschermd", [path], count)
    box.true_objects("beschermd", at, pa.array([""] * count))


def write_energy(box: Outbox, truth: Truth) -> None:
    """Write `energie`: a grid operator's list; telling, and without lawful supply."""
    town = box.town
    rng = town.chance("energie")
    ground = town.objects.standing * 1.0
    at = drawn(rng, town, truth, background=ground, pulls=[pull(Check.HENNEP, 0.45)], count=town.size(2_500))
    suspect = truth.of(Check.HENNEP).looks()[at]
    rows = messed(town, at, rng, {})
    mark = np.where(
        suspect, rng.choice(3, size=len(at), p=[0.5, 0.1, 0.4]), rng.choice(3, size=len(at), p=[0.55, 0.4, 0.05])
    )
    columns = {
        "ean": joined("8719999", digits(np.arange(1, len(at) + 1), 11)),
        "postcode": rows.postcodes(),
        "huisnummer": rows.huisnummer(),
        "toevoeging": joined(rows.huisletter(), rows.toevoeging()),
        "jaar": chosen((str(box.day.year - 1),), at * 0),
        "verbruik_kwh": decimals(np.where(suspect, 9_000, 2_400) * rng.lognormal(0, 0.4, len(at)), 1),
        "afwijking": chosen(("hoog", "laag", "fraude_vermoeden"), mark),
    }
    box.send_csv("energie", "netbeheer_{D}.csv", columns, rows)
