# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A GeoPackage of points in RD (EPSG:28992), as QGIS opens it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyogrio
from pyogrio.errors import DataSourceError

from pandzicht.errors import ExportRefused
from pandzicht.exports.described import DescribedTable

CRS = "EPSG:28992"
X, Y = "x_rd", "y_rd"
GEOMETRY = "geom"
_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("x", "<f8"), ("y", "<f8")])
"""A point as well-known binary, little end first."""
_DATED = "OGR_CURRENT_DATE"


def write_geopackage(described: DescribedTable, path: Path) -> int:
    """Write the rows with coordinates as points and return how many rows had none and were left out.

    The table needs `x_rd` and `y_rd` in metres. The layer carries the account of the run as its description, and
    the day of the run as its last change, so that equal runs give equal files. Raises ExportRefused without any
    coordinates.
    """
    there = pc.and_(pc.is_valid(described.table[X]), pc.is_valid(described.table[Y]))
    located = described.table.filter(there)
    if located.num_rows == 0:
        raise ExportRefused(f"{path}: none of the addresses has coordinates, so there is nothing for a map to show")
    about = described.about
    said = f"run {about.run}, peildatum {about.on.isoformat()}, bekend tot {about.known.isoformat()}. {about.caveat}"
    pyogrio.set_gdal_config_options({_DATED: f"{about.on.isoformat()}T00:00:00.000Z"})
    try:
        pyogrio.write_arrow(
            located.append_column(GEOMETRY, _points(located)),
            path,
            layer=described.name,
            driver="GPKG",
            geometry_name=GEOMETRY,
            geometry_type="Point",
            crs=CRS,
            layer_options={"IDENTIFIER": about.title, "DESCRIPTION": said.strip()},
        )
    except DataSourceError as error:
        raise ExportRefused(f"{path}: cannot be written ({error})") from error
    finally:
        pyogrio.set_gdal_config_options({_DATED: None})
    return int(described.table.num_rows - located.num_rows)


def _points(table: pa.Table) -> pa.Array:
    points = np.empty(table.num_rows, dtype=_POINT)
    points["order"], points["kind"] = 1, 1
    for axis, name in (("x", X), ("y", Y)):
        points[axis] = table[name].cast(pa.float64()).to_numpy()
    fixed = pa.Array.from_buffers(pa.binary(_POINT.itemsize), len(points), [None, pa.py_buffer(points.tobytes())])
    return fixed.cast(pa.binary())
