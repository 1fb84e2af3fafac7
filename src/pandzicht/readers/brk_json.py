# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Kadastraal onroerende zaken with who holds a right on them, in the form of Haal Centraal BRK bevragen.

A row per zaak x adres x zakelijk gerechtigde. The gerechtigden are delivered within the zaak, inline or by
`expand=zakelijkGerechtigden` (under `_embedded`); their columns keep that path (`_embedded.zakelijkGerechtigden[]...`).
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

PLACES = Places(
    ("", "_embedded.kadastraalOnroerendeZaken", "kadastraalOnroerendeZaken", "_embedded.zakelijkGerechtigden"),
    lone=("kadastraleAanduiding", "zakelijkGerechtigdeIdentificaties"),
)
_ALONE = "these are zakelijk gerechtigden without their zaak; ask for the zaken with expand=zakelijkGerechtigden"
ZAKEN = RecordForm(
    "kadastraal onroerende zaken",
    required=(("identificatie",), ("kadastraleAanduiding", "adressen", "zakelijkGerechtigden")),
    lists=("adressen", "zakelijkGerechtigden", "_embedded.zakelijkGerechtigden"),
    foreign={
        "tenaamstelling": _ALONE,
        "zakelijkRecht": _ALONE,
        "waarden": "these are WOZ objects; declare reader woz_json",
    },
)


def read_brk_json(files: Sequence[Path], form: Format) -> Delivered:
    """Read kadastraal onroerende zaken with their gerechtigden. Raises DeliveryFaults."""
    with Engine() as engine:
        loaded = load_form(engine, files, PLACES, form, ZAKEN)
        table = Table(loaded.shape, exploded=("adressen", "zakelijkGerechtigden", "_embedded.zakelijkGerechtigden"))
        return Delivered(table.read(engine), PLACE)
