# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cases of the ZGW Zaken API with objects and eigenschappen, all made up."""

from __future__ import annotations

from typing import Any

import pytest

from pandzicht.definitions.source import Format
from pandzicht.readers.zgw_zaken import read_zgw_zaken as read
from tests.readers.conftest import Deliver, Told, check_contract, rows

OBJECT = "_expand.zaakobjecten[].objectIdentificatie"
ADRES = {
    "objectType": "adres",
    "objectIdentificatie": {"identificatie": "9999200000000017", "huisnummer": 12, "postcode": "9911AB"},
}
PAND = {"objectType": "pand", "objectIdentificatie": {"identificatie": "9999100000000004"}}
DWELLING = {
    "objectType": "overige",
    "objectTypeOverige": "verblijfsobject",
    "objectIdentificatie": {"overigeData": {"identificatie": "9999010000000017"}},
}
OTHER = {
    "objectType": "overige",
    "objectTypeOverige": "boom",
    "objectIdentificatie": {"overigeData": {"identificatie": "1"}},
}


def zaak(number: int, **expand: Any) -> dict[str, Any]:
    return {
        "url": f"https://example.org/zaken/{number}",
        "identificatie": f"Z2025-{number}",
        "zaaktype": "https://example.org/zaaktypen/1",
        "einddatum": None,
        "_expand": {"zaaktype": {"identificatie": "OMZETTING"}, "resultaat": None, **expand},
    }


def page(total: int, *zaken: dict[str, Any], following: str | None = None) -> dict[str, Any]:
    return {"count": total, "next": following, "previous": None, "results": list(zaken)}


def property_of(name: str, value: str) -> dict[str, str]:
    return {"url": "https://example.org/e", "naam": name, "waarde": value}


def test_a_row_per_zaak_and_object_with_ids_by_their_kind(deliver: Deliver) -> None:
    objects = [ADRES, PAND, DWELLING, OTHER]
    delivered = read([deliver("a.json", page(2, zaak(1, zaakobjecten=objects), zaak(2, zaakobjecten=[])))], Format())
    check_contract(delivered)
    found = rows(delivered)
    ids = [
        tuple(
            row.get(f"zaakobject.{name}Identificatie") for name in ("nummeraanduiding", "pand", "adresseerbaarObject")
        )
        for row in found
    ]
    assert [row["record_no"] for row in found] == [1, 1, 1, 1, 2]
    assert [row["zaakobject.volgnummer"] for row in found] == ["1", "2", "3", "4", "1"]
    assert ids == [
        ("9999200000000017", None, None),
        (None, "9999100000000004", None),
        (None, None, "9999010000000017"),
        (None, None, None),
        (None, None, None),
    ]
    assert found[0][f"{OBJECT}.postcode"] == "9911AB"
    assert found[0]["_expand.zaaktype.identificatie"] == "OMZETTING"
    assert found[4]["identificatie"] == "Z2025-2"
    assert "einddatum" in delivered.fields
    assert "_expand.resultaat" in delivered.fields


def test_the_rows_of_a_zaak_are_numbered_whatever_is_delivered_of_its_objects(deliver: Deliver) -> None:
    without = rows(read([deliver("a.json", [zaak(1), zaak(2)])], Format()))
    assert [row["zaakobject.volgnummer"] for row in without] == ["1", "1"]
    again = [
        {**thing, "url": f"https://example.org/{at}"} for at, thing in enumerate([PAND, ADRES, PAND, OTHER, ADRES])
    ]
    found = rows(read([deliver("c.json", [zaak(1, zaakobjecten=again)])], Format()))
    assert [row["zaakobject.volgnummer"] for row in found] == ["1", "2", "1", "4", "2"]
    both = {**zaak(1, zaakobjecten=[PAND, OTHER]), "zaakobjecten": [ADRES, DWELLING]}
    found = rows(read([deliver("b.json", [both])], Format()))
    assert sorted(row["zaakobject.volgnummer"] for row in found) == ["1.1", "1.2", "2.1", "2.2"]


def test_eigenschappen_become_columns_by_their_name(deliver: Deliver) -> None:
    first = zaak(1, eigenschappen=[property_of("aantal_kamers", "4"), property_of("geldig_vanaf", "20250101")])
    second = zaak(
        2,
        eigenschappen=[property_of("aantal_kamers", "3|x"), property_of("aantal_kamers", "5"), property_of("d'Or", "")],
    )
    third = zaak(3, resultaat={"toelichting": "Verleend"})
    delivered = read([deliver("a.json", [first, second, third])], Format())
    found = rows(delivered)
    assert [row.get("eigenschap.aantal_kamers") for row in found] == ["4", "3|x|5", None]
    assert [row.get("eigenschap.geldig_vanaf") for row in found] == ["20250101", None, None]
    assert "eigenschap.d'Or" in delivered.fields
    assert found[2]["_expand.resultaat.toelichting"] == "Verleend"
    assert not {"_expand.eigenschappen[]", "_expand.eigenschappen[].naam"} & set(delivered.fields)
    assert "_expand.eigenschappen[].url" in delivered.fields


def test_what_stands_inline_is_read_like_what_is_expanded(deliver: Deliver) -> None:
    inline = {"identificatie": "Z1", "zaaktype": "x", "zaakobjecten": [ADRES], "eigenschappen": [property_of("a", "b")]}
    (row,) = rows(read([deliver("a.json", [inline])], Format()))
    assert row["zaakobject.nummeraanduidingIdentificatie"] == "9999200000000017"
    assert row["zaakobjecten[].objectType"] == "adres"
    assert row["eigenschap.a"] == "b"


def test_links_to_objects_are_kept_as_links(deliver: Deliver) -> None:
    linked = {
        "identificatie": "Z1",
        "zaaktype": "x",
        "zaakobjecten": ["https://example.org/1", "https://example.org/2"],
    }
    (row,) = rows(read([deliver("a.json", [linked])], Format()))
    assert row["zaakobjecten"] == "https://example.org/1|https://example.org/2"
    assert "zaakobject.pandIdentificatie" not in row


def test_all_pages_are_one_delivery(deliver: Deliver, told: Told) -> None:
    files = [deliver("1.json", page(2, zaak(1), following="x")), deliver("2.json", page(2, zaak(2)))]
    found = rows(read(files, Format()))
    assert [(row["file_no"], row["record_no"], row["identificatie"]) for row in found] == [
        (0, 1, "Z2025-1"),
        (1, 1, "Z2025-2"),
    ]
    assert "1 records where the answer counts 2: pages are missing" in told(read, files[0])[0]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            {"zaak": "x", **ADRES},
            "these are zaakobjecten without their zaken; ask for the zaken with expand=zaakobjecten",
        ),
        ({"zaak": "x", "statustype": "y"}, "these are statussen without their zaken"),
        ({"zaak": "x", "resultaattype": "y"}, "these are resultaten without their zaken"),
        ({"identificatie": "Z1"}, "no record has 'zaaktype'"),
        ({"identificatie": "Z1", "zaaktype": "x", "_expand": [1]}, "$[]._expand: an object is expected here"),
    ],
)
def test_what_are_no_zaken_is_told(deliver: Deliver, told: Told, record: dict[str, Any], expected: str) -> None:
    assert expected in told(read, deliver("a.json", [record]))[0]
