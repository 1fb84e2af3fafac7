# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists about dwellings: the stock of housing corporations, and who has which waste container."""

from __future__ import annotations

import numpy as np

from pandzicht.modelcity.areas import TOWN
from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.mess import Flaw, messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.owners import CORPORATIONS, Owners, Tenure
from pandzicht.modelcity.panden import Kind
from pandzicht.modelcity.texts import calendar, chosen, digits, joined
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth
from pandzicht.modelcity.write_csv import CsvForm

CORPORATION_RATES = {
    Flaw.ID_ONTBREEKT: 0.06,
    Flaw.ID_FOUT: 0.002,
    Flaw.AFKORTING: 0.10,
    Flaw.HOOFDLETTERS: 0.03,
    Flaw.LETTER_IN_TOEVOEGING: 0.03,
}
CONTAINER_RATES = {Flaw.ID_ONTBREEKT: 0.05, Flaw.KLEINE_LETTERS: 0.02, Flaw.LETTER_IN_TOEVOEGING: 0.01}
FRACTIONS = ("rest", "gft", "papier", "pas")


def write_corporation_stock(box: Outbox, owners: Owners, size: Array, truth: Truth) -> None:
    """Write `corporatie`: what is let, and whether the tenant is registered there (hit or no hit)."""
    town = box.town
    rng = town.chance("corporatie")
    at = np.flatnonzero((owners.tenure == Tenure.CORPORATIE) & town.objects.standing)
    at = at[np.lexsort((at, owners.owner[at]))]
    rows = messed(town, at, rng, CORPORATION_RATES)
    count = len(at)
    let = rng.random(count) >= np.where(size[at] == 0, 0.35, 0.006)
    sublet = truth.of(Check.ONRECHTMATIG_WONEN).looks("onderhuur")[at]
    absent = rng.random(count) < np.where(sublet, 0.72, np.where(size[at] == 0, 0.5, 0.012))
    registered = np.where(rng.random(count) < 0.03, 2, np.where(absent, 1, 0))
    begun = town.today - (rng.exponential(11, count) * 365 + 20).astype(np.int64)
    columns = {
        "corporatie": chosen(CORPORATIONS, owners.owner[at]),
        "vhe_nummer": joined(digits(owners.owner[at] + 1), "-", digits(np.arange(1, count + 1), 6)),
        "bag_vbo_id": rows.object_ids(),
        "straat": rows.straat(),
        "huisnummer": rows.huisnummer(),
        "huisletter": rows.huisletter(),
        "toevoeging": rows.toevoeging(),
        "postcode": rows.postcodes(),
        "plaats": chosen((TOWN.upper(),), at * 0),
        "verhuurd": chosen(("nee", "ja"), let.astype(np.int64)),
        "huurder_ingeschreven": chosen(("ja", "nee", "onbekend"), np.where(let, registered, -1)),
        "huurcontract_vanaf": calendar("%d-%m-%Y").text(np.where(let, np.maximum(begun, 0), -1)),
        "kamers": digits(np.clip(town.objects.area[at] // 22, 1, 7)),
    }
    box.send_csv(
        "corporatie", "corporatiebezit_{D}.csv", columns, rows, CsvForm(encoding="utf-16-le", mark=True, end="\r\n")
    )


def write_containers(box: Outbox, truth: Truth) -> None:
    """Write `containers`: a bin per house, a pass per flat, and more where more households live than is known."""
    town = box.town
    rng = town.chance("containers")
    at, fraction = _handed_out(rng, town, truth)
    order = np.argsort(at, kind="stable")
    at, fraction = at[order], fraction[order]
    rows = messed(town, at, rng, CONTAINER_RATES)
    count = len(at)
    given = town.today - rng.integers(30, 5_000, count)
    gone = rng.random(count) < 0.03
    iso = calendar("%Y-%m-%d")
    columns = {
        "containernummer": joined("C", digits(np.arange(1, count + 1), 8)),
        "fractie": chosen(FRACTIONS, fraction),
        "inhoud_l": digits(np.where(fraction == 3, -1, np.where(rng.random(count) < 0.7, 240, 140))),
        "nummeraanduiding_id": rows.nummeraanduiding_ids(),
        "straat": rows.straat(),
        "huisnummer": rows.huisnummer(),
        "huisletter": rows.huisletter(),
        "toevoeging": rows.toevoeging(),
        "postcode": rows.postcodes(),
        "uitgegeven": iso.text(given),
        "ingenomen": iso.text(np.where(gone, np.minimum(given + 700, town.today - 1), -1)),
    }
    box.send_csv("containers", "containers_{D}.csv", columns, rows)


def _handed_out(rng: np.random.Generator, town: Town, truth: Truth) -> tuple[Array, Array]:
    objects = town.objects
    low = objects.dwelling & np.isin(objects.kind, (Kind.EENGEZINS, Kind.BOVEN_BENEDEN, Kind.GESPLITST))
    flat = objects.dwelling & ~low
    rest = np.flatnonzero(low & (rng.random(len(low)) < 0.96))
    green = np.flatnonzero(low & (rng.random(len(low)) < 0.55))
    paper = np.flatnonzero(low & (rng.random(len(low)) < 0.15))
    looks = truth.of(Check.ONRECHTMATIG_WONEN).looks("splitsing", "kamerverhuur")
    more = rng.random(len(looks)) < np.where(looks, 0.5, 0.012)
    extra_low, extra_flat = np.flatnonzero(low & more), np.flatnonzero(flat & more)
    used = len(rest) + len(green) + len(paper) + len(extra_low) + len(extra_flat)
    passes = several(rng, flat.astype(float), max(1, town.size(250_000) - used))
    groups = (rest, green, paper, extra_low, passes, extra_flat)
    kinds = (0, 1, 2, 0, 3, 3)
    return np.concatenate(groups), np.concatenate([np.full(len(g), k) for g, k in zip(groups, kinds, strict=True)])
