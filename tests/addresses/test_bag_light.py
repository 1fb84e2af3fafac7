# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from pandzicht.addresses.bag_light import read_bag_light
from pandzicht.addresses.spine_tables import SCHEMAS, SpineTables
from pandzicht.definitions.addresses import Dummies
from pandzicht.errors import DeliveryFaults
from tests.addresses.bag_gpkg import LIG, PND, VBO, bag_light
from tests.addresses.bag_xml import PRACTICE


def read(folder: Path, **layers: Any) -> SpineTables:
    return read_bag_light([bag_light(folder / "bag-light.gpkg", **layers)])


def told(path: Path, **options: Any) -> str:
    with pytest.raises(DeliveryFaults) as caught:
        read_bag_light([path], **options)
    return str(caught.value)


def test_five_layers_become_the_tables_of_the_spine(tmp_path: Path) -> None:
    spine = read(tmp_path)
    assert {name: table.schema for name, table in spine.tables().items()} == dict(SCHEMAS)
    assert spine.current_only
    assert isinstance(spine.on, date)
    objects = {row["soort"]: row for row in spine.objecten.to_pylist()}
    assert objects["verblijfsobject"]["x_cm"] == 10000050
    assert objects["verblijfsobject"]["y_cm"] == 45000025
    assert (objects["ligplaats"]["x_cm"], objects["standplaats"]["y_cm"]) == (10000500, 45001000)
    assert objects["verblijfsobject"]["pand_ids"] == [9999100000000001]
    assert (objects["ligplaats"]["pand_ids"], objects["ligplaats"]["oppervlakte_m2"]) == ([], None)
    assert [row["huisnummer"] for row in spine.nummeraanduidingen.to_pylist()] == [12, 13, 14]
    street = spine.openbare_ruimten.to_pylist()[0]
    assert (street["naam"], street["naam_kort"], street["woonplaats_id"]) == (
        "Burgemeester Duinlaan",
        "Burg Duinln",
        9990,
    )
    assert spine.woonplaatsen.to_pylist()[0]["naam"] == "Duinrijk"
    assert spine.panden.to_pylist()[0]["x_cm"] == 10000500


def test_what_the_format_does_not_hold_is_absent(tmp_path: Path) -> None:
    (row,) = (row for row in read(tmp_path).objecten.to_pylist() if row["soort"] == "verblijfsobject")
    absent = (
        "geldig_van",
        "bekend_van",
        "voorkomen",
        "nevenadres_ids",
        "geconstateerd",
        "documentdatum",
        "in_onderzoek",
    )
    assert [row[name] for name in absent] == [None] * len(absent)


def test_lists_in_one_text_are_sorted(tmp_path: Path) -> None:
    made = {
        **VBO,
        "gebruiksdoel": "woonfunctie,kantoorfunctie",
        "pand_identificatie": "9999100000000002,9999100000000001",
    }
    row = next(row for row in read(tmp_path, verblijfsobject=[made]).objecten.to_pylist() if row["pand_ids"])
    assert row["gebruiksdoelen"] == "kantoorfunctie|woonfunctie"
    assert row["pand_ids"] == [9999100000000001, 9999100000000002]


def test_dummies_are_unknown(tmp_path: Path) -> None:
    path = bag_light(
        tmp_path / "a.gpkg", verblijfsobject=[{**VBO, "oppervlakte": 9999}], pand=[{**PND, "bouwjaar": 1005}]
    )
    spine = read_bag_light([path], dummies=PRACTICE)
    row = spine.objecten.to_pylist()[0]
    assert (row["oppervlakte_m2"], row["oppervlakte_geleverd"]) == (None, 9999)
    assert spine.panden["bouwjaar"].to_pylist() == [None]
    kept = read_bag_light([path], dummies=Dummies())
    assert (kept.objecten["oppervlakte_m2"][0].as_py(), kept.panden["bouwjaar"].to_pylist()) == (9999, [1005])


def test_a_pand_that_only_an_object_names_is_known_from_that_object(tmp_path: Path) -> None:
    other = {**VBO, "identificatie": "9999010000000002", "pand_identificatie": "9999100000000009", "bouwjaar": 1905}
    panden = read(tmp_path, verblijfsobject=[VBO, other]).panden.to_pylist()
    assert [(row["pand_id"], row["bouwjaar"], row["x_cm"]) for row in panden] == [
        (9999100000000001, 1931, 10000500), (9999100000000009, 1905, None),
    ]  # fmt: skip


def test_an_object_of_several_panden_may_come_as_several_features(tmp_path: Path) -> None:
    objects = [VBO, {**VBO, "pand_identificatie": "9999100000000009"}]
    spine = read(tmp_path, verblijfsobject=objects)
    assert spine.counts["verblijfsobject.voorkomens"] == 1
    assert spine.objecten["pand_ids"].to_pylist()[0] == [9999100000000001, 9999100000000009]


def test_features_without_a_proper_id_are_set_aside_with_their_number(tmp_path: Path) -> None:
    objects = [
        VBO,
        {**VBO, "identificatie": "9999020000000002"},
        {**VBO, "identificatie": None},
        {**VBO, "identificatie": "9999010000000003", "nummeraanduiding_hoofdadres_identificatie": "12"},
    ]
    spine = read(tmp_path, verblijfsobject=objects)
    assert spine.counts["verblijfsobject.objecten"] == 1
    assert spine.counts["set_aside"] == 3
    assert [fault.place for fault in spine.faults] == [
        f"layer verblijfsobject, feature {number}" for number in (2, 3, 4)
    ]
    assert "9999020000000002 is no id of a verblijfsobject" in spine.faults[0].found
    assert "12 is no id of a nummeraanduiding" in spine.faults[2].found


def test_a_place_outside_rd_is_not_kept(tmp_path: Path) -> None:
    row = next(iter(read(tmp_path, verblijfsobject=[{**VBO, "geom": shapely.Point(4.3, 52.1)}]).objecten.to_pylist()))
    assert (row["x_cm"], row["y_cm"]) == (None, None)


def test_a_missing_layer_or_column_and_a_column_nobody_reads_stop_the_delivery(tmp_path: Path) -> None:
    short = {name: value for name, value in VBO.items() if name != "postcode"}
    path = bag_light(tmp_path / "a.gpkg", standplaats=None, verblijfsobject=[short], ligplaats=[{**LIG, "hoogte": "3"}])
    found = told(path)
    assert "a.gpkg: layer standplaats: is not in the file" in found
    assert "a.gpkg: layer verblijfsobject, column postcode: is missing" in found
    assert "a.gpkg: layer ligplaats, column hoogte: is a column nobody reads; name it under 'ignored'" in found


def test_a_column_that_the_source_ignores_is_no_fault(tmp_path: Path) -> None:
    path = bag_light(tmp_path / "a.gpkg", ligplaats=[{**LIG, "hoogte": "3"}])
    assert read_bag_light([path], ignored=["hoog*"]).counts["ligplaats.objecten"] == 1


def test_degrees_are_refused(tmp_path: Path) -> None:
    assert "layer pand: is in EPSG:4326; deliver it in RD" in told(bag_light(tmp_path / "a.gpkg", crs="EPSG:4326"))


def test_a_feature_that_stands_there_twice_stops_the_delivery(tmp_path: Path) -> None:
    path = bag_light(tmp_path / "a.gpkg", verblijfsobject=[VBO, VBO], pand=[PND, {**PND, "bouwjaar": 1900}])
    found = told(path)
    assert "layer verblijfsobject, feature 2: stands there twice" in found
    assert "layer pand, feature 2: stands there twice" in found


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_what_is_no_geopackage_is_named(tmp_path: Path, content: bytes) -> None:
    (path := tmp_path / "a.gpkg").write_bytes(content)
    assert "a.gpkg: is no GeoPackage" in told(path)


def test_a_cut_file_is_named(tmp_path: Path) -> None:
    whole = bag_light(tmp_path / "a.gpkg").read_bytes()
    (path := tmp_path / "cut.gpkg").write_bytes(whole[: len(whole) // 2])
    assert told(path).startswith("bag-light: ")


def test_a_damaged_page_does_not_lose_features_silently(tmp_path: Path) -> None:
    many = [{**VBO, "identificatie": f"999901000000{at:04d}"} for at in range(2_000)]
    content = bytearray(bag_light(tmp_path / "a.gpkg", verblijfsobject=many).read_bytes())
    middle = content.index(b"9999010000001000")
    content[middle - 4_000 : middle + 4_000] = b"\xff" * 8_000
    (path := tmp_path / "damaged.gpkg").write_bytes(content)
    found = told(path)
    assert "features of the 2,000 it announces" in found or "cannot be read" in found


def test_one_file_is_a_delivery(tmp_path: Path) -> None:
    with pytest.raises(DeliveryFaults, match=r"2 files were named; name one \.gpkg file"):
        read_bag_light([tmp_path / "a.gpkg", tmp_path / "b.gpkg"])
