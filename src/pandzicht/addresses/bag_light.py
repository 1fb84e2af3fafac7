# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bag-light, the GeoPackage of the PDOK: the objects of one day with their hoofdadres and panden, no history.

Five layers (`verblijfsobject`, `ligplaats`, `standplaats`, `pand`, `woonplaats`) in RD. Nevenadressen, dates, kenmerken
in onderzoek and whether something was geconstateerd are not in it and stay null.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyogrio
import shapely

from pandzicht.addresses.bag_geometry import RD_BOUNDS_M, centimetres
from pandzicht.addresses.current_state import bag_ids, filled, first_of, id_lists, joined_sorted, shaped, without
from pandzicht.addresses.delivered_ids import id_pattern, improper, repeated, without_rows
from pandzicht.addresses.spine_tables import Soort, SpineTables
from pandzicht.addresses.unread import unread
from pandzicht.definitions.addresses import Dummies
from pandzicht.errors import DeliveryFaults, Fault

_ADRES = (
    "identificatie", "status", "openbare_ruimte_naam", "openbare_ruimte_naam_kort", "huisnummer", "huisletter",
    "toevoeging", "postcode", "woonplaats_naam", "nummeraanduiding_hoofdadres_identificatie",
    "openbare_ruimte_identificatie", "woonplaats_identificatie",
)  # fmt: skip
_COLUMNS = {
    "verblijfsobject": (*_ADRES, "oppervlakte", "gebruiksdoel", "pand_identificatie", "bouwjaar", "pandstatus"),
    "ligplaats": _ADRES,
    "standplaats": _ADRES,
    "pand": ("identificatie", "bouwjaar", "status"),
    "woonplaats": ("identificatie", "status", "woonplaats"),
}
_KNOWN_UNUSED = frozenset(
    {
        "feature_id", "rdf_seealso", "bronhouder_identificatie", "bronhouder_naam", "bronhouder", "oppervlakte_min",
        "oppervlakte_max", "aantal_verblijfsobjecten", "gebruiksdoel",
    }
)  # fmt: skip


def read_bag_light(
    files: Sequence[Path], *, dummies: Dummies | None = None, ignored: Sequence[str] = ()
) -> SpineTables:
    """Return the objects of a bag-light GeoPackage.

    `ignored` names columns that a newer version holds and nobody reads. Raises DeliveryFaults when the file is no
    GeoPackage, lacks a layer or column, is not in RD, or holds a column nobody knows; features without a proper id
    are set aside in `faults`.
    """
    if len(files) != 1:
        found = f"{len(files)} files were named"
        raise DeliveryFaults(
            "bag-light", [Fault(", ".join(path.name for path in files), "", found, "name one .gpkg file")]
        )
    layers = _layers(files[0], ignored)
    _refuse_repeated(files[0].name, layers)
    faults: list[Fault] = []
    sound = {name: _sound(files[0].name, name, table, faults) for name, table in layers.items()}
    counts = {"files": 1, "set_aside": len(faults), "faults": len(faults)}
    spine = SpineTables(
        **_spine(sound, dummies or Dummies()), current_only=True, on=_last_change(files[0]), counts=counts,
        faults=tuple(faults[:1_000]),
    )  # fmt: skip
    return spine.with_tables()


_THING = {"verblijfsobject": ("identificatie", "pand_identificatie")}
"""What names a feature; should an object of several panden come as several features, each names another pand."""


def _refuse_repeated(file: str, layers: dict[str, pa.Table]) -> None:
    faults = [
        Fault(file, f"layer {name}, feature {feature}", "stands there twice", "deliver every feature once")
        for name, table in layers.items()
        for feature in repeated(table, _THING.get(name, ("identificatie",)), "feature")[:_MOST_REPEATED]
    ]
    if faults:
        raise DeliveryFaults("bag-light", faults)


_MOST_REPEATED = 100


def _sound(file: str, name: str, table: pa.Table, faults: list[Fault]) -> pa.Table:
    """Return the features with proper ids; the others become faults."""
    checked = {"identificatie": Soort(name)}
    if "nummeraanduiding_hoofdadres_identificatie" in table.column_names:
        checked["nummeraanduiding_hoofdadres_identificatie"] = Soort.NUMMERAANDUIDING
    left_out: dict[int, str] = {}
    for column, soort in checked.items():
        for position in improper(table[column], id_pattern(soort)):
            left_out.setdefault(
                position, f"{column}: {str(table[column][position].as_py())[:40]} is no id of a {soort}"
            )
    faults += [
        Fault(file, f"layer {name}, feature {table['feature'][position]}", found, _SET_ASIDE)
        for position, found in sorted(left_out.items())
    ]
    return without_rows(table, left_out)


def _layers(path: Path, ignored: Sequence[str]) -> dict[str, pa.Table]:
    """Return each layer with x_cm and y_cm beside its columns."""
    if not _is_sqlite(path):  # the geometry library would open, and fetch, many other things under this name
        raise DeliveryFaults("bag-light", [Fault(path.name, "", "is no GeoPackage", _AGAIN)])
    try:
        present = {str(name) for name, _ in pyogrio.list_layers(path)}
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise DeliveryFaults("bag-light", [Fault(path.name, "", f"is no GeoPackage ({error})", _AGAIN)]) from error
    faults = [
        Fault(path.name, f"layer {name}", "is not in the file", "name the bag-light GeoPackage of the PDOK")
        for name in sorted(_COLUMNS.keys() - present)
    ]
    for name in sorted(_COLUMNS.keys() & present):
        faults += _layer_faults(path, name, ignored)
    if faults:
        raise DeliveryFaults("bag-light", faults)
    try:
        layers = {name: _layer(path, name) for name in _COLUMNS}
    except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError, pa.ArrowInvalid, OSError) as error:
        raise DeliveryFaults("bag-light", [Fault(path.name, "", f"cannot be read ({error})", _AGAIN)]) from error

    faults = [
        Fault(
            path.name, f"layer {name}", f"holds {table.num_rows:,} features of the {announced:,} it announces", _AGAIN
        )
        for name, table in layers.items()
        if table.num_rows != (announced := pyogrio.read_info(path, layer=name, force_feature_count=True)["features"])
    ]
    if faults:
        raise DeliveryFaults("bag-light", faults)
    return layers


def _is_sqlite(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(16) == b"SQLite format 3\x00"


_SET_ASIDE = "it is set aside; have the supplier correct it"
_AGAIN = "ask for the delivery again"


def _layer_faults(path: Path, name: str, ignored: Sequence[str]) -> list[Fault]:
    info = pyogrio.read_info(path, layer=name)
    fields = set(info["fields"])
    faults = [
        Fault(path.name, f"layer {name}, column {column}", "is missing", "check the version of bag-light")
        for column in sorted(set(_COLUMNS[name]) - fields)
    ]
    faults += [
        Fault(path.name, f"layer {name}, column {column}", "is a column nobody reads", "name it under 'ignored'")
        for column in unread(fields - set(_COLUMNS[name]) - _KNOWN_UNUSED, ignored)
    ]
    if info["crs"] != "EPSG:28992":
        faults.append(Fault(path.name, f"layer {name}", f"is in {info['crs']}", "deliver it in RD (EPSG:28992)"))
    return faults


def _layer(path: Path, name: str) -> pa.Table:
    columns = list(_COLUMNS[name])
    placed = name != "woonplaats"
    meta, table = pyogrio.raw.read_arrow(path, layer=name, columns=columns, read_geometry=placed, return_fids=True)
    plain = table.select([*columns, meta["fid_column"] or "fid"]).rename_columns([*columns, "feature"])
    for position, column in enumerate(plain.schema):
        if pa.types.is_large_string(column.type):
            plain = plain.set_column(position, column.name, plain[column.name].cast(pa.string()))
    if not placed:
        return plain
    geometry = shapely.from_wkb(table[meta["geometry_name"] or "wkb_geometry"].to_numpy())
    centre = shapely.centroid(geometry)
    x, y = shapely.get_x(centre), shapely.get_y(centre)
    west, south, east, north = RD_BOUNDS_M
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return plain.append_column("x_cm", centimetres(x, inside)).append_column("y_cm", centimetres(y, inside))


def _last_change(path: Path) -> date | None:
    sql = "SELECT max(last_change) AS changed FROM gpkg_contents"
    _, table = pyogrio.read_arrow(path, sql=sql, read_geometry=False)
    found = str(table["changed"][0].as_py() or "")[:10]
    return date.fromisoformat(found) if found else None


def _spine(layers: dict[str, pa.Table], dummies: Dummies) -> dict[str, pa.Table]:
    kinds = (Soort.VERBLIJFSOBJECT, Soort.LIGPLAATS, Soort.STANDPLAATS)
    addresses = pa.concat_tables(
        [layers[kind].append_column("soort", pa.repeat(kind.value, layers[kind].num_rows)) for kind in kinds],
        promote_options="default",
    )
    return {
        "objecten": _objecten(addresses, dummies),
        "nummeraanduidingen": _nummeraanduidingen(addresses),
        "openbare_ruimten": _openbare_ruimten(addresses),
        "woonplaatsen": _woonplaatsen(layers["woonplaats"]),
        "panden": _panden(layers["pand"], layers["verblijfsobject"], dummies),
    }


def _objecten(addresses: pa.Table, dummies: Dummies) -> pa.Table:
    area = pc.cast(addresses["oppervlakte"], pa.int32())
    columns = {
        "object_id": bag_ids(addresses["identificatie"]),
        "soort": addresses["soort"],
        "status": addresses["status"],
        "gebruiksdoelen": joined_sorted(addresses["gebruiksdoel"], ","),
        "oppervlakte_m2": without(area, dummies.oppervlakte),
        "oppervlakte_geleverd": area,
        "x_cm": addresses["x_cm"],
        "y_cm": addresses["y_cm"],
        "hoofdadres_id": bag_ids(addresses["nummeraanduiding_hoofdadres_identificatie"]),
        "pand_ids": id_lists(addresses["pand_identificatie"], ","),
    }
    return _merged(shaped("objecten", columns, addresses.num_rows).sort_by("object_id"))


def _merged(objects: pa.Table) -> pa.Table:
    """Return one row per object, with the panden of all its features."""
    first = first_of(objects, "object_id")
    if first.num_rows == objects.num_rows:
        return first
    panden: dict[int, set[int]] = {}
    for key, ids in zip(objects["object_id"].to_pylist(), objects["pand_ids"].to_pylist(), strict=True):
        panden.setdefault(key, set()).update(ids)
    lists = pa.array([sorted(panden[key]) for key in first["object_id"].to_pylist()], first["pand_ids"].type)
    return first.set_column(first.column_names.index("pand_ids"), "pand_ids", lists)


def _nummeraanduidingen(addresses: pa.Table) -> pa.Table:
    columns = {
        "nummeraanduiding_id": bag_ids(addresses["nummeraanduiding_hoofdadres_identificatie"]),
        "openbare_ruimte_id": bag_ids(addresses["openbare_ruimte_identificatie"]),
        "huisnummer": addresses["huisnummer"],
        "huisletter": filled(addresses["huisletter"]),
        "huisnummertoevoeging": filled(addresses["toevoeging"]),
        "postcode": filled(addresses["postcode"]),
        "woonplaats_id": bag_ids(addresses["woonplaats_identificatie"]),
        "soort_object": addresses["soort"],
    }
    return first_of(shaped("nummeraanduidingen", columns, addresses.num_rows), "nummeraanduiding_id")


def _openbare_ruimten(addresses: pa.Table) -> pa.Table:
    first = first_of(addresses.select(list(_ADRES)), "openbare_ruimte_identificatie")
    columns = {
        "openbare_ruimte_id": bag_ids(first["openbare_ruimte_identificatie"]),
        "naam": first["openbare_ruimte_naam"],
        "naam_kort": filled(first["openbare_ruimte_naam_kort"]),
        "woonplaats_id": bag_ids(first["woonplaats_identificatie"]),
    }
    return shaped("openbare_ruimten", columns, first.num_rows)


def _woonplaatsen(layer: pa.Table) -> pa.Table:
    columns = {
        "woonplaats_id": bag_ids(layer["identificatie"]), "naam": layer["woonplaats"], "status": layer["status"],
    }  # fmt: skip
    return shaped("woonplaatsen", columns, layer.num_rows).sort_by("woonplaats_id")


def _panden(layer: pa.Table, objects: pa.Table, dummies: Dummies) -> pa.Table:
    """Return the panden of their layer, and those that only an object names, as that object tells them."""
    columns: dict[str, Any] = {
        "pand_id": bag_ids(layer["identificatie"]),
        "bouwjaar": without(pc.cast(layer["bouwjaar"], pa.int32()), dummies.bouwjaar),
        "status": layer["status"],
        "x_cm": layer["x_cm"],
        "y_cm": layer["y_cm"],
    }
    told = {
        "pand_id": bag_ids(objects["pand_identificatie"]),
        "bouwjaar": without(pc.cast(objects["bouwjaar"], pa.int32()), dummies.bouwjaar),
        "status": objects["pandstatus"],
    }
    both = pa.concat_tables([shaped("panden", columns, layer.num_rows), shaped("panden", told, objects.num_rows)])
    return first_of(both, "pand_id")
