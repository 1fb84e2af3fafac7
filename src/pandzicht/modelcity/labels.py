# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Energy labels as EP-online publishes them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.modelcity.arrays import Array, several, weighted
from pandzicht.modelcity.mess import Flaw, MessyRows, messed
from pandzicht.modelcity.objects import VERBLIJFSOBJECT
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.panden import Kind
from pandzicht.modelcity.texts import calendar, chosen, decimals, digits, on_day
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth
from pandzicht.modelcity.write_csv import CsvForm, write_csv

RATES = {Flaw.ID_ONTBREEKT: 0.115, Flaw.TOEVOEGING_KWIJT: 0.015, Flaw.LETTER_IN_TOEVOEGING: 0.02}
CLASSES = ("A+++++", "A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G")
_METHODS = (
    "NTA 8800:2020 (basisopname woningbouw)",
    "NTA 8800:2023 (detailopname woningbouw)",
    "Nader Voorschrift, versie 1.0",
)
_TYPES = ("Rijwoning", "Appartement", "Utiliteitsgebouw")
_SUBTYPES = ("Tussenwoning", "Hoekwoning", "Portiekwoning", "Galerijwoning", "Maisonnette")


def write_labels(box: Outbox, truth: Truth) -> None:
    """Write `ep_online`: one or more labels for three in five objects."""
    town = box.town
    rng = town.chance("ep_online")
    objects = town.objects
    able = objects.standing & (objects.soort == VERBLIJFSOBJECT)
    first = several(rng, able.astype(float), town.size(170_000))
    again = first[weighted(rng, np.ones(len(first)), town.size(30_000))]
    at = np.concatenate([first, again])
    grade = _grades(rng, town, truth, at)
    grade[len(first) :] = np.minimum(grade[len(first) :] + rng.integers(0, 3, len(again)), 11)
    oldest = on_day(box.day) - 10 * 365
    registered = oldest + (rng.random(len(at)) ** 0.7 * (10 * 365 - 20)).astype(np.int64)
    registered[len(first) :] = oldest - rng.integers(1, 900, len(again))
    order = np.lexsort((at, registered))
    at, grade, registered = at[order], grade[order], registered[order]
    write_label_rows(box, rng, at, grade, registered)


def write_label_rows(box: Outbox, rng: np.random.Generator, at: Array, grade: Array, registered: Array) -> None:
    """Write the labels in the columns of EP-online."""
    town, count = box.town, len(at)
    rows = messed(town, at, rng, RATES)
    recorded = registered - rng.integers(1, 30, count)
    flat = town.objects.kind[at] != Kind.EENGEZINS
    home = town.objects.dwelling[at]
    none = pa.nulls(count, pa.string())
    area = town.objects.area[at] * rng.normal(0.97, 0.03, count)
    odd = rng.random(count) < 0.02
    subtype = np.where(flat, rng.integers(2, 5, count), rng.integers(0, 2, count))
    columns = {
        "Pand_opnamedatum": calendar().text(recorded),
        "Pand_opnametype": chosen(("Basisopname", "Detailopname"), (rng.random(count) < 0.1).astype(np.int64)),
        "Pand_status": chosen(
            ("Bestaand", "Vergunningsaanvraag", "Oplevering"), rng.choice(3, size=count, p=[0.95, 0.02, 0.03])
        ),
        "Pand_berekeningstype": chosen(_METHODS, rng.choice(3, size=count, p=[0.6, 0.1, 0.3])),
        "Pand_energieindex": pc.if_else(pa.array(rng.random(count) < 0.4), decimals(0.4 + grade * 0.22, 2), none),
        "Pand_energieklasse": chosen(CLASSES, grade),
        "Pand_energielabel_is_prive": digits((rng.random(count) < 0.05).astype(np.int64)),
        "Pand_is_op_basis_van_referentie_gebouw": digits((rng.random(count) < 0.15).astype(np.int64)),
        "Pand_gebouwklasse": chosen(("U", "W"), home.astype(np.int64)),
        "Meting_geldig_tot": calendar().text(recorded + 3652),
        "Pand_registratiedatum": calendar().text(registered),
        **_place(rows),
        "Pand_gebouwtype": chosen(_TYPES, np.where(home, flat.astype(np.int64), 2)),
        "Pand_gebouwsubtype": chosen(_SUBTYPES, np.where(home, subtype, -1)),
        "Pand_projectnaam": none,
        "Pand_projectobject": none,
        "Pand_SBIcode": chosen(("4711", "6910"), np.where(home, -1, rng.integers(0, 2, count))),
        "Pand_gebruiksoppervlakte_thermische_zone": decimals(np.where(odd, area * 1.6, area), 2),
    }
    path = box.path("ep_online", "v{D}_v2_csv.csv")
    before = (f"PublicatieDatum;{box.day:%d-%m-%Y}", "LaatstVerwerkteMutatievolgnummer;18734512")
    write_csv(path, pa.table(columns), CsvForm(mark=True, end="\r\n", before=before))
    box.delivered("ep_online", [path], count)
    box.true_addresses("ep_online", rows)


def _place(rows: MessyRows) -> dict[str, pa.Array]:
    none = pa.nulls(len(rows), pa.string())
    return {
        "Pand_postcode": rows.postcodes(),
        "Pand_huisnummer": rows.huisnummer(),
        "Pand_huisletter": rows.huisletter(),
        "Pand_huisnummertoevoeging": rows.toevoeging(),
        "Pand_detailaanduiding": none,
        "Pand_bagverblijfsobjectid": rows.object_ids(),
        "Pand_bagligplaatsid": none,
        "Pand_bagstandplaatsid": none,
        "Pand_bagpandid": rows.pand_ids(),
    }


def _grades(rng: np.random.Generator, town: Town, truth: Truth, at: Array) -> Array:
    """Return classes: better for newer buildings, worse where upkeep looks behind."""
    pand = town.objects.pand[at]
    behind = truth.of(Check.ACHTERSTALLIG_ONDERHOUD).looks()[pand]
    age = (2025 - town.objects.year[at]) / 14
    return np.clip(np.round(3.6 + age * 0.75 + behind * 2.2 + rng.normal(0, 1.4, len(at))), 0, 11).astype(np.int64)
