# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The land register: who owns each object, natural persons as a key, legal persons by name and number."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.modelcity.areas import TOWN
from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.fictitious_numbers import kvk_text, rsin_text
from pandzicht.modelcity.mess import Flaw, MessyRows, messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.owners import Owners, Tenure
from pandzicht.modelcity.panden import Kind
from pandzicht.modelcity.texts import calendar, chosen, digits, joined
from pandzicht.modelcity.truth import Check, Truth

RATES = {Flaw.ID_ONTBREEKT: 0.02, Flaw.ID_FOUT: 0.001, Flaw.AFKORTING: 0.02}
_RIGHTS = ("Eigendom (recht van)", "Erfpacht (recht van)", "Vruchtgebruik (recht van)")
_KINDS = ("natuurlijk_persoon", "niet_natuurlijk_persoon")


def write_ownership(box: Outbox, owners: Owners, truth: Truth) -> None:
    """Write `brk`: one row per right."""
    town = box.town
    rng = town.chance("brk")
    objects = town.objects
    at = np.flatnonzero(objects.standing)
    second = at[~owners.legal[at] & (rng.random(len(at)) < 0.11)]
    at = np.sort(np.concatenate([at, second]), kind="stable")
    again = np.zeros(len(at), dtype=bool)
    again[1:] = at[1:] == at[:-1]
    halved = again | np.append(again[1:], False)
    legal, owner = owners.legal[at], owners.owner[at]
    rows = messed(town, at, rng, RATES)
    pand = objects.pand[at]
    flat = (pand >= 0) & (town.panden.units[np.maximum(pand, 0)] > 1) & (objects.kind[at] != Kind.EENGEZINS)
    plot = np.where(pand >= 0, pand, len(town.panden) + at)
    acquired, price = _bought(rng, box, owners, truth, at)
    within = np.where(flat, at % 900 + 1, 0)
    columns = {
        "brk_kot_id": joined("NL.KAD.OnroerendeZaak.9999", digits(at + 1, 7), digits(within, 4)),
        "kot_gemeentecode": joined("DRK", digits(1 + plot // 90_000, 2)),
        "kot_sectie": chosen(tuple("ABCDEFGHKL"), plot // 9_000 % 10),
        "kot_perceelnummer": digits(plot % 9_000 + 1),
        "kot_index_letter": chosen(("G", "A"), flat.astype(np.int64)),
        "kot_index_nummer": digits(within),
        **_place(rows),
        "eigenaar_soort": chosen(_KINDS, legal.astype(np.int64)),
        "eigenaar_sleutel": _key(np.where(legal, -1, owner * 2 + again)),
        "kvk_nummer": kvk_text(np.where(legal & (rng.random(len(at)) >= 0.04), owner, -1)),
        "rsin": rsin_text(np.where(legal, owner, -1)),
        "statutaire_naam": chosen(owners.legal_names, np.where(legal, owner, -1)),
        "zakelijk_recht": chosen(_RIGHTS, np.where(rng.random(len(at)) < 0.3, 1, 0) + (rng.random(len(at)) < 0.003)),
        "aandeel_teller": digits(np.ones(len(at), dtype=np.int64)),
        "aandeel_noemer": digits(np.where(halved, 2, 1)),
        "koopsom": digits(price),
        "datum_verkrijging": calendar("%Y-%m-%d").text(acquired),
    }
    box.send_csv("brk", "brk_eigendom_{D}.csv", columns, rows)


def _place(rows: MessyRows) -> dict[str, pa.Array]:
    return {
        "bag_vot_id": rows.object_ids(),
        "aot_openbareruimtenaam": rows.straat(),
        "aot_huisnummer": rows.huisnummer(),
        "aot_huisletter": rows.huisletter(),
        "aot_huisnummertoevoeging": rows.toevoeging(),
        "aot_postcode": rows.postcodes(),
        "aot_woonplaatsnaam": chosen((TOWN,), np.zeros(len(rows), dtype=np.int64)),
    }


def _key(numbers: Array) -> pa.Array:
    """Return a pseudonymous key of twelve hexadecimal digits, none for a negative number."""
    mixed = (np.maximum(numbers, 0).astype(np.uint64) + np.uint64(17)) * np.uint64(0x9E3779B97F4A7C15)
    raw = mixed.byteswap().tobytes() if mixed.dtype.byteorder != ">" else mixed.tobytes()
    text = raw.hex()
    cut = pa.array(np.frombuffer(text.encode(), dtype="S16").astype("U12").tolist())
    return pc.if_else(pa.array(numbers < 0), pa.scalar(None, pa.string()), joined("NP-", cut))


def _bought(rng: np.random.Generator, box: Outbox, owners: Owners, truth: Truth, at: Array) -> tuple[Array, Array]:
    """Return when each right was acquired and for how much; a front changes hands fast."""
    town = box.town
    years = np.array([11.0, 28.0, 9.0])[owners.tenure[at]]
    days = (rng.exponential(years) * 365).astype(np.int64) + 5
    quick = truth.of(Check.BRANCHES).looks("dekmantel")[at] & (rng.random(len(at)) < 0.45)
    days = np.where(quick, rng.integers(10, 600, len(at)), days)
    acquired = np.maximum(town.today - days, 0)
    pair = np.flatnonzero(at[1:] == at[:-1]) + 1
    acquired[pair] = acquired[pair - 1]
    level = town.areas.woz[town.objects.buurt[at]] * 1000 * (np.clip(town.objects.area[at], 20, 400) / 82) ** 0.75
    price = np.round(level * rng.lognormal(0, 0.15, len(at)) * np.exp(-days / 365 * 0.045), -3).astype(np.int64)
    price[pair] = price[pair - 1]
    sold = (days < 30 * 365) & (owners.tenure[at] != Tenure.CORPORATIE) & (rng.random(len(at)) < 0.93)
    sold[pair] = sold[pair - 1]
    return acquired, np.where(sold, np.maximum(price, 10_000), -1)
