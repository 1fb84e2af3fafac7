# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The report reads in order, in both languages, and says so where there is nothing."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pandzicht.exports.access_report import (
    AccessReport,
    Held,
    Listed,
    Processed,
    Question,
    Use,
    report_document,
    report_json,
)
from pandzicht.exports.masking import MaskedRow
from pandzicht.exports.public_document import Paragraph, Section, as_html, as_markdown
from pandzicht.language import Language
from pandzicht.ranking.strata import Stratum

RIGHTS = Section("Rechten", (Paragraph("Vraag het ons."),))
USE = Use(
    check="wonen",
    label="Wonen",
    purpose="wonen",
    bases=("Huisvestingswet 2014 art. 21",),
    version="check:wonen@0123456789ab",
    in_frame=True,
    points=3,
    points_max=5,
    questions=(Question("Staat er niemand?", "yes", "Niemand <b>hier</b>.", 3, ("Bewoning",)),),
    recipients=("Toezichthouders",),
)
REPORT = AccessReport(
    address_id="9999010000000001",
    adres="Dorpsstraat 1, 9999AA Duinrijk",
    made_on=date(2026, 3, 2),
    run="2026-03-01-abcdefabcdef",
    held=(Held("bewoning", "Bewoning", date(2026, 2, 20), MaskedRow({"bouwjaar": 1931}, ("persoon",))),),
    uses=(USE,),
    runs=(("2026-03-01-abcdefabcdef", "2026-03-01"),),
    lists=(Listed("wonen-2026-03-01-01234567", "Wonen", "2026-03-01", Stratum.CONTROL),),
    processed=(Processed("2026-03-02T09:00:00Z", "draw a selection", "check:wonen@0", ("Analist",), ("wonen",)),),
    retention=("Bewoning: 1 jaar",),
)
NOTHING = AccessReport("1", "Dorpsstraat 2", date(2026, 3, 2), "r", (), (), (), (), (), ())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.NL, ("door het lot", "een selectie trekken", "Weggelakt", "3; 5 als alles wat onbekend is ja was")),
        (Language.EN, ("by lot", "draw a selection", "Masked", "3; 5 if all that is unknown were yes")),
    ],
)
def test_all_is_told_in_both_languages(language: Language, said: tuple[str, ...]) -> None:
    document = report_document(REPORT, RIGHTS, language)
    page = as_html(document)
    assert [text for text in (*said, "9999AA", "bouwjaar: 1931", "persoon") if text not in page] == []
    assert "&lt;b&gt;hier" in page
    assert "Dorpsstraat 1" in as_markdown(document).splitlines()[0]


def test_where_there_is_nothing_it_says_so() -> None:
    page = as_html(report_document(NOTHING, RIGHTS, Language.EN))
    assert "No register that is compared has a row of this address." in page
    assert "The address was on no list." in page


def test_as_data_it_says_the_same() -> None:
    told = json.loads(json.dumps(report_json(REPORT), default=str))
    assert told["held"][0]["row"] == {"values": {"bouwjaar": 1931}, "masked": ["persoon"]}
    assert told["lists"][0]["stratum"] == "control"
    assert told["made_on"] == "2026-03-02"
