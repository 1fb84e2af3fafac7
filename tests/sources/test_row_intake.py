# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way of rows from a file to their tables, and what must never be found on the way."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pandzicht.errors import DeliveryFaults
from pandzicht.sources import row_intake
from pandzicht.store.engine import Engine
from tests.sources.making import BASIS, a_source, a_workspace, address_rows, csv_file, load, rows_in

LO3 = "brp-testset/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv"
REFUSED = ["02.02.*", "02.03.*", "02.04.*", "03.02.*", "03.03.*", "03.04.*", "04.*", "09.*", "10.*", "01.02.*"]
REFUSED += ["01.03.20", "01.03.30", "01.04.10", "05.02.*", "05.03.*", "05.04.10", "08.14.*"]
IGNORED = ["label", "onjuist", "eindeDoorOnderzoek", "01.01.*", "01.2*", "01.6*", "01.8*", "01.H", "02.01.10", "02.6*"]
IGNORED += [
    "02.8*",
    "02.H",
    "03.01.10",
    "03.6*",
    "03.8*",
    "03.H",
    "05.01.10",
    "05.06.*",
    "05.07.*",
    "05.15.10",
    "05.8*",
]
IGNORED += [
    "05.H",
    "06.*",
    "07.6*",
    "07.71.*",
    "07.8*",
    "07.H",
    "08.09.*",
    "08.10.20",
    "08.11.15",
    "08.11.50",
    "08.12.10",
]
IGNORED += ["08.13.*", "08.72.10", "08.75.10", "08.8*", "08.H", "11.*", "12.*", "13.*", "actueel"]
FIELDS: dict[str, Any] = {
    "persoon": {"from": "persoon", "type": "pseudonym", "required": True, "sensitivity": "person"},
    "object_id": {"from": "08.11.80", "type": "bag_id", "role": "object_id"},
    "straat": {"from": "08.11.10", "role": "straat"},
    "huisnummer": {"from": "08.11.20", "type": "integer", "role": "huisnummer"},
    "huisletter": {"from": "08.11.30", "role": "huisletter"},
    "toevoeging": {"from": "08.11.40", "role": "toevoeging"},
    "postcode": {"from": "08.11.60", "role": "postcode"},
    "woonplaats": {"from": "08.11.70", "role": "woonplaats"},
    "nummeraanduiding_id": {"from": "08.11.90", "type": "bag_id", "role": "nummeraanduiding_id"},
    "functie": {"from": "08.10.10", "type": "code", "codes": {"W": "W", "B": "B"}},
    "van": {"from": "08.10.30", "type": "partial_date"},
    "tot": {"from": "einde", "type": "partial_date"},
}
LISTS = a_source(
    FIELDS,
    source="persoonslijsten",
    reader="lo3_csv",
    format={"encoding": "utf-8-sig"},
    validity={"from": "van", "to": "tot"},
    protected={"field": "07.70.10", "person": "persoon"},
    household={
        "person": "persoon",
        "partner": ["05.01.20"],
        "parents": ["02.01.20", "03.01.20"],
        "birth_date": "01.03.10",
        "at": "08.11.80",
        "legal_basis": BASIS,
        "dpia": "DPIA-1",
    },
    ignored=IGNORED,
    refused=REFUSED,
    expect={"repeated": {"max": 0.2}},
)


def lo3_values(path: Path) -> tuple[set[str], set[str]]:
    """The values that may not be found, and those of the fields that are kept, as delivered."""
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    # The reader computes the end of a stay from the departure, the suspension and the investigation.
    kept_names = {field.origins[0] for field in LISTS.fields.values()} | {
        "08.11.15",
        "08.13.20",
        "07.67.10",
        "08.83.20",
    }
    secret_names = {"01.01.10", "01.01.20", "02.01.20", "03.01.20", "05.01.20", "09.01.20", "01.03.10"}
    kept, secret = set(), set()
    for row in rows[1:]:
        for name, value in zip(rows[0], row, strict=True):
            starts = [entry.rstrip("*") for entry in REFUSED]
            if name in kept_names:
                kept.add(value)
            elif name in secret_names or any(name.startswith(start) for start in starts if name):
                secret.add(value)
    return secret, kept


def texts_in(state: Path) -> tuple[str, set[str], bytes]:
    """What stands under a folder: text of all Parquet tables, every value of them, and the bytes of all other files."""
    prose: list[str] = []
    values: set[str] = set()
    others = b""
    for path in sorted(file for file in state.rglob("*") if file.is_file()):
        if path.suffix != ".parquet":
            others += path.read_bytes() + b"\n"
            continue
        table = pq.read_table(path)
        others += str(table.schema).encode()
        for name, column in zip(table.column_names, table.columns, strict=True):
            found = [str(value) for value in column.cast(pa.string()).to_pylist() if value is not None]
            values.update(found)
            prose += found if column.type == pa.string() and name != "persoon" else []
    return "\n".join(prose), values, others


def test_nothing_refused_of_the_real_personal_lists_is_found_anywhere(tmp_path: Path, real_data: Path) -> None:
    workspace = a_workspace(tmp_path)
    delivery = load(workspace, LISTS, real_data / LO3, on=date(2022, 5, 2))
    assert delivery.counts["delivered"] == 2_156
    assert delivery.counts["protected"] > 100
    secret, kept = lo3_values(real_data / LO3)
    delivered_text = "\n".join(kept)
    telling = {value for value in secret if len(value) >= 6 and value not in delivered_text}
    assert len(telling) > 3_000
    assert {"Béamont", "Moulin", "999993653", "19561201"} <= telling
    prose, values, others = texts_in(workspace.state)
    days = {value for value in telling if len(value) == 8 and value.isdigit()}
    # A partly known day that is kept stands as the first and last day it may be.
    days -= {day for day in days if f"{day[:4]}0000" in kept or f"{day[:6]}00" in kept}
    as_dates = {f"{day[:4]}-{day[4:6]}-{day[6:]}" for day in days}
    assert len(as_dates) > 1_000
    assert [value for value in telling if value in prose] == []
    assert (telling | as_dates) & values == set()
    assert [value for value in telling if value.encode() in others] == []
    (original,) = workspace.originals.iterdir()
    assert original.stat().st_size > 1_000_000


def test_the_values_of_refused_and_ignored_fields_are_in_no_message(tmp_path: Path) -> None:
    rows = [
        {**row, "nationaliteit": "9999-geheim", "naam": "Naam-geheim", "vreemd": "Vreemd-geheim"}
        for row in address_rows(30)
    ]
    source = a_source(refused=["nationaliteit"], ignored=["naam"], expect={"rows": {"min": 50}})
    path = csv_file(tmp_path / "a.csv", rows)
    with pytest.raises(DeliveryFaults) as unread:
        load(a_workspace(tmp_path), source, path)
    path = csv_file(tmp_path / "a.csv", [{key: value for key, value in row.items() if key != "vreemd"} for row in rows])
    with pytest.raises(DeliveryFaults) as unhealthy:
        load(a_workspace(tmp_path), source, path)
    assert "geheim" not in str(unread.value) + str(unhealthy.value)


def test_the_engine_of_intake_has_no_place_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spills = []

    class Watched(Engine):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            spills.append(self.value("SELECT current_setting('temp_directory')"))

    monkeypatch.setattr(row_intake, "Engine", Watched)
    load(a_workspace(tmp_path), a_source(), csv_file(tmp_path / "a.csv", address_rows(30)))
    assert spills == [""]


@pytest.mark.parametrize("about", ["codes", "area"])
def test_code_lists_and_areas_are_rows_without_links(tmp_path: Path, about: str) -> None:
    source = a_source({"code": {"from": "code", "type": "code"}, "n": {"from": "n", "type": "integer"}}, about=about)
    path = csv_file(tmp_path / "a.csv", [{"code": f"{number:04d}", "n": str(number)} for number in range(30)])
    rows = rows_in(load(a_workspace(tmp_path), source, path).rows)
    assert {row["code"] for row in rows} == {f"{number:04d}" for number in range(30)}
    assert {row["link_postcode"] for row in rows} == {None}


def test_json_without_a_single_mark_of_protection_is_taken_in(tmp_path: Path) -> None:
    fields = {"wie": {"from": "bsn", "type": "pseudonym"}}
    source = a_source(fields, reader="json", protected={"field": "geheim", "person": "bsn"})
    records: list[dict[str, str]] = [{"bsn": f"99999{number:04d}"} for number in range(30)]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    assert load(a_workspace(tmp_path / "w"), source, path).counts["protected"] == 0
    records[3]["geheim"] = "7"
    path.write_text(json.dumps(records), encoding="utf-8")
    assert load(a_workspace(tmp_path / "w"), source, path).counts["protected"] == 1


def test_malformed_texts_are_counted_in_the_account(tmp_path: Path) -> None:
    rows = address_rows(40)
    rows[3]["object_id"], rows[4]["postcode"] = "17", "geen"
    delivery = load(a_workspace(tmp_path), a_source(), csv_file(tmp_path / "a.csv", rows))
    assert delivery.malformed == {"object_id": 1, "straat": 0, "huisnummer": 0, "huisletter": 0, "postcode": 1}
    assert delivery.counts["admitted"] == 40


CASE_FIELDS: dict[str, Any] = {
    "zaak": {"from": "identificatie", "type": "code"},
    "object_id": {"from": "zaakobject.adresseerbaarObjectIdentificatie", "type": "bag_id", "role": "object_id"},
    "nummer": {"from": "_expand.zaakobjecten[].objectIdentificatie.huisnummer", "type": "integer"},
}
UNREAD_OF_CASES = ["zaaktype", "zaakobject.nummeraanduidingIdentificatie", "zaakobject.pandIdentificatie"]
UNREAD_OF_CASES += ["zaakobject.volgnummer", "_expand.zaakobjecten[]", "_expand.zaakobjecten[].objectType"]
UNREAD_OF_CASES += ["_expand.zaakobjecten[].objectIdentificatie.identificatie"]


def cases_file(path: Path, *cases: tuple[str, list[tuple[int, int | str]]]) -> Path:
    """Cases of the ZGW API, each with its objects as (number of the object, house number)."""
    told = []
    for name, objects in cases:
        found = [
            {
                "objectType": "verblijfsobject",
                "objectIdentificatie": {"identificatie": f"999901{number:010d}", "huisnummer": house},
            }
            for number, house in objects
        ]
        told.append({"identificatie": name, "zaaktype": "x", "_expand": {"zaakobjecten": found}})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_a_record_of_several_rows_that_is_delivered_twice_gives_each_of_them_twice(tmp_path: Path) -> None:
    source = a_source(CASE_FIELDS, reader="zgw_zaken", ignored=UNREAD_OF_CASES, expect={"repeated": {"max": 1}})
    objects: list[tuple[int, int | str]] = [(1, 12), (2, 14), (3, 16)]
    path = cases_file(tmp_path / "in" / "zaken.json", ("Z1", objects), ("Z1", objects))
    delivery = load(a_workspace(tmp_path), source, path)
    assert delivery.counts["delivered"] == delivery.counts["admitted"] == 6
    assert delivery.counts["repeated"] == 3
    rows = rows_in(delivery.rows)
    assert sorted(row["nummer"] for row in rows) == [12, 12, 14, 14, 16, 16]
    assert len({row["row_id"] for row in rows}) == 6


def test_of_a_record_of_several_rows_only_the_bad_one_is_set_aside(tmp_path: Path) -> None:
    source = a_source(CASE_FIELDS, reader="zgw_zaken", ignored=UNREAD_OF_CASES, expect={"set_aside": {"max": 1}})
    path = cases_file(tmp_path / "in" / "zaken.json", ("Z1", [(1, 12), (2, "twaalf"), (3, 16)]))
    delivery = load(a_workspace(tmp_path), source, path)
    assert (delivery.counts["admitted"], delivery.counts["set_aside"]) == (2, 1)
    assert [row["found"] for row in rows_in(delivery.set_aside)] == ["twaalf"]


def test_of_a_record_of_several_rows_only_the_protected_one_is_hidden(tmp_path: Path) -> None:
    protected = {"field": "_expand.zaakobjecten[].objectIdentificatie.huisnummer", "unless": ["12", "16"]}
    fields = {name: field for name, field in CASE_FIELDS.items() if name != "nummer"}
    source = a_source(fields, reader="zgw_zaken", ignored=UNREAD_OF_CASES, protected=protected)
    path = cases_file(tmp_path / "in" / "zaken.json", ("Z1", [(1, 12), (2, 14), (3, 16)]))
    delivery = load(a_workspace(tmp_path), source, path)
    assert (delivery.counts["admitted"], delivery.counts["protected"]) == (2, 1)
    assert [row["link_object_id"] for row in rows_in(delivery.protected)] == [9999010000000002]
