# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The WOZ register: values on two dates per object, and a sample in the form of the WOZ service."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.areas import MUNICIPALITY, TOWN
from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.fictitious_numbers import rsin_text
from pandzicht.modelcity.mess import Flaw, messed
from pandzicht.modelcity.objects import FORMED, KANTOOR_WONEN, OUT_OF_USE, TAILS, WINKEL_WONEN
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.owners import Owners
from pandzicht.modelcity.residents import address_columns
from pandzicht.modelcity.texts import chosen, digits
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth
from pandzicht.modelcity.write_csv import CsvForm

RATES = {
    Flaw.ID_ONTBREEKT: 0.015,
    Flaw.ID_FOUT: 0.001,
    Flaw.AFKORTING: 0.03,
    Flaw.LETTER_IN_TOEVOEGING: 0.005,
}
_CODES = ("10", "11", "12", "20", "30", "31", "40")
_USERS = ("natuurlijk_persoon", "niet_natuurlijk_persoon", "vestiging", "geen")


def write_values(box: Outbox, owners: Owners, size: Array, truth: Truth) -> None:
    """Write `woz`: two rows per object; `size` is the number of residents per object."""
    town = box.town
    rng = town.chance("woz")
    at = np.flatnonzero(town.objects.standing)
    at = at[rng.random(len(at)) >= 0.012]
    value = _values(rng, town, at, truth)
    earlier = np.round(value / rng.normal(1.06, 0.02, len(at)), -3)
    surveyed = np.clip(np.round(np.maximum(town.objects.area[at], 10) * rng.normal(1, 0.03, len(at))), 8, None)
    kind, user = _kinds(rng, town, at, size[at])
    rows = messed(town, at, rng, RATES).take(np.repeat(np.arange(len(at)), 2))
    rows.flaws[:] &= ~int(Flaw.DUBBEL)
    twice = pa.array(np.repeat(np.arange(len(at)), 2))
    later = town.on.year - 1
    columns = {
        "wozobjectnummer": digits(999900000001 + at).take(twice),
        "object_id": rows.object_ids(),
        **address_columns(rows),
        "waardepeildatum": chosen((f"{later - 1}-01-01", f"{later}-01-01"), np.tile([0, 1], len(at))),
        "vastgestelde_waarde": _money(np.stack([earlier, value], axis=1).ravel()),
        "gebruikscode": chosen(_CODES, kind).take(twice),
        "type_gebruiker": chosen(_USERS, user).take(twice),
        "type_eigenaar": chosen(_USERS, owners.legal[at].astype(np.int64)).take(twice),
        "oppervlakte": digits(surveyed.astype(np.int64)).take(twice),
    }
    box.send_csv("woz", "woz_{D}.csv", columns, rows, CsvForm(encoding="cp1252"))
    _sample(box, owners, at[several(rng, np.ones(len(at)), 200)], value, at)


def _money(values: Array) -> pa.Array:
    return pa.compute.binary_join_element_wise(digits(values.astype(np.int64)), "00", ",")


def _values(rng: np.random.Generator, town: Town, at: Array, truth: Truth) -> Array:
    """Return the later value; what is badly kept lags behind its street."""
    objects = town.objects
    area = np.clip(objects.area[at], 20, 400)
    level = town.areas.woz[objects.buurt[at]] * 1000
    bad = truth.of(Check.ACHTERSTALLIG_ONDERHOUD).looks()
    behind = np.where(bad[np.maximum(objects.pand[at], 0)] & (objects.pand[at] >= 0), 0.80, 1.0)
    value = level * (area / 82) ** 0.75 * rng.lognormal(0, 0.09, len(at)) * behind
    return np.maximum(np.round(value, -3), 20_000)


def _kinds(rng: np.random.Generator, town: Town, at: Array, size: Array) -> tuple[Array, Array]:
    use, status, dwelling = town.objects.use[at], town.objects.status[at], town.objects.dwelling[at]
    kind = np.where(dwelling, 0, 4)
    kind = np.where(np.isin(use, (WINKEL_WONEN, KANTOOR_WONEN)), 5, kind)
    kind = np.where(use < 0, 3, np.where(status == FORMED, 6, kind))
    draw = rng.random(len(at))
    kind = np.where((kind == 0) & (draw < 0.004), 1, np.where((kind == 0) & (draw > 0.998), 2, kind))
    user = np.where(dwelling | (use < 0), np.where((size > 0) | (draw < 0.35), 0, 3), np.where(draw < 0.7, 2, 1))
    user = np.where(dwelling & (size == 0) & (draw > 0.85), 1, user)
    return kind, np.where((status == OUT_OF_USE) | (status == FORMED), 3, user)


def _sample(box: Outbox, owners: Owners, chosen_at: Array, value: Array, at: Array) -> None:
    """Write `woz_bevragen`: some objects in the form of Haal Centraal WOZ bevragen, without names."""
    town, year = box.town, box.day.year
    values = dict(zip(at.tolist(), value.tolist(), strict=True))
    found = [_woz_object(town, owners, int(position), int(values[int(position)]), year) for position in chosen_at]
    path = box.path("woz_bevragen", "wozobjecten_{D}.json")
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    box.delivered("woz_bevragen", [path], len(found))
    box.true_objects("woz_bevragen", chosen_at, pa.array([""] * len(found)))


def _woz_object(town: Town, owners: Owners, at: int, value: int, year: int) -> dict[str, object]:
    objects = town.objects
    number = f"{999900000001 + at}"
    owner: dict[str, object] = {"type": "niet_natuurlijk_persoon" if owners.legal[at] else "natuurlijk_persoon"}
    if owners.legal[at]:
        owner["rsin"] = rsin_text(owners.owner[at : at + 1])[0].as_py()
    return {
        "aanduiding": _designation(town, at),
        "adresseerbaarObjectIdentificaties": [f"{objects.ids[at]}"],
        "belanghebbendeEigenaar": owner,
        "belanghebbendeGebruiker": {"type": "natuurlijk_persoon" if objects.dwelling[at] else "vestiging"},
        "grondoppervlakte": max(int(objects.area[at]), 0),
        "identificatie": number,
        "kadastraalOnroerendeZaken": [
            {
                "identificatie": f"0099990{at:08d}",
                "aanduiding": {"gemeentecode": "DRK01", "sectie": "A", "perceelnummer": f"{at % 9000 + 1}"},
            }
        ],
        "pandIdentificaties": [] if objects.pand[at] < 0 else [f"{town.panden.ids[objects.pand[at]]}"],
        "verantwoordelijkeGemeente": {"code": MUNICIPALITY, "omschrijving": TOWN},
        "waarden": [
            {
                "vastgesteldeWaarde": amount,
                "waardepeildatum": f"{year - 1 - back}-01-01",
                "ingangsdatum": f"{year - back}-01-01",
                "beschikkingsStatussen": ["beschikking_genomen"],
            }
            for back, amount in enumerate((value, round(value / 1.06, -3)))
        ],
        "_links": {"self": {"href": f"https://woz.example/wozobjecten/{number}"}},
    }


def _designation(town: Town, at: int) -> dict[str, object]:
    """Return the address of an object; what it does not have is left out."""
    objects = town.objects
    parts: dict[str, object] = {
        "straat": town.streets.names[objects.street[at]],
        "huisnummer": int(objects.number[at]),
        "huisletter": TAILS[objects.letter[at]],
        "huisnummertoevoeging": TAILS[objects.addition[at]],
        "postcode": objects.postcodes[objects.postcode[at]],
        "woonplaats": TOWN,
        "nummeraanduidingIdentificatie": f"{objects.nummeraanduidingen[at]}",
    }
    return {key: part for key, part in parts.items() if part is not None}
