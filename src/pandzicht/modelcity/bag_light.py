# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The BAG as it stands now, in the form of bag-light: five layers, hoofdadressen only."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely

from pandzicht.modelcity.areas import BUURTEN, MUNICIPALITY, TOWN, TOWN_ID
from pandzicht.modelcity.arrays import Array, several
from pandzicht.modelcity.objects import LIGPLAATS, STANDPLAATS, STATUSES, USES, VERBLIJFSOBJECT
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.panden import STATUSES as PAND_STATUSES
from pandzicht.modelcity.texts import chosen, digits, joined, taken
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.write_geo import points, rectangles, write_layer

ROOT = "http://bag.basisregistraties.overheid.nl/bag/id/"
STREET_ID = 9999_30_0000000001


def write_bag_light(box: Outbox) -> Path:
    """Write `bag` and return the file."""
    town = box.town
    objects = town.objects
    path = box.path("bag", "bag-light_{D}.gpkg")
    write_layer(path, "woonplaats", _towns(town), kind="MultiPolygon", day=box.day)
    write_layer(path, "pand", _panden(town), kind="Polygon", day=box.day)
    at = np.flatnonzero(objects.standing & (objects.soort == VERBLIJFSOBJECT))
    write_layer(path, "verblijfsobject", _dwellings(town, at), kind="Point", day=box.day)
    for layer, soort in (("standplaats", STANDPLAATS), ("ligplaats", LIGPLAATS)):
        rows = np.flatnonzero(objects.standing & (objects.soort == soort))
        write_layer(path, layer, _places(town, rows, layer), kind="Polygon", day=box.day)
    box.delivered("bag", [path], town.addresses)
    return path


def write_later_bag_light(box: Outbox, earlier: Path) -> None:
    """Write `bag` again: the earlier file with some planned objects added."""
    town = box.town
    objects = town.objects
    rng = town.chance("new objects")
    path = box.path("bag", "bag-light_{D}.gpkg")
    shutil.copyfile(earlier, path)
    like = several(rng, (objects.standing & (objects.soort == VERBLIJFSOBJECT)) * 1.0, town.size(60))
    table = _dwellings(town, like)
    number = len(objects) + np.arange(1, len(like) + 1)
    new = {
        "feature_id": pa.array(objects.existing + np.arange(1, len(like) + 1)),
        "rdf_seealso": joined(ROOT + "verblijfsobject/", digits(9999_01_0000000000 + number)),
        "identificatie": digits(9999_01_0000000000 + number),
        "status": chosen(("Verblijfsobject gevormd",), like * 0),
        "toevoeging": digits(100 + np.arange(len(like))),
        "nummeraanduiding_hoofdadres_identificatie": digits(9999_20_0000000000 + number),
    }
    for name, column in new.items():
        table = table.set_column(table.schema.get_field_index(name), name, column)
    write_layer(path, "verblijfsobject", table, kind="Point", day=box.day)
    box.delivered("bag", [path], objects.existing + len(like))


def write_same_bag_light(box: Outbox, earlier: Path) -> None:
    """Write `bag` again with what the earlier file holds: in a month in which no object came or went."""
    path = box.path("bag", "bag-light_{D}.gpkg")
    shutil.copyfile(earlier, path)
    box.delivered("bag", [path], box.town.addresses)


def _address(town: Town, at: Array) -> dict[str, pa.Array]:
    """Return the address columns; a name of a street is delivered whole and short."""
    objects = town.objects
    return {
        "openbare_ruimte_naam": chosen(town.streets.names, objects.street[at]),
        "openbare_ruimte_naam_kort": chosen(town.streets.short, objects.street[at]),
        "huisnummer": pa.array(objects.number[at].astype(np.int32)),
        "huisletter": taken(town.tail_texts, np.where(objects.letter[at] == 0, -1, objects.letter[at])),
        "toevoeging": taken(town.tail_texts, np.where(objects.addition[at] == 0, -1, objects.addition[at])),
        "postcode": taken(town.postcode_texts, objects.postcode[at]),
        "woonplaats_naam": chosen((TOWN,), at * 0),
    }


def _ids(town: Town, at: Array) -> dict[str, pa.Array]:
    return {
        "nummeraanduiding_hoofdadres_identificatie": digits(town.objects.nummeraanduidingen[at]),
        "openbare_ruimte_identificatie": digits(STREET_ID + town.objects.street[at]),
        "woonplaats_identificatie": chosen((TOWN_ID,), at * 0),
        "bronhouder_identificatie": chosen((MUNICIPALITY,), at * 0),
    }


def _dwellings(town: Town, at: Array) -> pa.Table:
    objects, panden = town.objects, town.panden
    ids = digits(objects.ids[at])
    pand, second = objects.pand[at], objects.second_pand[at]
    both = joined(digits(panden.ids[pand]), digits(town.pand_ids(second)), between=",")
    return pa.table(
        {
            "geom": points(objects.x[at], objects.y[at]),
            "feature_id": pa.array(at + 1),
            "rdf_seealso": joined(ROOT + "verblijfsobject/", ids),
            "identificatie": ids,
            "oppervlakte": pa.array(objects.area_delivered[at].astype(np.int32)),
            "status": chosen(STATUSES, objects.status[at]),
            "gebruiksdoel": chosen(USES, objects.use[at]),
            **_address(town, at),
            "bouwjaar": pa.array(panden.year_delivered[pand].astype(np.int32)),
            "pand_identificatie": both,
            "pandstatus": chosen(PAND_STATUSES, panden.status[pand]),
            **_ids(town, at),
        }
    )


def _places(town: Town, at: Array, layer: str) -> pa.Table:
    objects = town.objects
    ids = digits(objects.ids[at])
    return pa.table(
        {
            "geom": rectangles(objects.x[at], objects.y[at], np.full(len(at), 12.0), np.full(len(at), 4.5)),
            "feature_id": pa.array(at + 1),
            "rdf_seealso": joined(f"{ROOT}{layer}/", ids),
            "identificatie": ids,
            "status": chosen(("Plaats aangewezen",), at * 0),
            **_address(town, at),
            **_ids(town, at),
        }
    )


def _panden(town: Town) -> pa.Table:
    panden, objects = town.panden, town.objects
    at = np.flatnonzero(objects.standing & (objects.pand >= 0))
    least = np.full(len(panden), 10**6)
    most = np.full(len(panden), -1)
    np.minimum.at(least, objects.pand[at], objects.area_delivered[at])
    np.maximum.at(most, objects.pand[at], objects.area_delivered[at])
    none = most < 0
    ids = digits(panden.ids)
    return pa.table(
        {
            "geom": rectangles(panden.x, panden.y, panden.width, panden.depth),
            "feature_id": pa.array(np.arange(1, len(panden) + 1)),
            "rdf_seealso": joined(ROOT + "pand/", ids),
            "identificatie": ids,
            "bouwjaar": pa.array(panden.year_delivered.astype(np.int32)),
            "status": chosen(PAND_STATUSES, panden.status),
            "gebruiksdoel": _uses(town, at),
            "oppervlakte_min": pa.array(least.astype(np.int32), mask=none),
            "oppervlakte_max": pa.array(most.astype(np.int32), mask=none),
            "aantal_verblijfsobjecten": pa.array(panden.units.astype(np.int32)),
        }
    )


def _uses(town: Town, at: Array) -> pa.Array:
    """Return the gebruiksdoelen of each pand, sorted and joined; every combination is written once."""
    names = sorted({part for use in USES for part in use.split(",")})
    bits = np.array([sum(1 << names.index(part) for part in use.split(",")) for use in USES])
    marks = np.zeros(len(town.panden), dtype=np.int64)
    np.bitwise_or.at(marks, town.objects.pand[at], bits[town.objects.use[at]])
    found, code = np.unique(marks, return_inverse=True)
    words = tuple(",".join(name for n, name in enumerate(names) if mark >> n & 1) or None for mark in found.tolist())
    return chosen(words, code)


def _towns(town: Town) -> pa.Table:
    outline = shapely.union_all([shapely.Polygon(town.areas.outline(buurt)) for buurt in range(BUURTEN)])
    whole = outline if outline.geom_type == "MultiPolygon" else shapely.MultiPolygon([outline])
    return pa.table(
        {
            "geom": pa.array([shapely.to_wkb(whole)], type=pa.binary()),
            "feature_id": pa.array([1]),
            "rdf_seealso": pa.array([f"{ROOT}woonplaats/{TOWN_ID}"]),
            "identificatie": pa.array([TOWN_ID]),
            "status": pa.array(["Woonplaats aangewezen"]),
            "woonplaats": pa.array([TOWN]),
            "bronhouder_identificatie": pa.array([MUNICIPALITY]),
        }
    )
