# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""WOZ objects in the form of Haal Centraal WOZ bevragen (HAL JSON, one object per file or a list of them).

A row per WOZ object x adresseerbaar object x waarde: `adresseerbaarObjectIdentificaties` holds one id and the columns
`waarden[]...` the fields of one value. An object without an adresseerbaar object or without values keeps a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pandzicht.definitions.source import Format
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.json_columns import Table
from pandzicht.readers.json_form import RecordForm, load_form
from pandzicht.readers.json_records import PLACE, Places
from pandzicht.store.engine import Engine

PLACES = Places(("", "_embedded.wozObjecten"), lone=("waarden", "adresseerbaarObjectIdentificaties"))
OBJECTS = RecordForm(
    "WOZ objects",
    required=(("identificatie",), ("waarden", "aanduiding", "adresseerbaarObjectIdentificaties")),
    lists=("waarden", "adresseerbaarObjectIdentificaties"),
    foreign={"kadastraleAanduiding": "these are kadastraal onroerende zaken; declare reader brk_json"},
)


def read_woz_json(files: Sequence[Path], form: Format) -> Delivered:
    """Read WOZ objects with their values. Raises DeliveryFaults."""
    with Engine() as engine:
        loaded = load_form(engine, files, PLACES, form, OBJECTS)
        table = Table(loaded.shape, exploded=("adresseerbaarObjectIdentificaties", "waarden"))
        return Delivered(table.read(engine), PLACE)
