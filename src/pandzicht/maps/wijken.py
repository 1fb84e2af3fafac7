# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the wijken of a run lie on the map: the buurten of each, joined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely

from pandzicht.maps.boundaries import boundaries
from pandzicht.runs.burden import wijk_of
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.shelf import RunTables
from pandzicht.worklist.neighbourhoods import Files, boundary_files, buurten_of

PARTS = 1_000
"""A border is drawn as precisely as this part of the longest side of all wijken together."""
Wijken = Mapping[str, Any]
"""Code of a wijk -> its (multi)polygon, in units of the map (`addresses/web_mercator.py`)."""


def wijken(run: OpenRun) -> Wijken:
    """Return the shape of each wijk of which a boundary was delivered; boundaries are open data about nobody."""
    return run.tables.once(shapes_of_wijken, boundary_files(run))


def shapes_of_wijken(tables: RunTables, files: Files) -> Wijken:
    """Return the joined buurten of each wijk; neighbours keep one border, however much simpler it becomes.

    Where the borders that were delivered overlap or leave a gap there is no one border, and each becomes simpler alone.
    """
    shapes = tables.once(boundaries, files)
    parts: dict[str, list[Any]] = {}
    for code, shape in zip(tables.once(buurten_of)[0], shapes, strict=True):
        if shape is not None and not shape.is_empty:
            parts.setdefault(wijk_of(code), []).append(shape)
    codes = sorted(parts)
    joined = np.array([_surface(shapely.union_all(parts[code])) for code in codes], dtype=object)
    if not codes:
        return {}
    west, north, east, south = shapely.total_bounds(joined)
    unit = max(east - west, south - north) / PARTS
    fit = shapely.coverage_is_valid(joined)
    simpler = shapely.coverage_simplify(joined, unit) if fit else shapely.simplify(joined, unit)
    return dict(zip(codes, simpler.tolist(), strict=True))


def _surface(shape: Any) -> Any:
    """Return what of a shape has a surface: a border that was repaired can leave a line beside it."""
    pieces = shapely.get_parts(shape)
    return shapely.multipolygons(pieces[shapely.get_type_id(pieces) == shapely.GeometryType.POLYGON])
