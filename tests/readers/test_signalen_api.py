# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports from the API of Signalen, all made up."""

from __future__ import annotations

from typing import Any

from pandzicht.definitions.source import Format
from pandzicht.readers.signalen_api import read_signalen_api as read
from tests.readers.conftest import Deliver, Told, check_contract, rows


def report(number: int, *coordinates: float) -> dict[str, Any]:
    return {
        "_links": {"self": {"href": f"https://example.org/{number}"}},
        "id": number,
        "status": {"state": "o", "created_at": "2025-06-20T12:00:00+02:00"},
        "location": {
            "geometrie": {"type": "Point", "coordinates": list(coordinates)},
            "address": {"openbare_ruimte": "Zilverduinstraat", "huisnummer": 12, "postcode": "9911AB"},
        },
        "category": {"main_slug": "wonen", "sub_slug": "leegstand"},
        "created_at": "2025-06-14T09:21:13+02:00",
    }


def page(total: int, following: str | None, *results: dict[str, Any]) -> dict[str, Any]:
    return {"_links": {"next": {"href": following}}, "count": total, "results": list(results)}


def test_pages_are_read_with_longitude_and_latitude_apart(deliver: Deliver) -> None:
    files = [
        deliver("1.json", page(2, "x", report(7, 4.141833, 52.119204))),
        deliver("2.json", page(2, None, report(8) | {"location": None})),
    ]
    delivered = read(files, Format())
    check_contract(delivered)
    found = rows(delivered)
    assert [(row["file_no"], row["record_no"], row["id"]) for row in found] == [(0, 1, "7"), (1, 1, "8")]
    assert (found[0]["location.lon"], found[0]["location.lat"]) == ("4.141833", "52.119204")
    assert found[0]["location.address.huisnummer"] == "12"
    assert "location.lon" not in found[1]


def test_reports_without_places_are_read(deliver: Deliver) -> None:
    bare = {name: value for name, value in report(7).items() if name != "location"}
    assert "location.lon" not in read([deliver("1.json", [bare])], Format()).table.column_names


def test_missing_pages_and_swapped_coordinates_are_told(deliver: Deliver, told: Told) -> None:
    assert "1 records where the answer counts 2" in told(read, deliver("1.json", page(2, "x", report(7, 4.1, 52.1))))[0]
    (fault,) = told(read, deliver("1.json", page(1, None, report(7, 52.1, 4.1))))
    assert "1.json: longitude and latitude are swapped, in 1 of 1 records" in fault


def test_cases_are_not_taken_for_reports(deliver: Deliver, told: Told) -> None:
    assert "these are zaken; declare reader zgw_zaken" in told(read, deliver("1.json", [{"zaaktype": "x"}]))[0]
