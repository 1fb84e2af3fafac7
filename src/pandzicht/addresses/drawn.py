# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A shape that somebody drew on the map, in words that fit in the address of a page: `4.312 52.071,4.32 52.08,...`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from pandzicht.addresses.web_mercator import from_wgs84

MOST_CORNERS = 200
STEPS = 100_000
"""Steps in a degree: a corner is told to a metre."""
_CORNER = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,5})?) (-?[0-9]{1,2}(?:\.[0-9]{1,5})?)")
_NORTHERNMOST = 85


@dataclass(frozen=True, slots=True)
class Drawn:
    """The corners of a shape, as steps of longitude and latitude (WGS84); the last is joined with the first."""

    corners: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        """Return it in words; `drawn` reads them back."""
        return ",".join(f"{lon / STEPS:.5f} {lat / STEPS:.5f}" for lon, lat in self.corners)

    def shape(self) -> Any:
        """Return the (multi)polygon on the map (`web_mercator`); where lines cross, every loop that they enclose."""
        lon, lat = np.array(self.corners).T / STEPS
        polygon = shapely.Polygon(np.column_stack(from_wgs84(lon, lat)))
        return polygon if polygon.is_valid else shapely.make_valid(polygon)


def drawn(text: str) -> Drawn:
    """Return the shape that text tells; raise ValueError, with the way out, when it tells none.

    >>> str(drawn("4.3 52.07,4.31 52.07,4.31 52.08"))
    '4.30000 52.07000,4.31000 52.07000,4.31000 52.08000'
    """
    told = [_corner(corner) for corner in text.split(",")]
    if not 3 <= len(told) <= MOST_CORNERS:
        raise ValueError(f"{len(told)} corners were drawn; draw a shape of 3 to {MOST_CORNERS} corners")
    found = Drawn(tuple(told))
    if found.shape().area == 0:
        raise ValueError("the corners lie on one line; draw around what is meant")
    return found


def _corner(text: str) -> tuple[int, int]:
    matched = _CORNER.fullmatch(text)
    lon, lat = (round(float(part) * STEPS) for part in matched.groups()) if matched else (0, 90 * STEPS)
    if abs(lon) > 180 * STEPS or abs(lat) > _NORTHERNMOST * STEPS:
        raise ValueError(f"'{text}' is no corner; write longitude and latitude in degrees, as in '4.31234 52.07123'")
    return lon, lat
