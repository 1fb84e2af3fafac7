# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ownership in the form of Haal Centraal BRK, with made-up parcels."""

from __future__ import annotations

from typing import Any

from pandzicht.definitions.source import Format
from pandzicht.readers.brk_json import read_brk_json as read
from tests.readers.conftest import Deliver, Told, check_contract, rows

OWNER = {
    "identificatie": "30492901",
    "aanvangsdatum": {"datum": "2016-09-30", "type": "Datum"},
    "tenaamstelling": {"aandeel": {"teller": 1, "noemer": 2}},
    "zakelijkRecht": {"code": "2", "waarde": "Eigendom (recht van)"},
    "persoon": {"kvkNummer": "90000171", "statutaireNaam": "Vastgoed Kamgras 17 B.V."},
}
ZAAK: dict[str, Any] = {
    "identificatie": "99990000170001",
    "type": "appartementsrecht",
    "kadastraleAanduiding": {"sectie": "A", "perceelnummer": 171, "appartementsrechtVolgnummer": "3"},
    "koopsom": {"koopsom": 231000, "koopjaar": 2016},
    "adressen": [
        {"adresseerbaarObjectIdentificatie": "9999010000000017"},
        {"nummeraanduidingIdentificatie": "9999200000000025"},
    ],
    "zakelijkGerechtigdeIdentificaties": ["30492901", "30492902"],
}


def test_expanded_owners_give_a_row_per_address_and_owner(deliver: Deliver) -> None:
    zaak = ZAAK | {"_embedded": {"zakelijkGerechtigden": [OWNER, {**OWNER, "identificatie": "30492902"}]}}
    bare = {name: ZAAK[name] for name in ("identificatie", "kadastraleAanduiding")}
    delivered = read([deliver("a.json", {"_embedded": {"kadastraalOnroerendeZaken": [zaak, bare]}})], Format())
    check_contract(delivered)
    found = rows(delivered)
    assert [
        (
            row["record_no"],
            row.get("adressen[].adresseerbaarObjectIdentificatie"),
            row.get("_embedded.zakelijkGerechtigden[].identificatie"),
        )
        for row in found
    ] == [
        (1, "9999010000000017", "30492901"),
        (1, "9999010000000017", "30492902"),
        (1, None, "30492901"),
        (1, None, "30492902"),
        (2, None, None),
    ]
    assert found[0]["_embedded.zakelijkGerechtigden[].tenaamstelling.aandeel.noemer"] == "2"
    assert found[0]["zakelijkGerechtigdeIdentificaties"] == "30492901|30492902"
    assert found[0]["koopsom.koopsom"] == "231000"


def test_inline_owners_and_one_zaak_per_file_are_read(deliver: Deliver) -> None:
    file = deliver("a.json", ZAAK | {"adressen": [], "zakelijkGerechtigden": [OWNER]})
    (row,) = rows(read([file], Format()))
    assert row["zakelijkGerechtigden[].persoon.kvkNummer"] == "90000171"
    assert row["adressen[]"] == "0"


def test_owners_without_their_zaak_are_told(deliver: Deliver, told: Told) -> None:
    (fault,) = told(read, deliver("a.json", {"_embedded": {"zakelijkGerechtigden": [OWNER]}}))
    assert "zakelijk gerechtigden without their zaak; ask for the zaken with expand=zakelijkGerechtigden" in fault


def test_values_are_not_taken_for_ownership(deliver: Deliver, told: Told) -> None:
    assert "these are WOZ objects" in told(read, deliver("a.json", [{"identificatie": "1", "waarden": [{"a": 1}]}]))[0]
