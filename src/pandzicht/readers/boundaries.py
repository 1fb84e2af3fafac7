# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Boundaries of areas: polygons from a GeoPackage, GeoJSON or shapefile.

A row per feature, its attributes as text under their own names. Computed columns:

- `geom_wkb`: the polygon as hexadecimal WKB, two-dimensional, in EPSG:28992 (RD); reprojected where it came in another
  system;
- `geom_fout`: why a polygon is not valid (it crosses itself), as delivered or in RD; absent when it is valid. Such
  polygons are kept, and repaired where they are used.

The places where these cannot be read are told per feature, counted from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.bundle import placed
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.findings import SUBJECT, Findings
from pandzicht.readers.header import named
from pandzicht.readers.text_column import as_text

RD = 28992
NETHERLANDS = (-10_000.0, 280_000.0, 310_000.0, 650_000.0)
"""Where a boundary may lie: the RD coordinates of the land and the sea before it, in metres."""
DATASETS = (".gpkg", ".geojson", ".json", ".shp")
COMPANIONS = (".dbf", ".shx", ".prj", ".cpg", ".qix", ".qmd", ".sbn", ".sbx", ".xml")
"""What lies beside a .shp and is read with it."""
NEEDED_COMPANIONS = (".dbf", ".shx", ".prj")
_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def read_boundaries(files: Sequence[Path], form: Format) -> Delivered:
    """Read polygons (`layer` for a file with several). Raises DeliveryFaults with the faults of all files."""
    faults: list[Fault] = []
    tables: list[pa.Table] = []
    for number, file in enumerate(_datasets(files, faults)):
        findings = Findings(file.name)
        try:
            table = placed(_features(file, form.layer, findings), number)
            findings.raise_if_any()
            tables.append(table)
        except DeliveryFaults as found:
            faults.extend(found.faults)
    if not tables and not faults:
        faults.append(Fault("", "", "no file to read", f"deliver a file that ends in {', '.join(DATASETS)}"))
    if faults:
        raise DeliveryFaults(SUBJECT, faults)
    return Delivered(pa.concat_tables(tables, promote_options="default"), "feature {record_no}")


def _datasets(files: Sequence[Path], faults: list[Fault]) -> Iterator[Path]:
    """Yield the files to open, of those delivered or in a delivered folder."""
    inside = [path for file in files for path in (sorted(file.rglob("*")) if file.is_dir() else [file])]
    for path in (path for path in inside if not path.is_dir()):
        suffix = path.suffix.lower()
        if suffix in DATASETS:
            yield path
        elif suffix not in COMPANIONS:
            remedy = f"deliver a file that ends in {', '.join(DATASETS)}, not in a zip"
            faults.append(Fault(path.name, "", "is no file with boundaries", remedy))


def _features(file: Path, layer: str | None, findings: Findings) -> pa.Table:
    _check_companions(file, findings)
    meta, table = _opened(file, layer, findings)
    shapes = _polygons(table, findings)
    findings.raise_if_any()
    placed_shapes = _in_rd(shapes, meta["crs"], findings)
    findings.raise_if_any()
    geometry = _geometry_name(table)
    attributes = as_text(table.drop_columns([geometry]), findings)
    named([*attributes.column_names, "geom_wkb", "geom_fout"], lambda at: f"attribute {at + 1}", findings)
    wkb = pa.array(shapely.to_wkb(placed_shapes, hex=True).tolist(), pa.string())
    return attributes.append_column("geom_wkb", wkb).append_column("geom_fout", _reasons(shapes, placed_shapes))


def _check_companions(file: Path, findings: Findings) -> None:
    if file.suffix.lower() != ".shp":
        return
    beside = {path.suffix.lower() for path in file.parent.glob(f"{file.stem}.*")}
    for suffix in NEEDED_COMPANIONS:
        if suffix not in beside:
            findings.add("", f"{file.stem}{suffix} is not beside it", "deliver all files of the shapefile")
    findings.raise_if_any()


def _opened(file: Path, layer: str | None, findings: Findings) -> tuple[dict[str, Any], pa.Table]:
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(file)]
        if layer is None and len(layers) > 1:
            raise findings.stop("", f"holds the layers {', '.join(layers)}", "name one at 'layer' under 'format'")
        if layer is not None and layer not in layers:
            raise findings.stop(
                "", f"has no layer '{layer}', but {', '.join(layers)}", "correct 'layer' under 'format'"
            )
        expected = pyogrio.read_info(file, layer=layer, force_feature_count=True)["features"]
        meta, table = pyogrio.read_arrow(file, layer=layer)
    except (DataSourceError, DataLayerError, pa.ArrowException, OSError) as error:
        said = str(error).split("; It might help")[0].replace(f"{file.parent.as_posix()}/", "")
        raise findings.stop("", f"cannot be read ({said})", "ask for the delivery again") from error
    if table.num_rows == 0:
        raise findings.stop("", "no features", "deliver a file with boundaries, or no file")
    if table.num_rows != expected:
        found = f"{table.num_rows:,} features could be read of {expected:,}"
        raise findings.stop("", found, "ask for the delivery again")
    return meta, table


def _geometry_name(table: pa.Table) -> str:
    """Return the name of the column that holds the geometry, or nothing."""
    for column in table.schema:
        if (column.metadata or {}).get(b"ARROW:extension:name") in {b"geoarrow.wkb", b"ogc.wkb"}:
            return str(column.name)
    return ""


def _polygons(table: pa.Table, findings: Findings) -> Any:
    """Return the geometries as a numpy array, noting features that have another one than a polygon."""
    name = _geometry_name(table)
    if not name:
        raise findings.stop("", "the features have no geometry", "deliver the boundaries, not only their figures")
    try:
        shapes = shapely.force_2d(shapely.from_wkb(table[name].to_pylist(), on_invalid="ignore"))
    except NotImplementedError as error:
        raise findings.stop(
            "", f"holds shapes that are not read ({error})", "deliver polygons of straight lines"
        ) from error
    kinds = shapely.get_type_id(shapes)
    for at in np.flatnonzero(~np.isin(kinds, _POLYGONS) | shapely.is_empty(shapes)):
        kind = shapes[at].geom_type if shapes[at] is not None else "no geometry"
        findings.add(
            f"feature {at + 1}", f"a polygon is expected; this is {kind}", "deliver areas, not points or lines"
        )
    return shapes


def _in_rd(shapes: Any, system: str | None, findings: Findings) -> Any:
    """Return the polygons in EPSG:28992, noting those that then lie outside the Netherlands."""
    if not system:
        raise findings.stop("", "names no coordinate system", "deliver it with one (a .prj beside a .shp)")
    try:
        crs = CRS.from_user_input(system)
        if crs.to_epsg() != RD:
            transformer = Transformer.from_crs(crs, RD, always_xy=True)
            shapes = shapely.transform(shapes, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))
    except (CRSError, ProjError) as error:
        raise findings.stop("", f"its coordinate system is not known ({error})", "deliver it in EPSG:28992") from error
    bounds = shapely.bounds(shapes)
    low_x, low_y, high_x, high_y = NETHERLANDS
    inside = (bounds[:, 0] > low_x) & (bounds[:, 1] > low_y) & (bounds[:, 2] < high_x) & (bounds[:, 3] < high_y)
    for at in np.flatnonzero(~inside):
        found = f"lies outside the Netherlands as {crs.name}, at {bounds[at, 0]:.0f} {bounds[at, 1]:.0f} in RD"
        findings.add(f"feature {at + 1}", found, "name its real coordinate system, or swap x and y at the source")
    return shapes


def _reasons(delivered: Any, in_rd: Any) -> pa.Array:
    """Return why a polygon is not valid as delivered, or as it then became in RD; null where it is."""
    reasons = [
        next((str(shapely.is_valid_reason(shape)) for shape in pair if not shape.is_valid), None)
        for pair in zip(delivered, in_rd, strict=True)
    ]
    return pa.array(reasons, pa.string())
