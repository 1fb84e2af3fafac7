# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""WOZ objects with every value and every adresseerbaar object."""

from __future__ import annotations

import json
from pathlib import Path

from pandzicht.definitions.source import Format
from pandzicht.readers.woz_json import read_woz_json as read
from tests.readers.conftest import Deliver, Told, check_contract, rows


def test_the_real_objects_give_a_row_per_object_and_value(real_data: Path) -> None:
    file = real_data / "woz-mock" / "woz-mock-test-data.json"
    delivered = read([file], Format())
    check_contract(delivered)
    expected = [
        (record["identificatie"], address, value.get("vastgesteldeWaarde"))
        for record in json.loads(file.read_text(encoding="utf-8"))
        for address in record.get("adresseerbaarObjectIdentificaties") or [None]
        for value in record.get("waarden") or [{}]
    ]
    table = delivered.table
    found = zip(
        table["identificatie"].to_pylist(),
        table["adresseerbaarObjectIdentificaties"].to_pylist(),
        (value and int(value) for value in table["waarden[].vastgesteldeWaarde"].to_pylist()),
        strict=True,
    )
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert len(expected) == 65
    assert set(table["record_no"].to_pylist()) == set(range(1, 13))
    assert {"pandIdentificaties", "belanghebbendeGebruiker.type", "waarden[].beschikkingsStatussen"} <= set(
        table.column_names
    )


def test_one_answer_per_file_and_an_embedded_list_are_read(deliver: Deliver) -> None:
    woz = {
        "identificatie": "999900000017",
        "waarden": [{"vastgesteldeWaarde": 231000, "waardepeildatum": "2025-01-01"}],
    }
    files = [deliver("a.json", woz), deliver("b.json", {"_embedded": {"wozObjecten": [woz, woz]}})]
    found = rows(read(files, Format()))
    assert [(row["file_no"], row["record_no"], row["waarden[].vastgesteldeWaarde"]) for row in found] == [
        (0, 1, "231000"),
        (1, 1, "231000"),
        (1, 2, "231000"),
    ]


def test_other_registers_are_told(deliver: Deliver, told: Told) -> None:
    parcel = {"identificatie": "1", "kadastraleAanduiding": {"sectie": "A"}}
    assert (
        "these are kadastraal onroerende zaken; declare reader brk_json" in told(read, deliver("a.json", [parcel]))[0]
    )
    assert "no record has 'identificatie'" in told(read, deliver("a.json", [{"kvkNummer": "90000171"}]))[0]
    assert "$[].waarden: a list" in told(read, deliver("a.json", [{"identificatie": "1", "waarden": {"a": 1}}]))[0]
