# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Firms and their vestigingen in the forms of the KVK, all made up."""

from __future__ import annotations

from typing import Any

from pandzicht.definitions.source import Format
from pandzicht.readers.kvk_json import read_kvk_json as read
from tests.readers.conftest import Deliver, Told, check_contract, rows


def address(kind: str, number: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "indAfgeschermd": "Nee", "straatnaam": "Zilverduinstraat", "huisnummer": number, **more}


def sbi(code: str, main: str) -> dict[str, str]:
    return {"sbiCode": code, "sbiOmschrijving": "x", "indHoofdactiviteit": main}


MAIN = {
    "vestigingsnummer": "000090000171",
    "kvkNummer": "90000171",
    "eersteHandelsnaam": "Handelshuis Zilverrif",
    "indHoofdvestiging": "Ja",
    "adressen": [
        address("bezoekadres", 12, geoData={"addresseerbaarObjectId": "9999010000000017"}),
        address("correspondentieadres", 14),
    ],
}
BRANCH = {
    "vestigingsnummer": "000090000172",
    "kvkNummer": "90000171",
    "indHoofdvestiging": "Nee",
    "sbiActiviteiten": [sbi("4711", "Nee"), sbi("01131", "Ja")],
    "adressen": [address("bezoekadres", 16)],
}
FIRM = {
    "kvkNummer": "90000171",
    "naam": "Zilverrif",
    "formeleRegistratiedatum": "20190501",
    "materieleRegistratie": {"datumAanvang": "20190500"},
    "sbiActiviteiten": [sbi("5610", "Ja"), sbi("6820", "Nee")],
    "_embedded": {"hoofdvestiging": MAIN, "eigenaar": {"rechtsvorm": "Eenmanszaak"}},
}


def test_a_basisprofiel_gives_its_hoofdvestiging_per_address(deliver: Deliver) -> None:
    delivered = read([deliver("a.json", FIRM)], Format())
    check_contract(delivered)
    found = rows(delivered)
    assert [(row["adressen[].type"], row["adressen[].huisnummer"]) for row in found] == [
        ("bezoekadres", "12"),
        ("correspondentieadres", "14"),
    ]
    assert found[0]["vestigingsnummer"] == "000090000171"
    assert found[0]["adressen[].geoData.addresseerbaarObjectId"] == "9999010000000017"
    assert found[0]["basisprofiel.naam"] == "Zilverrif"
    assert found[0]["basisprofiel.materieleRegistratie.datumAanvang"] == "20190500"
    assert found[0]["basisprofiel._embedded.eigenaar.rechtsvorm"] == "Eenmanszaak"
    assert found[0]["basisprofiel.sbiActiviteiten[].sbiCode"] == "5610|6820"
    assert found[0]["sbiHoofdactiviteit"] == "5610"
    assert not [name for name in found[0] if "hoofdvestiging." in name]


def test_vestigingsprofielen_are_joined_to_the_firm_and_win(deliver: Deliver) -> None:
    newer = MAIN | {"eersteHandelsnaam": "Nieuwe naam", "adressen": [address("bezoekadres", 99)]}
    found = rows(read([deliver("a.json", FIRM), deliver("b.json", [BRANCH, newer])], Format()))
    assert [
        (row["file_no"], row["record_no"], row["vestigingsnummer"], row["adressen[].huisnummer"]) for row in found
    ] == [
        (1, 1, "000090000172", "16"),
        (1, 2, "000090000171", "99"),
    ]
    assert {row["basisprofiel.naam"] for row in found} == {"Zilverrif"}
    assert [row["sbiHoofdactiviteit"] for row in found] == ["01131", "5610"]
    assert found[0]["sbiActiviteiten[].sbiCode"] == "4711|01131"


def test_a_vestiging_without_its_firm_and_a_firm_without_vestiging_are_kept(deliver: Deliver) -> None:
    legal = {"kvkNummer": "90000188", "naam": "Kamgras Beheer"}
    found = rows(read([deliver("a.json", [BRANCH, legal])], Format()))
    assert [(row["record_no"], row["kvkNummer"], row.get("vestigingsnummer")) for row in found] == [
        (1, "90000171", "000090000172"),
        (2, "90000188", None),
    ]
    assert found[1]["basisprofiel.naam"] == "Kamgras Beheer"


def test_answers_of_zoeken_are_read_and_their_pages_counted(deliver: Deliver, told: Told) -> None:
    result = {
        "kvkNummer": "90000171",
        "naam": "Zilverrif",
        "adres": {"binnenlandsAdres": {"straatnaam": "Zilverduinstraat"}},
    }
    whole = {"pagina": 1, "resultatenPerPagina": 10, "totaal": 1, "resultaten": [result]}
    (row,) = rows(read([deliver("a.json", whole)], Format()))
    assert row["adres.binnenlandsAdres.straatnaam"] == "Zilverduinstraat"
    assert "sbiHoofdactiviteit" not in row
    (fault,) = told(read, deliver("a.json", whole | {"totaal": 23}))
    assert "1 records where the answer counts 23: pages are missing" in fault


def test_other_registers_and_errors_are_told(deliver: Deliver, told: Told) -> None:
    assert "no record has 'kvkNummer'" in told(read, deliver("a.json", [{"identificatie": "1"}]))[0]
    assert "$[].adressen: a list" in told(read, deliver("a.json", [{"kvkNummer": "1", "adressen": {"a": 1}}]))[0]
    error = {"fout": [{"code": "IPD5200", "omschrijving": "Er is een fout opgetreden"}]}
    assert "this is an error answer of the API" in told(read, deliver("a.json", error))[0]
