# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures of Statistics Netherlands, in both versions of OData."""

from __future__ import annotations

import pytest

from pandzicht.definitions.source import Format
from pandzicht.readers.cbs_odata import read_cbs_odata as read
from tests.readers.conftest import Deliver, Told, check_contract, rows

WIDE = {
    "odata.metadata": "https://example.org/$metadata#TypedDataSet",
    "value": [
        {
            "ID": 0,
            "WijkenEnBuurten": "NL00      ",
            "AantalInwoners_5": 17942942,
            "GemiddeldeHuishoudensgrootte_33": 2.1,
        },
        {"ID": 1, "WijkenEnBuurten": "BU99990101", "AantalInwoners_5": -99997, "GemiddeldeHuishoudensgrootte_33": None},
        {"ID": 2, "WijkenEnBuurten": "BU99990102", "Gemeentenaam_1": "   "},
    ],
}
LONG = {
    "@odata.context": "https://example.org/$metadata#Observations",
    "value": [
        {
            "Id": 0,
            "Measure": "T001036",
            "ValueAttribute": "None",
            "Value": 4960.0,
            "StringValue": None,
            "WijkenEnBuurten": "BU99990101",
        },
        {
            "Id": 1,
            "Measure": "M001642",
            "ValueAttribute": "Impossible",
            "Value": None,
            "StringValue": None,
            "WijkenEnBuurten": "BU99990101",
        },
    ],
}


def test_the_wide_form_keeps_its_columns_and_loses_its_padding(deliver: Deliver) -> None:
    delivered = read([deliver("a.json", WIDE)], Format())
    check_contract(delivered)
    found = rows(delivered)
    assert found[0] == {
        "file_no": 0,
        "record_no": 1,
        "ID": "0",
        "WijkenEnBuurten": "NL00",
        "AantalInwoners_5": "17942942",
        "GemiddeldeHuishoudensgrootte_33": "2.1",
    }
    assert found[1]["AantalInwoners_5"] == "-99997"
    assert "Gemeentenaam_1" not in found[2]
    assert "Gemeentenaam_1" in delivered.fields


def test_the_long_form_stays_long(deliver: Deliver) -> None:
    found = rows(read([deliver("a.json", LONG)], Format()))
    assert [(row["Measure"], row.get("Value"), row["ValueAttribute"]) for row in found] == [
        ("T001036", "4960.0", "None"),
        ("M001642", None, "Impossible"),
    ]


@pytest.mark.parametrize("link", ["odata.nextLink", "@odata.nextLink"])
def test_pages_are_laid_together_and_a_missing_last_is_told(deliver: Deliver, told: Told, link: str) -> None:
    first = deliver("1.json", WIDE | {link: "https://example.org/2"})
    assert read([first, deliver("2.json", WIDE)], Format()).table.num_rows == 6
    assert "the last page is missing; the next would be https://example.org/2" in told(read, first)[0]


@pytest.mark.parametrize(
    "record",
    [{"Key": "AantalInwoners_5", "Title": "x"}, {"odata.type": "Cbs.Topic"}, {"Identifier": "T001036", "Title": "x"}],
)
def test_a_list_of_columns_is_not_taken_for_figures(deliver: Deliver, told: Told, record: dict[str, str]) -> None:
    assert (
        "this is the list of the columns; deliver TypedDataSet" in told(read, deliver("a.json", {"value": [record]}))[0]
    )


def test_an_error_of_odata_is_told(deliver: Deliver, told: Told) -> None:
    error = {"odata.error": {"code": "", "message": {"lang": "nl", "value": "De query overschrijdt 10000 records"}}}
    assert "not data (De query overschrijdt 10000 records)" in told(read, deliver("a.json", error))[0]
