# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any layer of a GeoPackage: the attributes of its features as text, and where each feature lies.

The place is that of a point, and of any other geometry its centroid: `geom_x` and `geom_y` in metres for a layer in
RD (EPSG:28992), `geom_lon` and `geom_lat` in degrees for one in WGS 84 (EPSG:4326); null without geometry. Polygons
themselves are read by the reader `boundaries`. A record's number is the feature's own id, as a map shows it.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from pandzicht.definitions.source import Format
from pandzicht.readers.bundle import gathered
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.findings import Findings
from pandzicht.readers.header import named
from pandzicht.readers.signature import Kind, expect
from pandzicht.readers.text_column import as_text

SUFFIXES = (".gpkg",)
_SYSTEMS = {"EPSG:28992": ("geom_x", "geom_y", 3), "EPSG:4326": ("geom_lon", "geom_lat", 8)}
"""Coordinate system -> the names of its columns, and the decimals of a computed centroid (a millimetre)."""
_LAST_STRAIGHT = 7
"""The type number of a collection: those above it are curves and their kin (ISO 19125)."""
_LARGEST_ID = (1 << 31) - 1
_AGAIN = "ask for the delivery again"


def read_geopackage(files: Sequence[Path], form: Format) -> Delivered:
    """Read one layer (`layer`, needed when there are several) of GeoPackages of one layout.

    Raises DeliveryFaults for what is no GeoPackage or a damaged one, a layer that is not there (with those that are),
    and another coordinate system than RD or WGS 84.
    """
    delivered = gathered(files, lambda content, findings: _one(content, form, findings), suffixes=SUFFIXES)
    return replace(delivered, place="feature {record_no}")


def _one(content: bytes, form: Format, findings: Findings) -> pa.Table:
    expect(Kind.SQLITE, content, findings)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # a file in memory has no name that ends in .gpkg
            layer = _layer(content, form.layer, findings)
            info = pyogrio.read_info(content, layer=layer, force_feature_count=True)
            meta, table = pyogrio.raw.read_arrow(content, layer=layer, return_fids=True)
    except (DataSourceError, DataLayerError, pa.ArrowException, OSError) as error:
        said = str(error).split(";", 1)[0].split("/vsimem", 1)[0].strip(" (")
        raise findings.stop("", f"cannot be read as a GeoPackage ({said})", _AGAIN) from error
    if not table.num_rows:
        raise findings.stop(f"layer {layer}", "no features", "deliver a layer with features, or no file")
    if table.num_rows != info["features"]:
        found = f"{table.num_rows:,} features could be read of {info['features']:,}"
        raise findings.stop(f"layer {layer}", found, _AGAIN)
    return _as_text(table, meta, findings)


def _layer(content: bytes, wanted: str | None, findings: Findings) -> str:
    """Return the layer to read, or raise DeliveryFaults with those that are there."""
    layers = [str(name) for name, _ in pyogrio.list_layers(content)]
    shown = ", ".join(f"'{name}'" for name in layers) or "none"
    if wanted is None and len(layers) != 1:
        raise findings.stop("", f"holds {len(layers)} layers: {shown}", "declare one of them as 'layer' under format")
    if wanted is not None and wanted not in layers:
        raise findings.stop("", f"has no layer '{wanted}'; it has {shown}", "correct 'layer' under format")
    return wanted or layers[0]


def _as_text(table: pa.Table, meta: Mapping[str, Any], findings: Findings) -> pa.Table:
    ids, geometry = table.column(0), meta["geometry_name"] or "wkb_geometry"
    attributes = [at for at, name in enumerate(table.column_names) if at and name != geometry]
    text = as_text(table.select(attributes), findings)
    if geometry in table.column_names:
        for name, column in _where(table[geometry], ids, str(meta["crs"]), findings).items():
            text = text.append_column(name, column)
    named(text.column_names, lambda at: f"attribute {at + 1}", findings)
    low, high = pc.min_max(ids).as_py().values()
    numbers = ids if low >= 0 and high <= _LARGEST_ID else pa.array(range(1, len(ids) + 1))
    return text.append_column("record_no", numbers.cast(pa.int32()))


def _where(column: pa.ChunkedArray, ids: pa.ChunkedArray, system: str, findings: Findings) -> dict[str, pa.Array]:
    """Return where the features lie, noting geometries that cannot be read."""
    if system not in _SYSTEMS:
        found = f"the coordinate system is {system if len(system) < 40 else system[:40] + '...'}"
        raise findings.stop("", found, f"deliver it in {' or '.join(_SYSTEMS)}")
    x_name, y_name, decimals = _SYSTEMS[system]
    shapes = _shapes(column.to_pylist())
    for at in np.flatnonzero(column.is_valid().to_numpy() & shapely.is_missing(shapes)):
        findings.add(f"feature {ids[at]}", "its geometry cannot be read", "deliver points, lines or polygons")
    shapes[shapely.is_empty(shapes)] = None
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    places = np.where(points, shapes, shapely.centroid(shapes))
    return {
        name: _coordinates(take(places), points, decimals)
        for name, take in ((x_name, shapely.get_x), (y_name, shapely.get_y))
    }


def _shapes(wkb: list[bytes | None]) -> Any:
    """Return geometries as a numpy array; what cannot be read (a curve, damaged bytes) is missing."""
    try:
        return shapely.from_wkb(np.array(wkb, dtype=object), on_invalid="ignore")
    except NotImplementedError:
        return np.array([None if _is_curve(one) else shapely.from_wkb(one, on_invalid="ignore") for one in wkb])


def _is_curve(wkb: bytes | None) -> bool:
    """Tell whether a geometry is of a type with arcs, which are not read."""
    order: Literal["little", "big"] = "little" if wkb and wkb[0] else "big"
    return wkb is not None and int.from_bytes(wkb[1:5], order) % 1_000 > _LAST_STRAIGHT


def _coordinates(values: Any, as_delivered: Any, decimals: int) -> pa.Array:
    """Return coordinates as text: those of points as they are, computed ones rounded."""
    rounded = np.where(as_delivered, values, np.round(values, decimals))
    floats = pa.array(rounded, mask=~np.isfinite(rounded))
    return as_text(pa.table({"c": floats}), Findings(""))["c"].combine_chunks()
