# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a run and an address lie on the map, in degrees."""

from __future__ import annotations

import numpy as np
from pyproj import Transformer

from pandzicht.runs.shelf import RunTables

Extent = tuple[float, float, float, float]
"""West, south, east and north in degrees (WGS84)."""
THE_NETHERLANDS: Extent = (3.3, 50.7, 7.2, 53.6)
CM = 100
_EDGE = 0.5
"""Percentage of addresses that may lie outside at each side: one far away does not shrink the others."""
_TO_DEGREES = Transformer.from_crs(28992, 4326, always_xy=True)


def place_of(x_cm: int | None, y_cm: int | None) -> tuple[float, float] | None:
    """Return the longitude and latitude of a place; None where nobody knows where it lies.

    >>> place_of(15_500_000, 46_300_000)
    (5.3872, 52.15517)
    """
    if x_cm is None or y_cm is None:
        return None
    longitude, latitude = _TO_DEGREES.transform(x_cm / CM, y_cm / CM)
    return round(longitude, 5), round(latitude, 5)


def extent_of(tables: RunTables) -> Extent:
    """Return the box around the addresses of a run; that of the country when none of them has a place."""
    x, y = (tables.addresses[name].drop_null().to_numpy() for name in ("x_cm", "y_cm"))
    if not len(x):
        return THE_NETHERLANDS
    west, east = np.percentile(x, [_EDGE, 100 - _EDGE])
    south, north = np.percentile(y, [_EDGE, 100 - _EDGE])
    corners = _TO_DEGREES.transform([west / CM, east / CM], [south / CM, north / CM])
    (lon_west, lon_east), (lat_south, lat_north) = corners
    return (float(lon_west), float(lat_south), float(lon_east), float(lat_north))
