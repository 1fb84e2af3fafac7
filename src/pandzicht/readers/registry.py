# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The readers by the name that a source gives under `reader`."""

from __future__ import annotations

from collections.abc import Mapping

from pandzicht.errors import NotFound
from pandzicht.readers.boundaries import read_boundaries
from pandzicht.readers.brk_json import read_brk_json
from pandzicht.readers.cbs_odata import read_cbs_odata
from pandzicht.readers.csv_table import read_csv
from pandzicht.readers.delivered import Reader
from pandzicht.readers.ep_online import read_ep_online
from pandzicht.readers.geopackage_table import read_geopackage
from pandzicht.readers.haalcentraal_bewoning import read_haalcentraal_bewoning
from pandzicht.readers.haalcentraal_personen import read_haalcentraal_personen
from pandzicht.readers.json_table import read_json
from pandzicht.readers.kvk_json import read_kvk_json
from pandzicht.readers.lo3_csv import read_lo3_csv
from pandzicht.readers.parquet_table import read_parquet
from pandzicht.readers.politie_odata import read_politie_odata
from pandzicht.readers.signalen_api import read_signalen_api
from pandzicht.readers.signalen_dump import read_signalen_dump
from pandzicht.readers.woz_json import read_woz_json
from pandzicht.readers.xlsx_table import read_xlsx
from pandzicht.readers.zgw_zaken import read_zgw_zaken

READERS: Mapping[str, Reader] = {
    "boundaries": read_boundaries,
    "brk_json": read_brk_json,
    "cbs_odata": read_cbs_odata,
    "csv": read_csv,
    "ep_online": read_ep_online,
    "geopackage": read_geopackage,
    "haalcentraal_bewoning": read_haalcentraal_bewoning,
    "haalcentraal_personen": read_haalcentraal_personen,
    "json": read_json,
    "kvk_json": read_kvk_json,
    "lo3_csv": read_lo3_csv,
    "parquet": read_parquet,
    "politie_odata": read_politie_odata,
    "signalen_api": read_signalen_api,
    "signalen_dump": read_signalen_dump,
    "woz_json": read_woz_json,
    "xlsx": read_xlsx,
    "zgw_zaken": read_zgw_zaken,
}


def reader_named(name: str) -> Reader:
    """Return a reader by its name; raise NotFound with the names there are."""
    if name not in READERS:
        raise NotFound(f"reader '{name}' does not exist; known are {', '.join(READERS)}")
    return READERS[name]


def reader_names() -> frozenset[str]:
    """Return the names of all readers."""
    return frozenset(READERS)
