# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Firms in the form of the KVK Handelsregister APIs: basisprofielen, vestigingsprofielen, answers of zoeken.

A row per vestiging x adres. The fields of a vestiging keep their names (`vestigingsnummer`, `adressen[].postcode`,
`adressen[].geoData.addresseerbaarObjectId`); those of the basisprofiel of its firm, where delivered, stand under
`basisprofiel.` (`basisprofiel._embedded.eigenaar.rechtsvorm`). A basisprofiel delivered alone gives its
hoofdvestiging; a hoofdvestiging that is also delivered as vestigingsprofiel is read from the latter. SBI codes are
joined (`sbiActiviteiten[].sbiCode`); `sbiHoofdactiviteit` is the code of the main activity.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pandzicht.definitions.source import Format
from pandzicht.readers.api_pages import check_pages
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.json_columns import Table, expression
from pandzicht.readers.json_form import RecordForm, load_form
from pandzicht.readers.json_records import PLACE, Places
from pandzicht.readers.json_shape import Shape, shape_of_records
from pandzicht.store.engine import Engine

PLACES = Places(("", "resultaten"), lone=("kvkNummer", "vestigingsnummer"))
FIRMS = RecordForm(
    "firms of the handelsregister",
    required=(("kvkNummer",),),
    lists=("adressen", "sbiActiviteiten"),
    objects=("_embedded",),
)
_SBI = ("sbiActiviteiten", "basisprofiel.sbiActiviteiten")
_VESTIGINGEN = """
CREATE OR REPLACE TABLE records AS
WITH firm AS (
    SELECT *, record->'$._embedded.hoofdvestiging' AS main,
           json_merge_patch(record, '{"_embedded": {"hoofdvestiging": null}}') AS basis,
           record->>'$.kvkNummer' AS number
    FROM records
    WHERE record->>'$.vestigingsnummer' IS NULL
), branch AS (
    SELECT *, record->>'$.kvkNummer' AS number, record->>'$.vestigingsnummer' AS branch_number
    FROM records
    WHERE record->>'$.vestigingsnummer' IS NOT NULL
), one_firm AS (
    SELECT number, first(basis ORDER BY file_no, record_no) AS basis FROM firm GROUP BY number
)
SELECT branch.file_no, branch.record_no,
       CASE WHEN one_firm.basis IS NULL THEN branch.record
            ELSE json_merge_patch(branch.record, json_object('basisprofiel', one_firm.basis)) END AS record
FROM branch LEFT JOIN one_firm ON one_firm.number = branch.number
UNION ALL
SELECT file_no, record_no,
       json_merge_patch(coalesce(main, json_object('kvkNummer', number)), json_object('basisprofiel', basis))
FROM firm
WHERE coalesce(main->>'$.vestigingsnummer', '') NOT IN (SELECT branch_number FROM branch)
ORDER BY file_no, record_no
"""


def read_kvk_json(files: Sequence[Path], form: Format) -> Delivered:
    """Read vestigingen with their addresses. Raises DeliveryFaults, also when pages of zoeken are missing."""
    with Engine() as engine:
        loaded = load_form(engine, files, PLACES, form, FIRMS)
        check_pages(loaded.pages)
        shape = loaded.shape
        if all(page.at != "resultaten" for page in loaded.pages):
            engine.run(_VESTIGINGEN)
            shape = shape_of_records(engine, loaded.pages)
        table = Table(shape, exploded=("adressen",))
        return Delivered(table.read(engine, {"sbiHoofdactiviteit": _main_activity(shape)}), PLACE)


def _main_activity(shape: Shape) -> str:
    """Return the SQL of the SBI code that is marked as the main activity, of the vestiging or else of its firm."""
    codes = ["CAST(NULL AS VARCHAR)"]
    for path in _SBI:
        element = found.element if (found := shape.at(path)) else None
        if element and {"sbiCode", "indHoofdactiviteit"} <= set(element.members):
            main = f"list_filter({expression(path)}, lambda s: s.\"indHoofdactiviteit\" IN ('Ja', 'J', 'true'))"
            codes.insert(-1, f'{main}[1]."sbiCode"')
    return f"coalesce({', '.join(codes)})"
