# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Registered crimes per neighbourhood as OData JSON of the police (tables 47018NED per year, 47022NED per month).

A row per offence x area x period, codes without padding. Computed from `Perioden`: `jaar` (`2025JJ00` -> `2025`) and
`maand` (`2012MM01` -> `01`, absent in yearly figures).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.api_pages import check_pages
from pandzicht.readers.cbs_odata import FIGURES, PLACES
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.findings import SHOWN, SUBJECT
from pandzicht.readers.json_columns import Table
from pandzicht.readers.json_form import RecordForm, load_form
from pandzicht.readers.json_records import PLACE, Page
from pandzicht.store.engine import Engine

CRIMES = RecordForm(
    "registered crimes",
    required=(("SoortMisdrijf",), ("Perioden",), ("WijkenEnBuurten", "RegioS")),
    foreign=FIGURES.foreign,
)
PERIOD = r"^\d{4}(JJ00|MM\d{2}|KW\d{2})$"


def read_politie_odata(files: Sequence[Path], form: Format) -> Delivered:
    """Read registered crimes. Raises DeliveryFaults, also for a period in another form."""
    with Engine() as engine:
        loaded = load_form(engine, files, PLACES, form, CRIMES)
        check_pages(loaded.pages)
        table = Table(loaded.shape, trimmed=True)
        if "Perioden" not in table.column_names():
            return Delivered(table.read(engine), PLACE)
        month = 'CASE WHEN "Perioden" LIKE \'____MM__\' THEN right("Perioden", 2) END'
        crimes = table.read(engine, {"jaar": 'left("Perioden", 4)', "maand": month})
        engine.register("crimes", crimes)
        _check_periods(engine, loaded.pages)
        return Delivered(crimes, PLACE)


def _check_periods(engine: Engine, pages: Sequence[Page]) -> None:
    """Raise DeliveryFaults for every period that is not a year, quarter or month of Statistics Netherlands."""
    wrong = engine.rows(
        'SELECT file_no, record_no, "Perioden" FROM crimes WHERE NOT regexp_matches(coalesce("Perioden", \'\'), ?) '
        "ORDER BY ALL LIMIT ?",
        [PERIOD, SHOWN],
    )
    remedy = "deliver the table as the police publish it (2025JJ00, 2012MM01)"
    faults = [
        Fault(pages[file_no].name, f"record {record_no}, $[].Perioden", f"'{period or ''}' is no period", remedy)
        for file_no, record_no, period in wrong
    ]
    if faults:
        raise DeliveryFaults(SUBJECT, faults)
