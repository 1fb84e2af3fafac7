# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Degrees of WGS84 turned to metres of RD (EPSG:28992)."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
from pyproj import Transformer


@cache
def _to_rd() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:28992", always_xy=True)


def turned_to_rd(degrees: pa.Table) -> pa.Table:
    """Return a table with x and y in metres RD in place of lon and lat; what lies beyond all maps is at 0, 0.

    >>> [round(column[0].as_py()) for column in turned_to_rd(pa.table({"lon": [4.3126], "lat": [52.0798]}))]
    [81338, 455159]
    """
    x, y = _to_rd().transform(*(degrees[name].to_numpy(zero_copy_only=False) for name in ("lon", "lat")))
    metres = {name: pa.array(np.where(np.isfinite(line), line, 0.0)) for name, line in (("x", x), ("y", y))}
    others = {name: degrees[name] for name in degrees.column_names if name not in {"lon", "lat"}}
    return pa.table({**others, **metres})
