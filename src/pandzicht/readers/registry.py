# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The readers by the name that a source gives under `reader`; a reader is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from pandzicht.errors import NotFound
from pandzicht.readers.delivered import Reader

MODULES: Mapping[str, str] = {
    "boundaries": "boundaries",
    "brk_json": "brk_json",
    "cbs_odata": "cbs_odata",
    "csv": "csv_table",
    "ep_online": "ep_online",
    "geopackage": "geopackage_table",
    "haalcentraal_bewoning": "haalcentraal_bewoning",
    "haalcentraal_personen": "haalcentraal_personen",
    "json": "json_table",
    "kvk_json": "kvk_json",
    "lo3_csv": "lo3_csv",
    "parquet": "parquet_table",
    "politie_odata": "politie_odata",
    "signalen_api": "signalen_api",
    "signalen_dump": "signalen_dump",
    "woz_json": "woz_json",
    "xlsx": "xlsx_table",
    "zgw_zaken": "zgw_zaken",
}
"""Name of a reader -> the module of this package that has it, as the function `read_NAME`."""


def reader_named(name: str) -> Reader:
    """Return a reader by its name; raise NotFound with the names there are."""
    if name not in MODULES:
        raise NotFound(f"reader '{name}' does not exist; known are {', '.join(MODULES)}")
    reader: Reader = getattr(import_module(f"pandzicht.readers.{MODULES[name]}"), f"read_{name}")
    return reader


def reader_names() -> frozenset[str]:
    """Return the names of all readers."""
    return frozenset(MODULES)
