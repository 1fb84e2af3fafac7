# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the addresses of a run lie on the map."""

from __future__ import annotations

from pandzicht.addresses.drawn import Drawn
from pandzicht.addresses.point_index import Mask, PointIndex
from pandzicht.runs.shelf import RunTables


def points_of(tables: RunTables) -> PointIndex:
    """Return the addresses of a run on the map: `tables.once(points_of)`."""
    return PointIndex(tables.addresses["x_cm"], tables.addresses["y_cm"])


def within(tables: RunTables, drawn: Drawn) -> Mask:
    """Return per address of a run whether it lies in a shape that somebody drew: `tables.once(within, drawn)`."""
    return tables.once(points_of).within(drawn.shape())
