# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of Statistics Netherlands as OData JSON: version 3 (`TypedDataSet`) and version 4 (`Observations`).

A row per element of `value`. Version 3 is wide, its columns end in a number that changes per year (`AantalInwoners_5`);
version 4 is long (`Measure`, `Value`, a column per dimension). Blanks that pad codes and names are taken off; figures
stay as delivered, also those that mean "no value" (-99997).
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
from pandzicht.store.engine import Engine

PLACES = Places(("value", ""))
_COLUMNS = "this is the list of the columns; deliver TypedDataSet (version 3) or Observations (version 4)"
FIGURES = RecordForm("figures", foreign={"odata.type": _COLUMNS, "Key": _COLUMNS, "Identifier": _COLUMNS})


def read_cbs_odata(files: Sequence[Path], form: Format) -> Delivered:
    """Read the figures of one table. Raises DeliveryFaults, also when pages are missing."""
    with Engine() as engine:
        loaded = load_form(engine, files, PLACES, form, FIGURES)
        check_pages(loaded.pages)
        return Delivered(Table(loaded.shape, trimmed=True).read(engine), PLACE)
