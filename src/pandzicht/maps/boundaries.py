# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the buurten of a run lie on the map: open data about nobody, of the deliveries that the run used."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from pandzicht.addresses.web_mercator import LEVELS, from_rd
from pandzicht.exports.vector_tile import EXTENT
from pandzicht.runs.shelf import RunTables
from pandzicht.sources.audit import GEOMETRY
from pandzicht.worklist.neighbourhoods import Files, area_code, buurten_of

Shapes = NDArray[Any]


def boundaries(tables: RunTables, files: Files) -> Shapes:
    """Return the (multi)polygon on the map of each buurt (`buurten_of`); None where no boundary was delivered."""
    codes = tables.once(buurten_of)[0]
    delivered: dict[str, list[bytes]] = {}
    for source, path in files:
        table = pq.read_table(path, columns=[area_code(tables.catalogue.sources[source]), GEOMETRY])
        for code, wkb in zip(*(column.to_pylist() for column in table.columns), strict=True):
            delivered.setdefault(code, []).append(wkb)
    found = np.full(len(codes), None, dtype=object)
    for place, code in enumerate(codes):
        if code in delivered:
            found[place] = shapely.union_all(shapely.make_valid(shapely.from_wkb(delivered[code])))
    on_map: Shapes = shapely.transform(found, lambda at: np.column_stack(from_rd(at[:, 0], at[:, 1])))
    return on_map


def shapes_at(tables: RunTables, files: Files, zoom: int) -> Shapes:
    """Return the boundaries of a run as precisely as a tile of a zoom can show them."""
    unit = (1 << (LEVELS - zoom)) / EXTENT
    shapes: Shapes = shapely.simplify(tables.once(boundaries, files), unit)
    return shapes
