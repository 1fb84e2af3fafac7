# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Persons of the BRP with all their relations, and what is taken for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.source import Format
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.haalcentraal_personen import read_haalcentraal_personen as read
from tests.readers.conftest import Deliver, Told, check_contract, rows


@pytest.fixture(scope="module")
def real_persons(real_data: Path) -> Delivered:
    return read([real_data / "brp-testset" / "personen-mock-test-data.json"], Format())


def test_the_real_persons_are_read_with_every_path(real_persons: Delivered) -> None:
    check_contract(real_persons)
    table = real_persons.table
    assert table.num_rows == 1176
    assert table["gemeenteVanInschrijving.code"].to_pylist().count("0518") == 392
    objects = table["verblijfplaats.adresseerbaarObjectIdentificatie"].to_pylist()
    assert len(set(objects)) == 252
    assert sum(found.startswith("0518") for found in objects if found) == 363
    assert sum(int(count) for count in table["partners[]"].to_pylist()) == 286
    partners = [
        part for joined in table["partners[].burgerservicenummer"].drop_null().to_pylist() for part in joined.split("|")
    ]
    assert sum(bool(part) for part in partners) == 248
    assert {"ouders[].burgerservicenummer", "kinderen[].geboorte.datum", "gezag[].ouders[].burgerservicenummer"} <= set(
        table.column_names
    )


def test_the_places_of_partners_agree_over_their_columns(real_persons: Delivered) -> None:
    table = real_persons.table
    names = [name for name in table.column_names if name.startswith("ouders[].")]
    for row in table.select([*names, "ouders[]"]).to_pylist():
        assert {joined.count("|") + 1 for name, joined in row.items() if name != "ouders[]" and joined} <= {
            int(row["ouders[]"])
        }


def test_an_answer_of_the_api_is_read_alike(deliver: Deliver) -> None:
    person = {
        "burgerservicenummer": "999990019",
        "geboorte": {"datum": {"type": "JaarDatum", "jaar": 1980, "langFormaat": "1980"}},
        "partners": [],
        "verblijfplaats": {
            "type": "Adres",
            "functieAdres": {"code": "W"},
            "indicatieVastgesteldVerblijftNietOpAdres": True,
        },
    }
    answer = {"type": "RaadpleegMetBurgerservicenummer", "personen": [person, {"burgerservicenummer": "999990020"}]}
    found = rows(read([deliver("a.json", answer)], Format()))
    assert found[0] == {
        "file_no": 0,
        "record_no": 1,
        "burgerservicenummer": "999990019",
        "geboorte.datum.type": "JaarDatum",
        "geboorte.datum.jaar": "1980",
        "geboorte.datum.langFormaat": "1980",
        "partners[]": "0",
        "verblijfplaats.type": "Adres",
        "verblijfplaats.functieAdres.code": "W",
        "verblijfplaats.indicatieVastgesteldVerblijftNietOpAdres": "true",
    }
    assert found[1] == {"file_no": 0, "record_no": 2, "burgerservicenummer": "999990020"}


def test_bewoning_is_not_taken_for_persons(real_data: Path, deliver: Deliver, told: Told) -> None:
    (fault,) = told(read, real_data / "brp-testset" / "bewoning-mock-test-data.json")
    assert "these are address holdings; declare reader haalcentraal_bewoning" in fault
    (fault,) = told(read, deliver("a.json", {"bewoningen": [{"bewoners": [{"burgerservicenummer": "1"}]}]}))
    assert "these are address holdings" in fault


def test_persons_without_bsn_are_told(deliver: Deliver, told: Told) -> None:
    assert "no record has 'burgerservicenummer'" in told(read, deliver("a.json", [{"naam": {"voornamen": "A"}}]))[0]
    assert (
        "$[].partners: a list" in told(read, deliver("a.json", [{"burgerservicenummer": "1", "partners": {"a": 1}}]))[0]
    )
