# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures per area: boundaries, CBS key figures, Leefbaarometer, police counts. For profiles, never for a check."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import shapely

from pandzicht.modelcity.areas import BUURTEN, MUNICIPALITY, TOWN
from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.branches import BRANCHES
from pandzicht.modelcity.households import Households
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.write_csv import CsvForm, write_csv
from pandzicht.modelcity.write_geo import write_layer

_ABSENT = -99_997
CRIMES = ("0.0.0", "1.1.1", "1.4.5", "2.2.1", "3.1.1")
_CBS = "https://opendata.example/odata/85984NED/$metadata#Cbs.OData.WebAPI.TypedDataSet"


@dataclass(frozen=True, slots=True)
class Region:
    """Counts of one buurt, wijk or the municipality."""

    code: str
    name: str
    sort: str
    buurten: Array
    persons: int
    old: int
    homes: int
    households: int
    hectares: int

    @property
    def per_household(self) -> float | None:
        """Persons per household, absent without households."""
        return round(self.persons / self.households, 1) if self.households else None


def regions(town: Town, households: Households) -> list[Region]:
    """Return the municipality, the wijken and the buurten, in the order of CBS."""
    areas, objects = town.areas, town.objects
    buurt = objects.buurt[households.at]
    persons = np.bincount(buurt, minlength=BUURTEN)
    old = np.bincount(buurt[households.age > 65 * 365.25], minlength=BUURTEN)
    homes = np.bincount(objects.buurt[objects.dwelling], minlength=BUURTEN)
    lived = np.bincount(objects.buurt[objects.dwelling & (households.size > 0)], minlength=BUURTEN)
    land = np.array([shapely.Polygon(areas.outline(number)).area / 10_000 for number in range(BUURTEN)])

    def region(code: str, name: str, sort: str, chosen: Array) -> Region:
        counts = (int(column[chosen].sum()) for column in (persons, old, homes, lived, np.round(land)))
        return Region(code, name, sort, chosen, *counts)

    found = [region(f"GM{MUNICIPALITY}", TOWN, "Gemeente", np.arange(BUURTEN))]
    for wijk, name in enumerate(areas.wijk_names):
        inside = np.flatnonzero(areas.wijk == wijk)
        found.append(region(areas.wijk_code(wijk), name, "Wijk", inside))
        found += [
            region(areas.codes[number], areas.names[number], "Buurt", np.array([number])) for number in inside.tolist()
        ]
    return found


def write_areas(box: Outbox, found: list[Region]) -> None:
    """Write `gebieden`: the CBS map of wijken and buurten."""
    path = box.path("gebieden", "wijkenbuurten_{Y}_v1.gpkg")
    for layer, sort in (("gemeenten", "Gemeente"), ("wijken", "Wijk"), ("buurten", "Buurt")):
        rows = [region for region in found if region.sort == sort]
        write_layer(path, layer, _map(box, rows, sort), kind="MultiPolygon", day=box.day)
    box.delivered("gebieden", [path], len(found))


def _map(box: Outbox, rows: list[Region], sort: str) -> pa.Table:
    areas = box.town.areas
    columns: dict[str, pa.Array] = {
        "geom": pa.array([_outline(box.town, row.buurten) for row in rows], type=pa.binary())
    }
    if sort == "Buurt":
        columns["buurtcode"] = pa.array([row.code for row in rows])
        columns["buurtnaam"] = pa.array([row.name for row in rows])
        columns["wijkcode"] = pa.array([areas.wijk_code(int(areas.wijk[row.buurten[0]])) for row in rows])
    if sort == "Wijk":
        columns["wijkcode"] = pa.array([row.code for row in rows])
        columns["wijknaam"] = pa.array([row.name for row in rows])
    lived = [row.persons > 0 for row in rows]
    counts: dict[str, Sequence[float]] = {
        "omgevingsadressendichtheid": [round(row.homes * 100 / max(row.hectares, 1)) for row in rows],
        "aantal_inwoners": [row.persons for row in rows],
        "aantal_huishoudens": [row.households for row in rows],
        "gemiddelde_huishoudsgrootte": [row.per_household or _ABSENT for row in rows],
        "percentage_personen_65_jaar_en_ouder": [round(100 * row.old / max(row.persons, 1)) for row in rows],
    }
    columns |= {
        "gemeentecode": pa.array([f"GM{MUNICIPALITY}"] * len(rows)),
        "gemeentenaam": pa.array([TOWN] * len(rows)),
        "water": pa.array(["NEE"] * len(rows)),
        **{name: _known(values, lived, _type(name)) for name, values in counts.items()},
        "oppervlakte_land_in_ha": pa.array([row.hectares for row in rows], type=pa.int32()),
        "jaar": pa.array([box.day.year] * len(rows), type=pa.int32()),
    }
    return pa.table(columns)


def _known(values: Sequence[float], lived: list[bool], kind: pa.DataType) -> pa.Array:
    return pa.array([value if full else _ABSENT for value, full in zip(values, lived, strict=True)], type=kind)


def _type(name: str) -> pa.DataType:
    return pa.float64() if name.startswith("gemiddelde") else pa.int32()


def _outline(town: Town, buurten: Array) -> bytes:
    whole = shapely.union_all([shapely.Polygon(town.areas.outline(number)) for number in buurten.tolist()])
    several = whole if whole.geom_type == "MultiPolygon" else shapely.MultiPolygon([whole])
    found: bytes = shapely.to_wkb(several)
    return found


def write_key_figures(box: Outbox, found: list[Region]) -> None:
    """Write `cbs_kerncijfers` as the OData service of CBS answers."""
    areas = box.town.areas
    rows = []
    for number, row in enumerate(found):
        weight = areas.addresses[row.buurten] + 0.001
        woz, owned, single = (
            float(np.average(column[row.buurten], weights=weight)) for column in (areas.woz, areas.owned, areas.single)
        )
        full = row.persons > 0
        rows.append(
            {
                "ID": number,
                "WijkenEnBuurten": f"{row.code:<10}",
                "Gemeentenaam_1": f"{TOWN:<40}",
                "SoortRegio_2": f"{row.sort:<10}",
                "Codering_3": f"{row.code:<10}",
                "AantalInwoners_5": row.persons if full else None,
                "k_65JaarOfOuder_12": row.old if full else None,
                "HuishoudensTotaal_29": row.households if full else None,
                "GemiddeldeHuishoudensgrootte_33": row.per_household,
                "Bevolkingsdichtheid_34": round(row.persons * 100 / row.hectares) if full else None,
                "Woningvoorraad_35": row.homes if full else None,
                "GemiddeldeWOZWaardeVanWoningen_39": round(woz) if full else None,
                "PercentageEengezinswoning_40": round(single * 100) if full else None,
                "Koopwoningen_47": round(owned * 100) if full else None,
                "HuurwoningenTotaal_48": 100 - round(owned * 100) if full else None,
                "GemiddeldInkomenPerInwoner_78": round(18 + woz / 21, 1) if full else None,
                "Omgevingsadressendichtheid_121": round(row.homes * 100 / max(row.hectares, 1)) if full else None,
            }
        )
    path = box.path("cbs_kerncijfers", "85984NED_TypedDataSet.json")
    path.write_text(
        json.dumps({"odata.metadata": _CBS, "value": rows}, ensure_ascii=False, indent=0) + "\n", encoding="utf-8"
    )
    box.delivered("cbs_kerncijfers", [path], len(rows))


def write_liveability(box: Outbox) -> None:
    """Write `leefbaarometer`: scores of the buurten that have homes, in four years."""
    areas = box.town.areas
    rng = box.town.chance("leefbaarometer")
    lived = np.flatnonzero(areas.addresses > 0)
    level = (areas.woz[lived] - 380) / 900 - (areas.risk[lived] - 1) * 0.15
    lines = []
    for year in range(box.day.year - 8, box.day.year, 2):
        year -= year % 2  # noqa: PLW2901 - the scores are of even years
        parts = np.round(level[:, None] * [0.2, 0.35, 0.2, 0.1, 0.15] + rng.normal(0, 0.02, (len(lived), 5)), 4)
        for buurt, part in zip(lived.tolist(), parts.tolist(), strict=True):
            deviation = round(sum(part), 4)
            figures = (4.2 + deviation, deviation, *part)
            lines.append((areas.codes[buurt], areas.names[buurt], str(year), *(f"{figure:.4f}" for figure in figures)))
    names = ("bu_code", "bu_naam", "jaar", "lbm", "afw", "fys", "onv", "soc", "vrz", "won")
    table = pa.table({name: pa.array([line[n] for line in lines]) for n, name in enumerate(names)})
    path = box.path("leefbaarometer", "leefbaarometer_buurt.csv")
    write_csv(path, table, CsvForm(delimiter=","))
    box.delivered("leefbaarometer", [path], len(lines))


def write_crime(box: Outbox, found: list[Region]) -> None:
    """Write `politie`: counts of offences per buurt, kind and year, in the form of table 47018NED."""
    rng = box.town.chance("politie")
    buurten = [row for row in found if row.sort == "Buurt"]
    risk = box.town.areas.risk
    rates = (62.0, 2.4, 3.1, 6.0, 4.2)
    lines = []
    for kind, rate in zip(CRIMES, rates, strict=True):
        for row in buurten:
            mean = rate * row.persons / 1000 * float(risk[row.buurten[0]]) ** 2
            for back, count in zip(range(5, 0, -1), rng.poisson(mean, 5).tolist(), strict=True):
                lines.append((f"{kind:<6}", f"{row.code:<10}", f"{box.day.year - back}JJ00", count))
    table = pa.table(
        {
            "ID": pa.array([str(number) for number in range(len(lines))]),
            "SoortMisdrijf": pa.array([line[0] for line in lines]),
            "WijkenEnBuurten": pa.array([line[1] for line in lines]),
            "Perioden": pa.array([line[2] for line in lines]),
            "GeregistreerdeMisdrijven_1": pa.array([str(line[3]) for line in lines]),
        }
    )
    path = box.path("politie", "47018NED.csv")
    write_csv(path, table, CsvForm(quoted=True))
    box.delivered("politie", [path], len(lines))


def write_branches(box: Outbox) -> None:
    """Write `sbi`: the code list, whose first column has lost its leading zeros."""
    table = pa.table(
        {
            "bron_sbi_code": pa.array([branch.code.lstrip("0") for branch in BRANCHES]),
            "bron_omschrijving": pa.array([branch.words for branch in BRANCHES]),
            "cbs_sbi_code": pa.array([branch.code.lstrip("0") for branch in BRANCHES]),
            "q1": pa.array([branch.group for branch in BRANCHES]),
            "q2": pa.array([branch.seat.name.lower() for branch in BRANCHES]),
            "q3": pa.array([branch.words for branch in BRANCHES]),
        }
    )
    path = box.path("sbi", "sbi_codes.csv")
    write_csv(path, table, CsvForm(delimiter="|"))
    box.delivered("sbi", [path], len(BRANCHES))
