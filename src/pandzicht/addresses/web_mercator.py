# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Places on the square map of the world that web maps are drawn on (Web Mercator, EPSG:3857).

A place is a column and a row of `SIDE` by `SIDE` units from the north-west corner; a unit is about 2 cm in the
Netherlands. Data are RD (EPSG:28992); a place in RD is off by less than a metre where no correction grid is installed.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

LEVELS = 30
SIDE = 1 << LEVELS
"""Units along a side of the map."""
_HALF_METRES = 20_037_508.342789244
RD, WGS84, WEB = "EPSG:28992", "EPSG:4326", "EPSG:3857"

Floats = npt.NDArray[np.float64]


def from_rd(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return columns and rows of places in RD, in metres."""
    return _on_map(RD, x, y)


def from_wgs84(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Return columns and rows of places in degrees.

    >>> column, row = from_wgs84(np.array([0.0]), np.array([0.0]))
    >>> round(float(column[0])) == round(float(row[0])) == SIDE // 2
    True
    """
    return _on_map(WGS84, lon, lat)


def _on_map(system: str, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    east, north = _transformer(system).transform(x, y)
    scale = SIDE / (2 * _HALF_METRES)
    return (np.asarray(east) + _HALF_METRES) * scale, (_HALF_METRES - np.asarray(north)) * scale


@cache
def _transformer(system: str) -> Transformer:
    return Transformer.from_crs(system, WEB, always_xy=True)
