# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""GeoPackages with points, rectangles and areas in RD, the same bytes for the same content."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyogrio
import pyogrio.raw

from pandzicht.modelcity.arrays import Array

_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("at", "<f8", (2,))])
_RING = np.dtype([("order", "u1"), ("kind", "<u4"), ("rings", "<u4"), ("points", "<u4"), ("at", "<f8", (5, 2))])


def points(x: Array, y: Array) -> pa.Array:
    """Return points as WKB."""
    raw = np.zeros(len(x), dtype=_POINT)
    raw["order"], raw["kind"] = 1, 1
    raw["at"] = np.stack([x, y], axis=1)
    return _binary(raw)


def rectangles(x: Array, y: Array, width: Array, depth: Array) -> pa.Array:
    """Return rectangles by their south-west corner as WKB polygons."""
    raw = np.zeros(len(x), dtype=_RING)
    raw["order"], raw["kind"], raw["rings"], raw["points"] = 1, 3, 1, 5
    raw["at"] = corners(x, y, width, depth)
    return _binary(raw)


def corners(x: Array, y: Array, width: Array, depth: Array) -> Array:
    """Return the closed ring of rectangles, n x 5 x 2."""
    east, north = x + width, y + depth
    ring = [(x, y), (east, y), (east, north), (x, north), (x, y)]
    return np.stack([np.stack(pair, axis=1) for pair in ring], axis=1)


def _binary(raw: Array) -> pa.Array:
    buffers = [None, pa.py_buffer(raw.tobytes())]
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(raw.dtype.itemsize), len(raw), buffers).cast(pa.binary())


def write_layer(path: Path, layer: str, table: pa.Table, *, kind: str, day: date) -> None:
    """Write a table with WKB in the column `geom` as one more layer; the file's own dates are the given day."""
    stamp = f"{day:%Y-%m-%d}T00:00:00.000Z"
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": stamp, "OGR_SQLITE_SYNCHRONOUS": "OFF"})
    pyogrio.raw.write_arrow(
        table,
        path.as_posix(),
        layer=layer,
        driver="GPKG",
        geometry_name="geom",
        geometry_type=kind,
        crs="EPSG:28992",
        append=path.exists(),
    )
