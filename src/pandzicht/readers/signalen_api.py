# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports of the public space from the API of Signalen (HAL pages of `/signals/v1/private/signals/`).

A row per report, every delivered path a column. `location.geometrie.coordinates` is longitude and latitude joined with
`|`; computed columns `location.lon` and `location.lat` hold them apart (WGS84, as text).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pandzicht.definitions.source import Format
from pandzicht.readers.api_pages import check_pages
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.json_columns import Table
from pandzicht.readers.json_form import RecordForm, load_form
from pandzicht.readers.json_records import PLACE, Places
from pandzicht.readers.wgs84 import Degrees, check_wgs84
from pandzicht.store.engine import Engine

PLACES = Places(("results", "_embedded.signals", ""))
REPORTS = RecordForm(
    "reports of Signalen",
    required=(("id",), ("category", "category_assignment_id"), ("created_at",)),
    objects=("location", "category", "status"),
    foreign={"zaaktype": "these are zaken; declare reader zgw_zaken"},
)
COORDINATES = "location.geometrie.coordinates"


def read_signalen_api(files: Sequence[Path], form: Format) -> Delivered:
    """Read reports. Raises DeliveryFaults, also when pages are missing or coordinates are swapped."""
    with Engine() as engine:
        loaded = load_form(engine, files, PLACES, form, REPORTS)
        check_pages(loaded.pages)
        table = Table(loaded.shape)
        if COORDINATES not in table.column_names():
            return Delivered(table.read(engine), PLACE)
        parts = f"string_split(\"{COORDINATES}\", '|')"
        located = table.read(engine, {"location.lon": f"{parts}[1]", "location.lat": f"{parts}[2]"})
        names = [page.name for page in loaded.pages]
        check_wgs84(engine, names, located, Degrees("location.lon", "location.lat"))
        return Delivered(located, PLACE)
