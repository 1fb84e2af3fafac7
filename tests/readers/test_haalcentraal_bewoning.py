# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bewoning in both forms of Haal Centraal, and what is taken for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.source import Format
from pandzicht.readers.haalcentraal_bewoning import read_haalcentraal_bewoning as read
from tests.readers.conftest import Deliver, Told, check_contract, rows


def holding(**verblijfplaats: Any) -> dict[str, Any]:
    return {
        "burgerservicenummer": "999990019",
        "verblijfplaats": {"datumAanvangAdreshouding": "20150800", **verblijfplaats},
    }


def inquiry(code: str, **more: str) -> dict[str, Any]:
    return {"aanduidingGegevensInOnderzoek": code, "datumIngangOnderzoek": "20190301", **more}


def test_the_real_holdings_are_read_row_by_row(real_data: Path) -> None:
    delivered = read([real_data / "brp-testset" / "bewoning-mock-test-data.json"], Format())
    check_contract(delivered)
    table = delivered.table
    assert table.num_rows == 1757
    assert table["record_no"].to_pylist() == list(range(1, 1758))
    objects = set(table["verblijfplaats.adresseerbaarObjectIdentificatie"].to_pylist())
    assert len(objects) == 263
    assert sum(found.startswith("0518") for found in objects if found) == 98
    assert table.num_rows - table["geheimhoudingPersoonsgegevens"].null_count == 687
    assert table["eindeDoorOnderzoek"].drop_null().to_pylist() == ["20210702", "20210702"]
    assert rows(delivered)[0] == {
        "file_no": 0,
        "record_no": 1,
        "burgerservicenummer": "999993653",
        "geheimhoudingPersoonsgegevens": "0",
        "verblijfplaats.datumAanvangAdreshouding": "20150808",
        "verblijfplaats.straat": "Boterdiep",
        "verblijfplaats.adresseerbaarObjectIdentificatie": "0599010000208579",
        "verblijfplaats.aangifteAdreshouding": "I",
    }


def test_a_holding_ends_by_its_end_or_by_the_investigation(deliver: Deliver) -> None:
    file = deliver(
        "a.json",
        [
            holding(),
            holding(datumEindeAdreshouding="20200101"),
            holding(inOnderzoek=inquiry("089999")),
            holding(datumEindeAdreshouding="20180101", inOnderzoek=inquiry("589999")),
            holding(datumEindeAdreshouding="20200101", inOnderzoek=inquiry("089999")),
            holding(inOnderzoek=inquiry("089999", datumEindeOnderzoek="20190401")),
            holding(inOnderzoek=inquiry("081120")),
        ],
    )
    table = read([file], Format()).table
    assert table["eindeDoorOnderzoek"].to_pylist() == [None, None, *["20190301"] * 3, None, None]
    assert table["einde"].to_pylist() == [None, "20200101", "20190301", "20180101", "20190301", None, None]
    assert set(table["verblijfplaats.datumAanvangAdreshouding"].to_pylist()) == {"20150800"}


def test_a_delivery_without_ends_or_investigations_has_open_holdings(deliver: Deliver) -> None:
    table = read([deliver("a.json", [holding()])], Format()).table
    assert (table["einde"].to_pylist(), table["eindeDoorOnderzoek"].to_pylist()) == ([None], [None])


ANSWER = {
    "bewoningen": [
        {
            "adresseerbaarObjectIdentificatie": "9999010000000017",
            "periode": {"datumVan": "2020-01-01", "datumTot": "2021-01-01"},
            "bewoners": [
                {"burgerservicenummer": "999990019", "naam": {"volledigeNaam": "A"}},
                {"burgerservicenummer": "999990020", "geheimhoudingPersoonsgegevens": True},
            ],
            "mogelijkeBewoners": [{"burgerservicenummer": "999990032"}],
        },
        {
            "adresseerbaarObjectIdentificatie": "9999010000000017",
            "periode": {"datumVan": "2021-01-01", "datumTot": "2022-01-01"},
            "bewoners": [],
            "mogelijkeBewoners": [],
            "indicatieVeelBewoners": True,
        },
        {
            "adresseerbaarObjectIdentificatie": "9999010000000025",
            "periode": {"datumVan": "2021-01-01", "datumTot": "2022-01-01"},
            "bewoners": [],
        },
    ]
}


def test_an_answer_gives_a_row_per_person_and_period(deliver: Deliver) -> None:
    delivered = read([deliver("a.json", ANSWER), deliver("b.json", ANSWER)], Format())
    check_contract(delivered)
    found = rows(delivered)
    assert [
        (row["file_no"], row["record_no"], row["soort"], row.get("bewoner.burgerservicenummer")) for row in found[:5]
    ] == [
        (0, 1, "bewoner", "999990019"),
        (0, 1, "bewoner", "999990020"),
        (0, 1, "mogelijke_bewoner", "999990032"),
        (0, 2, "veel_bewoners", None),
        (0, 3, "geen_bewoners", None),
    ]
    assert [{**row, "file_no": 0} for row in found[5:]] == found[:5]
    assert found[1] == {
        "file_no": 0,
        "record_no": 1,
        "adresseerbaarObjectIdentificatie": "9999010000000017",
        "periode.datumVan": "2020-01-01",
        "periode.datumTot": "2021-01-01",
        "soort": "bewoner",
        "bewoner.burgerservicenummer": "999990020",
        "bewoner.geheimhoudingPersoonsgegevens": "true",
    }


def test_persons_are_not_taken_for_bewoning(real_data: Path, told: Told) -> None:
    (fault,) = told(read, real_data / "brp-testset" / "personen-mock-test-data.json")
    assert "the records are not bewoning" in fault
    assert "these are persons; declare reader haalcentraal_personen" in fault


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"type": "x", "personen": [{"burgerservicenummer": "1", "naam": {"voornamen": "A"}}]}, "these are persons"),
        ({"status": 400, "title": "Ten minste één parameter"}, "this is an error answer of the API"),
        ([{"bsn": "1"}], "no record has 'burgerservicenummer'"),
        (
            [{"burgerservicenummer": "1", "verblijfplaats": "Dorpsstraat 1"}],
            "$[].verblijfplaats: an object is expected here",
        ),
        ({"bewoningen": [{"bewoners": [], "periode": {"datumVan": "2020-01-01"}}]}, "no record has 'periode.datumTot'"),
        ({"bewoningen": [{**ANSWER["bewoningen"][0], "bewoners": {"a": 1}}]}, "$[].bewoners: a list is expected here"),
        ([*ANSWER["bewoningen"], holding()], "address holdings and answers of the API stand in one delivery"),
        ('[{"burgerservicenummer": "999990019", "verblijf', "the file ends in the middle, after 0 whole records"),
    ],
)
def test_what_is_no_bewoning_is_told(deliver: Deliver, told: Told, content: Any, expected: str) -> None:
    assert expected in " / ".join(told(read, deliver("a.json", content)))


def test_no_changes_is_a_delivery_without_rows(deliver: Deliver) -> None:
    assert read([deliver("a.json", [])], Format()).table.num_rows == 0
