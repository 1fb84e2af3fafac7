# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bewoning: who lived at which address in which period, in the two forms of Haal Centraal BRP bewoning.

A list of address holdings (the form of the GBA, one element per person and stay) gives a row per holding; every
delivered path is a column, dates stay text (`20200800`). Computed columns:

- `eindeDoorOnderzoek`: the day from which the person is established not to live there (codes 089999 and 589999);
- `einde`: the first of `verblijfplaats.datumEindeAdreshouding` and `eindeDoorOnderzoek`, the end (exclusive) to use.

An answer of the API (`{"bewoningen": [...]}`) gives a row per person and period of one composition. The fields of a
person are `bewoner.burgerservicenummer` and so on; `soort` says what the row tells: `bewoner`, `mogelijke_bewoner`
(start or end partly unknown), `veel_bewoners` (more than a hundred: nobody is named) or `geen_bewoners`. The API has
applied the rule of the investigations itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.findings import SUBJECT
from pandzicht.readers.json_columns import Table, one_of
from pandzicht.readers.json_form import RecordForm, check_form
from pandzicht.readers.json_records import PLACE, Page, Places, load_records
from pandzicht.readers.json_shape import Shape, shape_of_records
from pandzicht.readers.residence import earliest, end_by_investigation
from pandzicht.store.engine import Engine

PLACES = Places(("", "bewoningen", "personen"))
_PERSONS = "these are persons; declare reader haalcentraal_personen, or deliver the file of bewoning"
HOLDINGS = RecordForm(
    "bewoning",
    required=(("burgerservicenummer",), ("verblijfplaats",)),
    objects=("verblijfplaats",),
    foreign=dict.fromkeys(("aNummer", "naam", "geboorte", "partners", "kinderen"), _PERSONS),
)
ANSWERS = RecordForm(
    "bewoning",
    required=(("adresseerbaarObjectIdentificatie",), ("periode.datumVan",), ("periode.datumTot",)),
    lists=("bewoners", "mogelijkeBewoners"),
    objects=("periode",),
)
COMPOSITION = ("bewoners", "mogelijkeBewoners", "indicatieVeelBewoners")


def read_haalcentraal_bewoning(files: Sequence[Path], form: Format) -> Delivered:
    """Read address holdings or answers of the API. Raises DeliveryFaults, also when both forms are in one delivery."""
    with Engine() as engine:
        pages = load_records(engine, files, PLACES, form)
        shape = shape_of_records(engine, pages)
        is_answer = any(shape.at(name) for name in COMPOSITION)
        if is_answer and shape.at("verblijfplaats"):
            found = "address holdings and answers of the API stand in one delivery"
            raise DeliveryFaults(SUBJECT, [Fault(pages[0].name, "", found, "deliver them as two sources")])
        check_form(shape, pages, ANSWERS if is_answer else HOLDINGS)
        table = _answers(engine, pages) if is_answer else _holdings(engine, shape)
    return Delivered(table, PLACE)


def _holdings(engine: Engine, shape: Shape) -> pa.Table:
    table = Table(shape)
    names = table.column_names()
    inquiry = "verblijfplaats.inOnderzoek"
    by_inquiry = end_by_investigation(
        one_of(names, f"{inquiry}.aanduidingGegevensInOnderzoek"),
        one_of(names, f"{inquiry}.datumIngangOnderzoek"),
        one_of(names, f"{inquiry}.datumEindeOnderzoek"),
    )
    end = earliest(one_of(names, "verblijfplaats.datumEindeAdreshouding"), '"eindeDoorOnderzoek"')
    return table.read(engine, {"eindeDoorOnderzoek": by_inquiry, "einde": end})


def _answers(engine: Engine, pages: Sequence[Page]) -> pa.Table:
    """Give each person of each composition a record of its own, then make columns of them."""
    people = " UNION ALL ".join(
        f"SELECT *, {order} AS turn, '{sort}' AS soort, unnest(from_json(record->'$.{name}', '[\"JSON\"]')) AS person "
        "FROM records"
        for order, (name, sort) in enumerate((("bewoners", "bewoner"), ("mogelijkeBewoners", "mogelijke_bewoner")))
    )
    sort = "CASE WHEN record->>'$.indicatieVeelBewoners' = 'true' THEN 'veel_bewoners' ELSE 'geen_bewoners' END"
    nobody = (
        f"SELECT *, 2, {sort}, NULL FROM records WHERE coalesce(json_array_length(record->'$.bewoners'), 0) "
        "+ coalesce(json_array_length(record->'$.mogelijkeBewoners'), 0) = 0"
    )
    patch = "json_object('bewoners', NULL, 'mogelijkeBewoners', NULL, 'soort', soort, 'bewoner', person)"
    engine.run(
        f"CREATE OR REPLACE TABLE records AS SELECT file_no, record_no, json_merge_patch(record, {patch}) AS record "
        f"FROM ({people} UNION ALL {nobody}) ORDER BY file_no, record_no, turn"
    )
    return Table(shape_of_records(engine, pages)).read(engine)
