# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pandzicht.addresses.bag_csv import read_bag_csv
from pandzicht.addresses.spine_tables import SCHEMAS, SpineTables
from pandzicht.definitions.addresses import Dummies
from pandzicht.errors import DeliveryFaults
from tests.addresses.bag_xml import PRACTICE

SMALL = {
    "openbareruimte": "Duinlaan", "huisnummer": "12", "huisletter": "", "huisnummertoevoeging": "",
    "postcode": "9911AB", "woonplaats": "Duinrijk", "gemeente": "Duinrijk", "provincie": "Zee",
    "object_id": "9999010000000001", "object_type": "VBO", "nevenadres": "f", "x": "100000.5", "y": "450000",
    "lon": "4.0", "lat": "52.0",
}  # fmt: skip
FULL = {
    **SMALL, "nummeraanduiding": "9999200000000001", "verblijfsobjectgebruiksdoel": "woonfunctie,kantoorfunctie",
    "oppervlakteadresseerbaarobject": "70", "verblijfsobjectstatus": "Verblijfsobject in gebruik",
    "pandid": "9999100000000001", "pandstatus": "Pand in gebruik", "pandbouwjaar": "1931",
    "verkorteopenbareruimte": "Duinln",
}  # fmt: skip


def delivered(folder: Path, *rows: dict[str, str], name: str = "bagadres.csv") -> Path:
    path = folder / name
    lines = [";".join(rows[0]), *(";".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def told(*paths: Path, **options: Any) -> str:
    with pytest.raises(DeliveryFaults) as caught:
        read_bag_csv(paths, **options)
    return str(caught.value)


def first(spine: SpineTables, name: str = "objecten") -> dict[str, Any]:
    row: dict[str, Any] = getattr(spine, name).to_pylist()[0]
    return row


def test_the_small_form_has_stand_ins_for_the_ids_it_lacks(tmp_path: Path) -> None:
    spine = read_bag_csv([delivered(tmp_path, SMALL)])
    assert {name: table.schema for name, table in spine.tables().items()} == dict(SCHEMAS)
    assert spine.current_only
    row, number = first(spine), first(spine, "nummeraanduidingen")
    assert row["hoofdadres_id"] == number["nummeraanduiding_id"] < 0
    assert number["openbare_ruimte_id"] == first(spine, "openbare_ruimten")["openbare_ruimte_id"] < 0
    assert number["woonplaats_id"] == first(spine, "woonplaatsen")["woonplaats_id"] < 0
    assert (row["status"], row["oppervlakte_m2"], row["gebruiksdoelen"], row["pand_ids"]) == (None, None, None, None)
    assert spine.panden.num_rows == 0
    assert (row["x_cm"], row["y_cm"]) == (10000050, 45000000)
    again = read_bag_csv([delivered(tmp_path, {**SMALL, "object_id": "9999010000000002", "huisnummer": "9"}, SMALL)])
    assert first(again)["hoofdadres_id"] == row["hoofdadres_id"]


def test_the_full_form(tmp_path: Path) -> None:
    spine = read_bag_csv([delivered(tmp_path, FULL)])
    row = first(spine)
    assert (row["hoofdadres_id"], row["pand_ids"]) == (9999200000000001, [9999100000000001])
    assert (row["gebruiksdoelen"], row["oppervlakte_m2"]) == ("kantoorfunctie|woonfunctie", 70)
    assert first(spine, "panden")["bouwjaar"] == 1931
    assert first(spine, "openbare_ruimten")["naam_kort"] == "Duinln"


def test_the_full_form_without_short_names(tmp_path: Path) -> None:
    row = {name: value for name, value in FULL.items() if name != "verkorteopenbareruimte"}
    assert first(read_bag_csv([delivered(tmp_path, row)]), "openbare_ruimten")["naam_kort"] is None


def test_nevenadressen_are_lines_of_the_same_object(tmp_path: Path) -> None:
    other = {**FULL, "nevenadres": "t", "nummeraanduiding": "9999200000000000", "huisnummer": "14"}
    third = {**FULL, "nevenadres": "t", "nummeraanduiding": "9999200000000009", "huisnummer": "16"}
    spine = read_bag_csv([delivered(tmp_path, third, other, FULL)])
    assert spine.objecten.num_rows == 1
    assert first(spine)["hoofdadres_id"] == 9999200000000001
    assert first(spine)["nevenadres_ids"] == [9999200000000000, 9999200000000009]
    assert spine.nummeraanduidingen.num_rows == 3


def test_an_object_whose_hoofdadres_is_not_delivered_goes_by_its_first_nevenadres(tmp_path: Path) -> None:
    spine = read_bag_csv([delivered(tmp_path, {**FULL, "nevenadres": "t"})])
    assert (first(spine)["hoofdadres_id"], first(spine)["nevenadres_ids"]) == (9999200000000001, [])


def test_dummies_are_a_choice(tmp_path: Path) -> None:
    path = delivered(tmp_path, {**FULL, "oppervlakteadresseerbaarobject": "1", "pandbouwjaar": "1005"})
    spine = read_bag_csv([path], dummies=PRACTICE)
    assert (first(spine)["oppervlakte_m2"], first(spine)["oppervlakte_geleverd"]) == (None, 1)
    assert first(spine, "panden")["bouwjaar"] is None
    assert first(read_bag_csv([path], dummies=Dummies()))["oppervlakte_m2"] == 1


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"huisnummer": "twaalf"}, "record 2, column huisnummer"),
        ({"huisnummer": ""}, "record 2, column huisnummer"),
        ({"object_id": "9999100000000001"}, "record 2, column object_id"),
        ({"object_type": "PND"}, "record 2, column object_type"),
        ({"nevenadres": "misschien"}, "record 2, column nevenadres"),
        ({"openbareruimte": ""}, "record 2, column openbareruimte"),
        ({"x": "100000,5"}, "record 2, column x"),
        ({"oppervlakteadresseerbaarobject": "70 m2"}, "record 2, column oppervlakteadresseerbaarobject"),
        ({"pandid": "1"}, "record 2, column pandid"),
        ({"nummeraanduiding": "9999100000000001"}, "record 2, column nummeraanduiding"),
    ],
)
def test_a_record_with_an_impossible_value_is_set_aside(tmp_path: Path, changes: dict[str, str], place: str) -> None:
    path = delivered(tmp_path, FULL, {**FULL, "huisnummer": "13", "nummeraanduiding": "9999200000000002", **changes})
    spine = read_bag_csv([path])
    assert [(fault.file, fault.place) for fault in spine.faults] == [("bagadres.csv", place)]
    assert (spine.counts["adressen"], spine.counts["set_aside"]) == (1, 1)


def test_a_record_with_several_faults_is_one_record(tmp_path: Path) -> None:
    spine = read_bag_csv([delivered(tmp_path, FULL, {**FULL, "huisnummer": "x", "x": "y"})])
    assert spine.counts["set_aside"] == 1


def test_an_absent_value_is_no_fault(tmp_path: Path) -> None:
    absent = {
        "x": "",
        "y": "",
        "oppervlakteadresseerbaarobject": "",
        "pandid": "",
        "pandbouwjaar": "",
        "pandstatus": "",
    }
    spine = read_bag_csv([delivered(tmp_path, {**FULL, **absent})])
    assert (spine.faults, first(spine)["x_cm"], first(spine)["pand_ids"]) == ((), None, [])


def test_missing_and_unknown_columns_stop_the_delivery(tmp_path: Path) -> None:
    row = {name: value for name, value in SMALL.items() if name != "postcode"} | {"kleur": "rood"}
    found = told(delivered(tmp_path, row))
    assert "bagadres.csv: column postcode: is missing" in found
    assert "bagadres.csv: column kleur: is a column nobody reads; name it under 'ignored'" in found
    path = delivered(tmp_path, {**SMALL, "kleur": "rood"})
    assert read_bag_csv([path], ignored=["kleur"]).objecten.num_rows == 1


def test_an_address_delivered_twice_stops_the_delivery(tmp_path: Path) -> None:
    assert "record 2: is an address that stands there twice" in told(delivered(tmp_path, SMALL, SMALL))
    twice = [delivered(tmp_path, FULL, name="a.csv"), delivered(tmp_path, FULL, name="b.csv")]
    assert "is an address that stands there twice" in told(*twice)


def test_a_line_of_another_width_and_another_encoding_are_told_with_their_line(tmp_path: Path) -> None:
    path = delivered(tmp_path, SMALL)
    path.write_text(path.read_text() + "te;kort\n", encoding="utf-8")
    assert "line 3" in told(path)
    path.write_bytes(";".join(SMALL).encode() + b"\nDu\xefnlaan;" + b";" * 13 + b"\n")
    assert "bagadres.csv: line 2" in told(path)


def test_several_files_are_one_delivery(tmp_path: Path) -> None:
    other = {**FULL, "object_id": "9999010000000002", "nummeraanduiding": "9999200000000002"}
    spine = read_bag_csv([delivered(tmp_path, FULL, name="a.csv"), delivered(tmp_path, other, name="b.csv")])
    assert spine.counts["verblijfsobject.objecten"] == 2


@pytest.mark.parametrize("name", ["bagadres.csv", "bagadresplus.csv"])
def test_the_real_exports(real_data: Path, name: str) -> None:
    spine = read_bag_csv([real_data / "bag-adres-csv" / name])
    assert (spine.counts["adressen"], spine.faults) == (99, ())
    assert spine.objecten.num_rows == 95
    kinds = [spine.counts[f"{kind}.objecten"] for kind in ("verblijfsobject", "ligplaats", "standplaats")]
    assert kinds == [87, 7, 1]
    assert spine.nummeraanduidingen.num_rows == 99
    assert sum(len(ids) for ids in spine.objecten["nevenadres_ids"].to_pylist()) == 4
    assert spine.openbare_ruimten.num_rows == 4


def test_the_real_plus_has_real_ids_functions_and_dummies(real_data: Path) -> None:
    spine = read_bag_csv([real_data / "bag-adres-csv" / "bagadresplus.csv"], dummies=PRACTICE)
    rows = {row["object_id"]: row for row in spine.objecten.to_pylist()}
    assert rows[363010000964973]["gebruiksdoelen"] == "kantoorfunctie"
    assert (rows[363010000964973]["oppervlakte_m2"], rows[363010000964973]["oppervlakte_geleverd"]) == (None, 1)
    years = {row["pand_id"]: row["bouwjaar"] for row in spine.panden.to_pylist()}
    assert years[363100012181960] is None  # delivered as 1005
    assert len(years) == 36
    assert first(spine, "woonplaatsen") | {"woonplaats_id": 1024, "naam": "Amsterdam"} == first(spine, "woonplaatsen")


def test_another_real_table_is_no_address_export(real_data: Path) -> None:
    assert "column huisnummer: is missing" in told(real_data / "bag-adres-csv" / "gemeentelijke-indeling.csv")
