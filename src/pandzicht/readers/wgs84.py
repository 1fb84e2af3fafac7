# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether delivered longitudes and latitudes stand in their own places, by what they are in the Netherlands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.findings import SHOWN, SUBJECT
from pandzicht.store.engine import Engine, quoted

LONGITUDES = (3.0, 8.0)
LATITUDES = (50.0, 54.0)
MANY_SWAPPED = 0.5
"""From this share on, it is the file that has them swapped and not a report."""


@dataclass(frozen=True, slots=True)
class Degrees:
    """Two columns of degrees as text, and how what stands in them is told when it is the wrong way round."""

    lon: str
    lat: str
    swapped: str = "longitude and latitude are swapped"
    remedy: str = "correct it at the source"


def check_wgs84(engine: Engine, names: Sequence[str], table: pa.Table, degrees: Degrees) -> None:
    """Raise DeliveryFaults when longitude and latitude stand in each other's place, in rows with file_no and record_no.

    `names` are those of the files. Points elsewhere in the world are left to intake, which sets the row aside.
    """
    lon, lat = quoted(degrees.lon), quoted(degrees.lat)
    swapped = (
        f"TRY_CAST({lon} AS DOUBLE) BETWEEN {LATITUDES[0]} AND {LATITUDES[1]} "
        f"AND TRY_CAST({lat} AS DOUBLE) BETWEEN {LONGITUDES[0]} AND {LONGITUDES[1]}"
    )
    engine.register("located", table)
    wrong, given = engine.rows(f"SELECT count(*) FILTER ({swapped}), count({lon}) FROM located")[0]
    rows = engine.rows(
        f"SELECT file_no, record_no, {lon}, {lat} FROM located WHERE {swapped} ORDER BY ALL LIMIT ?", [SHOWN]
    )
    engine.forget("located")
    if wrong > MANY_SWAPPED * given:
        found = f"{degrees.swapped}, in {wrong:,} of {given:,} records"
        raise DeliveryFaults(SUBJECT, [Fault(names[rows[0][0]], "", found, degrees.remedy)])
    faults = [
        Fault(names[file_no], f"record {record_no}", f"{degrees.swapped} ({x} {y})", degrees.remedy)
        for file_no, record_no, x, y in rows
    ]
    if faults:
        raise DeliveryFaults(SUBJECT, faults)
