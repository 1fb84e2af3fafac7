# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Registered crimes of the police, with made-up figures."""

from __future__ import annotations

from typing import Any

from pandzicht.definitions.source import Format
from pandzicht.readers.politie_odata import read_politie_odata as read
from tests.readers.conftest import Deliver, Told, check_contract, rows


def crime(period: str | None, **more: Any) -> dict[str, Any]:
    return {
        "ID": 17,
        "SoortMisdrijf": "0.0.0 ",
        "WijkenEnBuurten": "BU99990101",
        "Perioden": period,
        "GeregistreerdeMisdrijven_1": 54,
    } | more


def test_codes_lose_their_padding_and_periods_are_told_apart(deliver: Deliver) -> None:
    content = {"value": [crime("2025JJ00"), crime("2012MM01", GeregistreerdeMisdrijven_1=None), crime("2012KW02")]}
    delivered = read([deliver("a.json", content)], Format())
    check_contract(delivered)
    found = rows(delivered)
    assert found[0]["SoortMisdrijf"] == "0.0.0"
    assert [(row["jaar"], row.get("maand")) for row in found] == [("2025", None), ("2012", "01"), ("2012", None)]
    assert [row.get("GeregistreerdeMisdrijven_1") for row in found] == ["54", None, "54"]


def test_periods_in_another_form_are_told_each(deliver: Deliver, told: Told) -> None:
    faults = told(read, deliver("a.json", {"value": [crime("2025JJ00"), crime("2025"), crime(None)]}))
    assert [fault.split(";")[0] for fault in faults] == [
        "a.json: record 2, $[].Perioden: '2025' is no period",
        "a.json: record 3, $[].Perioden: '' is no period",
    ]


def test_figures_of_another_table_are_told(deliver: Deliver, told: Told) -> None:
    faults = told(read, deliver("a.json", {"value": [{"ID": 0, "WijkenEnBuurten": "NL00"}]}))
    assert len(faults) == 2
    assert "no record has 'SoortMisdrijf', so these are not registered crimes" in faults[0]


def test_an_answer_without_rows_is_empty(deliver: Deliver) -> None:
    assert read([deliver("a.json", {"value": []})], Format()).table.num_rows == 0
