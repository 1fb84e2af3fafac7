# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Returned mail: a workbook kept by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import xlsxwriter

from pandzicht.modelcity.mess import Flaw, MessyRows, messed
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.suspicion import drawn, pull
from pandzicht.modelcity.texts import FIRST_DAY
from pandzicht.modelcity.truth import Check, Truth

RATES = {Flaw.NUMMER_SAMEN: 0.08, Flaw.POSTCODE_SPATIE: 0.35, Flaw.AFKORTING: 0.12, Flaw.TYPEFOUT: 0.03}
HEADER = ("Volgnr", "Verzenddatum", "Retourdatum", "Straatnaam", "Huisnummer", "Postcode", "Reden", "Afzender")
REASONS = ("Onbekend op dit adres", "Vertrokken", "Adres onvolledig", "Geen brievenbus")
SENDERS = ("Belastingen", "Burgerzaken", "Wonen")


def write_returned_mail(box: Outbox, truth: Truth, *, count: int, period: tuple[int, int], first: int = 1) -> None:
    """Write `retourpost` with returns in a period."""
    town = box.town
    rng = town.chance(f"retourpost {box.wave}")
    pulls = (
        pull(Check.ADRESKWALITEIT, 0.50, "vertrokken", "schijnadres"),
        pull(Check.ONRECHTMATIG_WONEN, 0.12, "onttrekking", "onderhuur", "toeristisch"),
    )
    at = drawn(rng, town, truth, background=town.objects.dwelling * 1.0, pulls=pulls, count=count)
    returned = np.sort(rng.integers(period[0], period[1], len(at)))
    sent = returned - rng.integers(5, 25, len(at))
    rows = messed(town, at, rng, RATES)
    path = box.path("retourpost", "retourpost_{D}.xlsx")
    workbook = xlsxwriter.Workbook(path.as_posix(), {"constant_memory": True})
    workbook.set_properties({"created": datetime(box.day.year, box.day.month, box.day.day, tzinfo=UTC)})
    sheet = workbook.add_worksheet("Retour")
    form = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADER)
    reason = rng.choice(4, size=len(at), p=[0.45, 0.40, 0.10, 0.05])
    sender = rng.integers(0, 3, len(at))
    streets, numbers, postcodes = _texts(rows)
    for line in range(len(at)):
        sheet.write_number(line + 1, 0, first + line)
        for column, day in ((1, sent[line]), (2, returned[line])):
            moment = datetime(FIRST_DAY.year, 1, 1) + timedelta(days=int(day))  # noqa: DTZ001 - a cell holds a day without a zone
            sheet.write_datetime(line + 1, column, moment, form)
        texts = (streets[line], numbers[line], postcodes[line], REASONS[reason[line]], SENDERS[sender[line]])
        for column, text in enumerate(texts, 3):
            sheet.write_string(line + 1, column, text)
    workbook.close()
    box.delivered("retourpost", [path], len(at))
    box.true_addresses("retourpost", rows)


def _texts(rows: MessyRows) -> tuple[list[str], list[str], list[str]]:
    """Return street, number with everything behind it, and postcode; glued, or apart by a blank."""
    glued = rows.nummer_geheel().to_pylist()
    apart = [text.replace("-", " ").upper() for text in glued]
    numbers = [a if together else b for a, b, together in zip(glued, apart, rows.together.tolist(), strict=True)]
    return rows.straat().to_pylist(), numbers, rows.postcodes().to_pylist()
