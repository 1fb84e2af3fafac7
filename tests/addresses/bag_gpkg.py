# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A bag-light GeoPackage in small: made-up objects in the five layers of the PDOK."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyogrio
import shapely

Rows = Sequence[Mapping[str, Any]]

ADDRESS: dict[str, Any] = {
    "feature_id": 1, "rdf_seealso": "http://example.org/1", "identificatie": "9999010000000001",
    "status": "Verblijfsobject in gebruik", "openbare_ruimte_naam": "Burgemeester Duinlaan",
    "openbare_ruimte_naam_kort": "Burg Duinln", "huisnummer": 12, "huisletter": None, "toevoeging": None,
    "postcode": "9911AB", "woonplaats_naam": "Duinrijk",
    "nummeraanduiding_hoofdadres_identificatie": "9999200000000001",
    "openbare_ruimte_identificatie": "9999300000000001", "woonplaats_identificatie": "9990",
    "bronhouder_identificatie": "9999", "geom": shapely.Point(100_000.5, 450_000.25),
}  # fmt: skip
VBO: dict[str, Any] = {
    **ADDRESS, "oppervlakte": 70, "gebruiksdoel": "woonfunctie", "bouwjaar": 1931,
    "pand_identificatie": "9999100000000001", "pandstatus": "Pand in gebruik",
}  # fmt: skip
SQUARE = shapely.box(100_000, 450_000, 100_010, 450_020)
LIG: dict[str, Any] = {
    **ADDRESS, "identificatie": "9999020000000001", "status": "Plaats aangewezen", "geom": SQUARE,
    "nummeraanduiding_hoofdadres_identificatie": "9999200000000002", "huisnummer": 13,
}  # fmt: skip
STA: dict[str, Any] = {
    **LIG, "identificatie": "9999030000000001", "nummeraanduiding_hoofdadres_identificatie": "9999200000000003",
    "huisnummer": 14,
}  # fmt: skip
PND: dict[str, Any] = {
    "feature_id": 1, "rdf_seealso": "http://example.org/1", "identificatie": "9999100000000001", "bouwjaar": 1931,
    "status": "Pand in gebruik", "gebruiksdoel": "woonfunctie", "oppervlakte_min": 70, "oppervlakte_max": 70,
    "aantal_verblijfsobjecten": 1, "geom": SQUARE,
}  # fmt: skip
WPL: dict[str, Any] = {
    "feature_id": 1, "rdf_seealso": "http://example.org/1", "identificatie": "9990", "status": "Woonplaats aangewezen",
    "woonplaats": "Duinrijk", "bronhouder_identificatie": "9999", "geom": SQUARE,
}  # fmt: skip

LAYERS: dict[str, Rows] = {
    "verblijfsobject": (VBO,), "ligplaats": (LIG,), "standplaats": (STA,), "pand": (PND,), "woonplaats": (WPL,),
}  # fmt: skip
_NUMBERS = {
    "feature_id", "huisnummer", "oppervlakte", "bouwjaar", "oppervlakte_min", "oppervlakte_max",
    "aantal_verblijfsobjecten",
}  # fmt: skip


def bag_light(path: Path, *, crs: str = "EPSG:28992", **layers: Rows | None) -> Path:
    """Write a GeoPackage of the standard layers, some of them given otherwise or left out (None)."""
    for name, rows in {**LAYERS, **layers}.items():
        if rows is None:
            continue
        columns = {
            column: pa.array([row[column] for row in rows], pa.int32() if column in _NUMBERS else pa.string())
            for column in rows[0]
            if column != "geom"
        }
        columns["geom"] = pa.array([shapely.to_wkb(row["geom"]) for row in rows], pa.binary())
        kind = "Point" if name == "verblijfsobject" else "Polygon"
        pyogrio.write_arrow(
            pa.table(columns), path, layer=name, driver="GPKG", geometry_name="geom", geometry_type=kind, crs=crs,
            append=path.exists(),
        )  # fmt: skip
    return path
