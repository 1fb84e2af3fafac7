# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tourist letting: registrations, and what the platforms report per listing."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.mess import Flaw, messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.owners import Owners, Tenure
from pandzicht.modelcity.texts import calendar, chosen, digits, joined
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth
from pandzicht.modelcity.write_csv import CsvForm

REGISTRATION_RATES = {Flaw.ID_ONTBREEKT: 0.04, Flaw.AFKORTING: 0.02}
LISTING_RATES = {
    Flaw.AFKORTING: 0.10,
    Flaw.KLEINE_LETTERS: 0.05,
    Flaw.TOEVOEGING_KWIJT: 0.02,
    Flaw.POSTCODE_ONTBREEKT: 0.15,
}


def registered_at(town: Town, owners: Owners, truth: Truth) -> Array:
    """Return the objects with a registration, in the order of their numbers."""
    rng = town.chance("toeristische_verhuur")
    looks = truth.of(Check.ONRECHTMATIG_WONEN).looks("toeristisch")
    weight = town.objects.dwelling * np.where(owners.tenure == Tenure.KOOP, 1.0, 0.25) * np.where(looks, 16.0, 1.0)
    return rng.permutation(several(rng, weight, town.size(5_000)))


def registration_numbers(at: Array) -> pa.Array:
    """Return a registration number per object: `9999` and sixteen hexadecimal digits."""
    mixed = (at.astype(np.uint64) + np.uint64(971)) * np.uint64(0xD1B54A32D192ED03)
    text = mixed.astype(">u8").tobytes().hex().upper()
    return joined("9999", pa.array([text[n * 16 : n * 16 + 16] for n in range(len(at))], type=pa.string()))


def write_registrations(box: Outbox, at: Array, *, dropped: Array | None = None) -> None:
    """Write `toeristische_verhuur`; `dropped` are withdrawn in this delivery."""
    town = box.town
    rng = town.chance("mess of toeristische_verhuur")
    rows = messed(town, at, rng, REGISTRATION_RATES)
    count = len(at)
    asked = town.today - rng.integers(20, 1_400, count)
    gone = rng.random(count) < 0.08
    ended = np.where(gone, np.minimum(asked + rng.integers(15, 700, count), town.today - 1), -1)
    if dropped is not None:
        ended = np.where(dropped & (ended < 0), box.today - 2, ended)
    iso = calendar("%Y-%m-%d")
    columns = {
        "registratienummer": registration_numbers(at),
        "object_id": rows.object_ids(),
        "straat": rows.straat(),
        "huisnummer": rows.huisnummer(),
        "huisletter": rows.huisletter(),
        "toevoeging": rows.toevoeging(),
        "postcode": rows.postcodes(),
        "type": chosen(("woning", "bed_and_breakfast", "woonboot"), rng.choice(3, size=count, p=[0.86, 0.135, 0.005])),
        "aanvraagdatum": iso.text(asked),
        "einddatum": iso.text(ended),
        "status": chosen(("actief", "ingetrokken"), (ended >= 0).astype(np.int64)),
    }
    box.send_csv("toeristische_verhuur", "registraties_{D}.csv", columns, rows)


def write_nights(box: Outbox, registered: Array, truth: Truth) -> None:
    """Write `verhuur_nachten`: four quarters per listing; too many nights or no number where letting looks unlawful."""
    town = box.town
    rng = town.chance("verhuur_nachten")
    looks = truth.of(Check.ONRECHTMATIG_WONEN).looks("toeristisch")
    unlawful = np.flatnonzero(looks & (rng.random(len(looks)) < 0.8))
    others = several(rng, np.where(looks, 0.0, np.isin(np.arange(len(looks)), registered) * 1.0), town.size(2_700))
    stray = several(rng, np.where(looks, 0.0, town.objects.dwelling * 1.0), town.size(280))
    at = rng.permutation(np.unique(np.concatenate([unlawful, others, stray])))
    numbered = np.isin(at, registered) & (rng.random(len(at)) >= np.where(looks[at], 0.35, 0.02))
    high = looks[at] & (rng.random(len(at)) < 0.8)
    nights = np.clip(rng.poisson(np.where(high, 24, 4)[:, None], (len(at), 4)), 0, 92).ravel()
    rows = messed(town, at, rng, LISTING_RATES).take(np.repeat(np.arange(len(at)), 4))
    rows.flaws[:] &= ~int(Flaw.DUBBEL)
    four = pa.array(np.repeat(np.arange(len(at)), 4))
    number = pc.if_else(pa.array(numbered), registration_numbers(at), pa.scalar(None, pa.string()))
    columns = {
        "advertentie": joined("A", digits(np.arange(1, len(at) + 1), 7)).take(four),
        "registratienummer": number.take(four),
        "adres": rows.one_line(),
        "postcode": rows.postcodes(),
        "kwartaal": chosen(_quarters(box.day.year, (box.day.month - 1) // 3), np.tile(np.arange(4), len(at))),
        "nachten": digits(nights),
        "gasten": digits(nights * 2 + rng.integers(0, 5, len(nights))),
    }
    box.send_csv("verhuur_nachten", "verhuur_nachten_{D}.csv", columns, rows, CsvForm(delimiter=",", quoted=True))


def _quarters(year: int, current: int) -> tuple[str, ...]:
    """Return the four quarters before the current one."""
    counted = [year * 4 + current - back for back in (4, 3, 2, 1)]
    return tuple(f"{number // 4}K{number % 4 + 1}" for number in counted)
