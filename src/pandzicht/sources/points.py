# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Delivered coordinates as centimetres RD (EPSG:28992), whether they came in RD or in WGS84."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from pandzicht.definitions.source import Role
from pandzicht.sources.typed_table import ROW, TYPED
from pandzicht.store.engine import Engine, quoted

POINTS = "points"
PAIRS = ((Role.X_RD, Role.Y_RD), (Role.LON, Role.LAT))
"""The roles that place a row together; the first pair that a source has is believed."""
X_RANGE = (-7_000, 300_000)
Y_RANGE = (289_000, 629_000)
"""Metres RD within which the Netherlands lie (the area of use of EPSG:28992)."""


def rd_columns(engine: Engine, roles: Mapping[Role, str]) -> list[str]:
    """Make the table `points` (delivered_no, x_cm, y_cm) and return its two columns; none without coordinates.

    Coordinates outside the Netherlands, or of which one half is absent, are absent.
    """
    for pair, place in zip(PAIRS, (_from_rd, _from_wgs84), strict=True):
        if set(pair) <= set(roles):
            place(engine, *(_number(roles[role]) for role in pair))
            break
    else:
        return []
    return [f"{POINTS}.x_cm", f"{POINTS}.y_cm"]


def _number(name: str) -> str:
    return f"TRY_CAST(replace(CAST({quoted(name)} AS VARCHAR), ',', '.') AS DOUBLE)"


def _from_rd(engine: Engine, x: str, y: str) -> None:
    _keep(engine, f"SELECT {ROW}, {x} AS x, {y} AS y FROM {TYPED}")


def _from_wgs84(engine: Engine, lon: str, lat: str) -> None:
    degrees = engine.table(
        f"SELECT {ROW}, {lon} AS lon, {lat} AS lat FROM {TYPED} WHERE {lon} IS NOT NULL AND {lat} IS NOT NULL"
    )
    # most deliveries hold no degrees, and need not wait for what turns them
    engine.register("transformed", import_module("pandzicht.sources.degrees").turned_to_rd(degrees))
    _keep(engine, f"SELECT {ROW}, x, y FROM transformed")
    engine.forget("transformed")


def _keep(engine: Engine, rows: str) -> None:
    within = f"x BETWEEN {X_RANGE[0]} AND {X_RANGE[1]} AND y BETWEEN {Y_RANGE[0]} AND {Y_RANGE[1]}"
    centimetres = "CAST(round(x * 100) AS INTEGER) AS x_cm, CAST(round(y * 100) AS INTEGER) AS y_cm"
    engine.run(f"CREATE TEMP TABLE {POINTS} AS SELECT {ROW}, {centimetres} FROM ({rows}) WHERE {within}")
