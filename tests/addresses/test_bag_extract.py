# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from pandzicht.addresses.bag_extract import read_bag_extract
from pandzicht.addresses.spine_tables import SCHEMAS, SpineTables
from pandzicht.definitions.addresses import Dummies
from pandzicht.errors import DeliveryFaults
from pandzicht.readers.archive import ArchiveLimits
from tests.addresses.bag_xml import (
    PRACTICE,
    area,
    element,
    history,
    ligplaats,
    nummeraanduiding,
    objecten,
    onderzoek,
    openbare_ruimte,
    pand,
    point,
    stand_file,
    verblijfsobject,
    woonplaats,
    written,
    zipped,
)  # fmt: skip

WHOLE = (verblijfsobject(), nummeraanduiding(), openbare_ruimte(), woonplaats(), pand(), ligplaats())
RELATION = (
    '<g:BAG-GWR-Deelbestand-LVC xmlns:g="urn:g" xmlns:b="urn:b"><g:SelectieGegevens>'
    "<g:StandTechnischeDatum>2026-03-01</g:StandTechnischeDatum></g:SelectieGegevens><g:GemeenteWoonplaatsRelatie>"
    "<g:tijdvakgeldigheid><b:begindatumTijdvakGeldigheid>2010-01-01</b:begindatumTijdvakGeldigheid></g:tijdvakgeldigheid>"
    "<g:gerelateerdeWoonplaats><g:identificatie>9990</g:identificatie></g:gerelateerdeWoonplaats>"
    "<g:gerelateerdeGemeente><g:identificatie>9999</g:identificatie></g:gerelateerdeGemeente>"
    "<g:status>definitief</g:status></g:GemeenteWoonplaatsRelatie></g:BAG-GWR-Deelbestand-LVC>"
)


def read(folder: Path, *objects: str, **options: Any) -> SpineTables:
    return read_bag_extract(written(folder, stand=stand_file(*objects)), **options)


def told(folder: Path, *objects: str, **options: Any) -> str:
    with pytest.raises(DeliveryFaults) as caught:
        read(folder, *objects, **options)
    return str(caught.value)


def test_objects_of_all_kinds_come_in_their_tables(tmp_path: Path) -> None:
    spine = read(tmp_path, *WHOLE)
    assert [spine.counts[f"{kind}.voorkomens"] for kind in ("verblijfsobject", "ligplaats", "standplaats")] == [1, 1, 0]
    assert spine.counts["nummeraanduiding.objecten"] == spine.counts["pand.objecten"] == 1
    assert (spine.on, spine.current_only, spine.faults) == (date(2026, 3, 1), False, ())
    assert {name: table.schema for name, table in spine.tables().items()} == dict(SCHEMAS)
    assert spine.objecten["x_cm"].to_pylist() == [20633570, 20600500]
    assert spine.panden.to_pylist()[0]["y_cm"] == 44701000


def test_an_id_comes_once_per_voorkomen_and_in_order(tmp_path: Path) -> None:
    second = pand(when=history(2, "2015-01-01"))
    first = pand(when=history(1, "2010-01-01", eind="2015-01-01", eind_registratie="2015-01-02"))
    spine = read(tmp_path, second, first)
    assert spine.panden["voorkomen"].to_pylist() == [1, 2]
    assert (spine.counts["pand.voorkomens"], spine.counts["pand.objecten"]) == (2, 1)


def test_kenmerken_in_onderzoek_are_joined_to_what_holds_on_the_day_of_the_delivery(tmp_path: Path) -> None:
    spine = read(
        tmp_path,
        verblijfsobject(when=history(1, "2010-01-01", eind="2015-01-01", eind_registratie="2015-01-01")),
        verblijfsobject(when=history(2, "2015-01-01")),
        pand(),
        onderzoek(kenmerk="oppervlakte"),
        onderzoek(kenmerk="gebruiksdoel"),
        onderzoek(kenmerk="status", eind="2016-01-01", eind_registratie="2016-01-01"),
        onderzoek(kenmerk="geometrie", flag="N"),
        onderzoek(key="9999100000000001", kind="Pand", kenmerk="oorspronkelijk bouwjaar"),
    )
    assert spine.objecten["in_onderzoek"].to_pylist() == [None, "gebruiksdoel|oppervlakte"]
    assert spine.panden["in_onderzoek"].to_pylist() == ["oorspronkelijk bouwjaar"]
    assert spine.counts["in_onderzoek"] == 5


def test_the_delivery_as_sent_is_a_zip_of_zips_with_other_things_in_it(tmp_path: Path) -> None:
    path = tmp_path / "BAGGEM9999L-01032026.zip"
    inner = {
        "9999VBO01032026.zip": zipped({"9999VBO01032026-000001.xml": stand_file(*WHOLE[:1])}),
        "9999NUM01032026.zip": zipped({"9999NUM.xml": stand_file(*WHOLE[1:4]), "__MACOSX/._9999NUM.xml": "junk"}),
        "9999PND01032026.zip": zipped({"9999PND.xml": stand_file(pand())}, compression=zipfile.ZIP_STORED),
        "9999Inactief01032026.zip": zipped(
            {"9999IAPND.zip": zipped({"a.xml": stand_file(pand(when=history(2, inactief="2020-01-01")))})}
        ),
        "9999NietBag01032026.zip": zipped({"9999NBPND.zip": zipped({"a.xml": stand_file()})}),
        "GEM-WPL-RELATIE-01032026.zip": zipped({"GEM-WPL-RELATIE.xml": RELATION}),
        ".DS_Store": "junk",
        "leesmij.pdf": "not XML",
    }
    path.write_bytes(zipped(inner, compression=zipfile.ZIP_STORED))
    spine = read_bag_extract([path])
    assert (spine.counts["pand.voorkomens"], spine.counts["verblijfsobject.voorkomens"]) == (2, 1)
    assert (spine.counts["files"], spine.counts["files_skipped"]) == (6, 1)
    assert spine.panden["bekend_tot"].to_pylist() == [None, date(2020, 1, 1)]
    assert spine.gemeente_woonplaatsen.to_pylist() == [
        {
            "woonplaats_id": 9990,
            "gemeente": "9999",
            "status": "definitief",
            "geldig_van": date(2010, 1, 1),
            "geldig_tot": None,
        }
    ]


def test_dummies_are_a_choice(tmp_path: Path) -> None:
    spine = read(tmp_path, verblijfsobject(area_m2="12"), dummies=Dummies(oppervlakte=(12,)))
    assert spine.objecten["oppervlakte_m2"].to_pylist() == [None]


def test_a_voorkomen_that_cannot_be_read_is_set_aside_with_its_place(tmp_path: Path) -> None:
    spine = read(tmp_path, verblijfsobject(area_m2="zeventig"), verblijfsobject("9999010000000002"), pand(key="12"))
    assert (spine.objecten.num_rows, spine.panden.num_rows, spine.counts["set_aside"]) == (1, 0, 2)
    first, second = (str(fault) for fault in spine.faults)
    assert first.startswith("stand.xml: line 3, oppervlakte of Verblijfsobject 9999010000000001: is no whole number")
    assert second.startswith("stand.xml: line 11, identificatie of Pand 12: is no id of 16 digits")


def test_a_bad_geometry_leaves_the_voorkomen_without_a_place(tmp_path: Path) -> None:
    spine = read(tmp_path, pand(geometry=area("1 2 3")), verblijfsobject(geometry=point("447000", "206000")))
    assert spine.panden.to_pylist()[0]["x_cm"] is None
    assert spine.objecten.to_pylist()[0]["y_cm"] is None
    assert spine.counts["set_aside"] == 0
    assert [str(fault).split(": ")[1] for fault in spine.faults] == [
        "line 3, geometrie of pand 9999100000000001",
        "line 6, geometrie of verblijfsobject 9999010000000001",
    ]


def test_an_object_without_a_geometry_has_no_place(tmp_path: Path) -> None:
    spine = read(tmp_path, verblijfsobject(geometry=""), pand())
    assert spine.objecten["x_cm"].to_pylist() == [None]
    assert spine.faults == ()


def test_an_element_that_nobody_reads_stops_the_delivery(tmp_path: Path) -> None:
    objects = (
        verblijfsobject(more=objecten("verdieping", "3")),
        verblijfsobject("9999010000000002", more=objecten("verdieping", "4")),
    )
    found = told(tmp_path, *objects)
    assert "line 3, verdieping of a verblijfsobject: is an element this reader does not know, in 2 voorkomens" in found
    assert read(tmp_path, *objects, ignored=["verdieping"]).objecten.num_rows == 2


def test_all_that_is_wrong_with_the_files_is_told_at_once(tmp_path: Path) -> None:
    paths = written(
        tmp_path,
        a=stand_file(pand())[:-60],
        b="<html/>",
        c=stand_file(pand("9999100000000002", when=history(1)), day="2025-01-01"),
        d=stand_file(day="2026-03-01"),
        e=stand_file(day="gisteren"),
    )
    with pytest.raises(DeliveryFaults) as caught:
        read_bag_extract(paths)
    found = str(caught.value)
    assert "a.xml: line" in found
    assert "b.xml: line 1: cannot be read: the root is html" in found
    assert "StandTechnischeDatum: differs: 2025-01-01 in c.xml, 2026-03-01 in a.xml" in found
    assert "e.xml: line 3, StandTechnischeDatum: is no date" in found


def test_a_file_delivered_twice_stops_the_delivery(tmp_path: Path) -> None:
    paths = written(tmp_path, a=stand_file(*WHOLE), b=stand_file(woonplaats()))
    with pytest.raises(DeliveryFaults, match=r"woonplaatsen: voorkomen 1 of 9990: stands there twice"):
        read_bag_extract(paths)


def test_voorkomens_that_contradict_each_other_are_kept_and_reported(tmp_path: Path) -> None:
    spine = read(tmp_path, pand(year="1931"), pand(year="1932"))
    assert spine.panden.num_rows == 2
    assert "panden: voorkomen 1 of 9999100000000001: stands there 2 times with other content" in str(spine.faults[0])


def test_a_delivery_without_objects_is_refused(tmp_path: Path) -> None:
    assert "holds no object of the BAG" in told(tmp_path)


def test_mutations_are_no_extract(tmp_path: Path) -> None:
    with pytest.raises(DeliveryFaults, match="the root is bagMutaties, expected bagStand"):
        read_bag_extract(written(tmp_path, m="<bagMutaties/>"))


def test_a_relation_without_a_woonplaats_is_set_aside(tmp_path: Path) -> None:
    paths = written(tmp_path, a=stand_file(pand()), b=RELATION.replace("9990", ""))
    assert read_bag_extract(paths).counts["set_aside"] == 1


def test_an_unknown_thing_in_a_stand_is_set_aside(tmp_path: Path) -> None:
    spine = read(tmp_path, pand(), objecten("Kelder", element("x", "1")))
    assert "Kelder of stand without identificatie: is no object of the BAG" in str(spine.faults[0])


def test_a_damaged_zip_is_told_with_the_rest(tmp_path: Path) -> None:
    (path := tmp_path / "x.zip").write_bytes(zipped({"a.xml": stand_file(pand())})[:100])
    with pytest.raises(DeliveryFaults, match=r"x.zip: is a damaged or cut zip"):
        read_bag_extract([path])


def test_a_bomb_stops_the_delivery(tmp_path: Path) -> None:
    bomb = stand_file(pand(), " " * 2_000_000)
    (path := tmp_path / "x.zip").write_bytes(zipped({"a.xml": bomb}))
    with pytest.raises(DeliveryFaults, match="as a zip bomb does"):
        read_bag_extract([path], limits=ArchiveLimits(ratio=50, ratio_from=1_000_000))


def test_more_rows_than_a_batch_holds_keep_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pandzicht.addresses.spine_builder.BATCH_ROWS", 2)
    objects = [verblijfsobject(f"99990100000000{at:02d}", geometry=point(f"2063{at:02d}.0")) for at in range(7)]
    spine = read(tmp_path, *objects, pand())
    assert spine.objecten["x_cm"].to_pylist() == [20630000 + at * 100 for at in range(7)]


# --- the real files -------------------------------------------------------------------------------------------------

VOORKOMENS = {
    "nummeraanduiding": 15, "openbare_ruimte": 201, "pand": 6, "verblijfsobject": 5, "ligplaats": 2, "standplaats": 2,
    "woonplaats": 1,
}  # fmt: skip
OBJECTS = {
    "nummeraanduiding": 9, "openbare_ruimte": 198, "pand": 2, "verblijfsobject": 2, "ligplaats": 2, "standplaats": 2,
    "woonplaats": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def xml(real_data: Path) -> SpineTables:
    return read_bag_extract([real_data / "bag-extract" / "doesburg-small-expand"], dummies=PRACTICE)


@pytest.fixture(scope="module")
def delivery(real_data: Path) -> SpineTables:
    return read_bag_extract([real_data / "bag-extract" / "BAGNLDL-15092020-small.zip"])


def test_the_counts_of_the_real_xml(xml: SpineTables) -> None:
    assert {kind: xml.counts[f"{kind}.voorkomens"] for kind in VOORKOMENS} == VOORKOMENS
    assert {kind: xml.counts[f"{kind}.objecten"] for kind in OBJECTS} == OBJECTS
    assert (xml.on, xml.counts["set_aside"], xml.counts["in_onderzoek"]) == (date(2020, 9, 15), 0, 0)
    assert [fault.found for fault in xml.faults] == ["stands there 2 times with other content"] * 2


def test_the_counts_of_the_real_zip(delivery: SpineTables) -> None:
    # one of its nummeraanduidingen is not BAG, and one of the XML files' is not in it
    assert {kind: delivery.counts[f"{kind}.voorkomens"] for kind in VOORKOMENS} == VOORKOMENS
    assert delivery.counts["gemeente_woonplaatsen"] == 8_504
    kinds = delivery.in_onderzoek["soort"].to_pylist()
    assert (kinds.count("verblijfsobject"), kinds.count("pand")) == (13_538, 17_996)
    fallen = [row for row in delivery.nummeraanduidingen.to_pylist() if row["geldig_tot"] is None and row["bekend_tot"]]
    assert [row["bekend_tot"] for row in fallen] == [date(2012, 4, 19)]


def test_a_real_dummy_year_is_unknown(xml: SpineTables) -> None:
    years = {(row["pand_id"], row["voorkomen"]): row["bouwjaar"] for row in xml.panden.to_pylist()}
    assert years[221100000311191, 1] is None  # delivered as 9999
    assert years[221100000311191, 2] == 1992


def test_the_real_history_of_one_object(xml: SpineTables) -> None:
    rows = [row for row in xml.objecten.to_pylist() if row["object_id"] == 221010000330226]
    assert [row["oppervlakte_m2"] for row in rows] == [306, 315, 223, 223]
    assert [row["geldig_van"].year for row in rows] == [2011, 2019, 2019, 2019]
    assert rows[2]["bekend_van"] == date(2019, 3, 29)
    other = next(row for row in xml.objecten.to_pylist() if row["object_id"] == 221010000330999)
    assert other["nevenadres_ids"] == [221200000330998, 221200000330999]


def test_the_real_pand_with_bad_gml_is_named(real_data: Path) -> None:
    spine = read_bag_extract([real_data / "bag-extract" / "pand-gml-bad.xml"])
    assert spine.panden.num_rows == 1
    (fault,) = spine.faults
    assert fault.place == "line 27, geometrie of pand 0147100000016964"
    assert fault.found.startswith("is no valid area (Self-intersection[247452.489")


def test_relations_alone_are_no_spine(real_data: Path) -> None:
    with pytest.raises(DeliveryFaults, match="holds no object of the BAG"):
        read_bag_extract([real_data / "bag-extract" / "GEM-WPL-RELATIE-15092020-000001.xml"])


def test_the_real_relations(real_data: Path, tmp_path: Path) -> None:
    relations = real_data / "bag-extract" / "GEM-WPL-RELATIE-15092020-000001.xml"
    spine = read_bag_extract([relations, *written(tmp_path, a=stand_file(pand(), day="2020-09-15"))])
    assert spine.gemeente_woonplaatsen.num_rows == 35


@pytest.mark.parametrize("kind", ["VBO", "LIG", "STA", "PND", "NUM", "OPR", "WPL"])
def test_gdal_reads_the_same(real_data: Path, kind: str) -> None:
    if "LVBAG" not in pyogrio.list_drivers():
        pytest.skip("this build of GDAL has no LVBAG driver to compare with")
    path = real_data / "bag-extract" / "doesburg-small-expand" / f"0221{kind}15092020-000001.xml"
    _, theirs = pyogrio.read_arrow(path)
    as_delivered = Dummies()
    ours = _ours(read_bag_extract([path], dummies=as_delivered), kind)
    assert sorted(_told_by_us(row) for row in ours) == sorted(_told_by_gdal(row) for row in theirs.to_pylist())


def _ours(spine: SpineTables, kind: str) -> list[dict[str, Any]]:
    name = {"PND": "panden", "NUM": "nummeraanduidingen", "OPR": "openbare_ruimten", "WPL": "woonplaatsen"}.get(kind)
    if name:
        return getattr(spine, name).to_pylist()
    soort = {"VBO": "verblijfsobject", "LIG": "ligplaats", "STA": "standplaats"}[kind]
    return [row for row in spine.objecten.to_pylist() if row["soort"] == soort]


def _told_by_us(row: dict[str, Any]) -> str:
    return repr((
        next(iter(row.values())), row["voorkomen"], row["status"], str(row["geldig_van"]), str(row["geldig_tot"]),
        str(row["bekend_van"]), str(row["bekend_tot"]), row.get("huisnummer"), row.get("huisletter"),
        row.get("postcode"), row.get("naam"), row.get("bouwjaar"), row.get("oppervlakte_geleverd"),
        row.get("gebruiksdoelen"), row.get("hoofdadres_id"), tuple(row.get("nevenadres_ids") or ()),
        tuple(row.get("pand_ids") or ()), row.get("openbare_ruimte_id") if "huisnummer" in row else None,
        row.get("x_cm"), row.get("y_cm"),
    ))  # fmt: skip


def _told_by_gdal(row: dict[str, Any]) -> str:
    def number(text: str | None) -> int | None:
        return int(text.rsplit(".", 1)[1]) if text else None

    def numbers(texts: list[str] | None) -> tuple[int | None, ...]:
        return tuple(sorted(number(text) or 0 for text in texts or ()))

    centre = shapely.centroid(shapely.from_wkb(row.get("wkb_geometry"))) if "naam" not in row else None
    place = [int(np.rint(value * 100)) for value in (centre.x, centre.y)] if centre is not None else [None, None]
    registered, ended = row["tijdstipRegistratie"], row["eindRegistratie"]
    uses = "|".join(sorted(row.get("gebruiksdoel") or ())) or None
    return repr((
        number(row["identificatie"]), row["voorkomenIdentificatie"], row["status"], str(row["beginGeldigheid"]),
        str(row["eindGeldigheid"]), str(registered.date()), str(ended.date() if ended else None), row.get("huisnummer"),
        row.get("huisletter"), row.get("postcode"), row.get("naam"), row.get("oorspronkelijkBouwjaar"),
        row.get("oppervlakte"), uses, number(row.get("hoofdadresNummeraanduidingRef")),
        numbers(row.get("nevenadresNummeraanduidingRef")), numbers(row.get("pandRef")),
        number(row.get("openbareruimteRef")), *place,
    ))  # fmt: skip
