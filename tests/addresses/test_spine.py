# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
import shapely

from pandzicht.addresses.bag_csv import read_bag_csv
from pandzicht.addresses.bag_extract import read_bag_extract
from pandzicht.addresses.bag_light import read_bag_light
from pandzicht.addresses.spine import SpineAccount
from pandzicht.errors import NotAvailable
from tests.addresses.bag_gpkg import VBO, bag_light
from tests.addresses.bag_xml import (
    PRACTICE,
    history,
    ligplaats,
    nummeraanduiding,
    onderzoek,
    openbare_ruimte,
    pand,
    point,
    verblijfsobject,
    woonplaats,
)
from tests.addresses.stored import Built, extract, published

ONE, TWO, THREE = "9999010000000001", "9999010000000002", "9999010000000003"
WHERE = (openbare_ruimte(), woonplaats())
COLUMNS = [
    "address_no", "address_id", "object_id", "soort", "status", "levensfase", "straat", "huisnummer", "huisletter",
    "huisnummertoevoeging", "postcode", "woonplaats", "adres", "oppervlakte_m2", "gebruiksdoelen", "pand_no", "pand_id",
    "pand_bouwjaar", "pand_status", "panden_aantal", "in_onderzoek", "geconstateerd", "documentdatum", "x_cm",
    "y_cm", "buurtcode",
]  # fmt: skip
NAME_COLUMNS = [
    "address_no", "nummeraanduiding_id", "straat_norm", "huisnummer", "huisletter", "toevoeging", "postcode",
    "woonplaats_norm", "soort",
]  # fmt: skip


def built(folder: Path, *objects: str, on: str = "2026-03-01", **options: object) -> Built:
    return Built(published(folder / "bag", extract(folder / "xml", *objects)), on=on, **options)


def test_an_address_has_all_its_facts(tmp_path: Path) -> None:
    run = built(
        tmp_path, verblijfsobject(), nummeraanduiding(letter="a", toevoeging="02"), *WHERE, pand(), onderzoek(),
    )  # fmt: skip
    assert run.account == SpineAccount(1, 1, 1, 0, ())
    (row,) = run.rows("addresses")
    assert list(row) == COLUMNS
    assert row == {
        "address_no": 0, "address_id": ONE, "object_id": int(ONE), "soort": "verblijfsobject",
        "status": "Verblijfsobject in gebruik", "levensfase": "bestaand", "straat": "Duinlaan", "huisnummer": 12,
        "huisletter": "a", "huisnummertoevoeging": "02", "postcode": "9911AB", "woonplaats": "Duinrijk",
        "adres": "Duinlaan 12a-02, 9911AB Duinrijk", "oppervlakte_m2": 70, "gebruiksdoelen": "woonfunctie",
        "pand_no": 0, "pand_id": 9999100000000001, "pand_bouwjaar": 1931, "pand_status": "Pand in gebruik",
        "panden_aantal": 1, "in_onderzoek": "oppervlakte", "geconstateerd": False,
        "documentdatum": date(2010, 1, 1), "x_cm": 20633570, "y_cm": 44752984, "buurtcode": None,
    }  # fmt: skip
    (name,) = run.rows("address_names")
    assert list(name) == NAME_COLUMNS
    assert name == {
        "address_no": 0, "nummeraanduiding_id": 9999200000000001, "straat_norm": "duinlaan", "huisnummer": 12,
        "huisletter": "A", "toevoeging": "2", "postcode": "9911AB", "woonplaats_norm": "duinrijk",
        "soort": "hoofdadres",
    }  # fmt: skip
    assert run.rows("address_panden") == [{"address_no": 0, "pand_no": 0}]


def test_addresses_are_numbered_in_the_order_of_their_ids(tmp_path: Path) -> None:
    extra = pa.table({"address_id": ["plaats:terrassen:b", "plaats:terrassen:a"], "adres": ["Terras B", None]})
    low = verblijfsobject("0009010000000001")
    run = built(tmp_path, verblijfsobject(TWO), low, ligplaats(), verblijfsobject(ONE), pand(), extra=extra)
    found = run.addresses()
    assert list(found) == sorted(found) == [
        "0009010000000001", ONE, TWO, "9999020000000001", "plaats:terrassen:a", "plaats:terrassen:b",
    ]  # fmt: skip
    assert [row["address_no"] for row in found.values()] == list(range(6))
    assert [row["adres"] for row in found.values()][-2:] == ["plaats:terrassen:a", "Terras B"]


def test_a_place_without_an_object_is_a_subject_with_what_is_told_of_it(tmp_path: Path) -> None:
    extra = pa.table(
        {"address_id": ["plaats:terrassen:7"], "straat": ["Duinlaan"], "huisnummer": [12],
         "pand_id": [9999100000000001], "x_cm": [100], "y_cm": [200]}
    )  # fmt: skip
    areas = pa.table({"code": ["B1"], "wkb": pa.array([shapely.to_wkb(shapely.box(0, 0, 5, 5))], pa.binary())})
    run = built(tmp_path, verblijfsobject(), nummeraanduiding(), *WHERE, pand(), extra=extra, areas=areas)
    row = run.addresses()["plaats:terrassen:7"]
    assert (row["soort"], row["levensfase"], row["object_id"]) == ("plaats", "bestaand", None)
    assert (row["pand_no"], row["panden_aantal"], row["buurtcode"], row["adres"]) == (0, 1, "B1", "Duinlaan 12")
    # its rows name it by key: its address is that of the object behind it, and may not draw that object's rows
    assert {name["address_no"] for name in run.rows("address_names")} == {0}


@pytest.mark.parametrize("names", [["terras"], ["plaats:x"], [None], ["plaats:a:b", "plaats:a:b"]])
def test_a_place_has_a_name_of_its_own(tmp_path: Path, names: list[str | None]) -> None:
    with pytest.raises(ValueError, match="located place"):
        built(tmp_path, pand(), extra=pa.table({"address_id": pa.array(names, pa.string())}))


def test_a_protected_object_is_in_no_table_but_its_own(tmp_path: Path) -> None:
    run = built(
        tmp_path, verblijfsobject(), verblijfsobject(TWO, number="9999200000000002"), nummeraanduiding(),
        nummeraanduiding("9999200000000002", huisnummer="14"), *WHERE, pand(),
        protected=pa.table({"object_id": [int(ONE), int(ONE), 1]}),
    )  # fmt: skip
    assert run.account.protected == 1
    assert list(run.addresses()) == [TWO]
    assert run.addresses()[TWO]["address_no"] == 0
    assert [(row["object_id"], row["address_no"], row["huisnummer"]) for row in run.rows("protected_names")] == [
        (int(ONE), None, 12)
    ]
    for table in ("addresses", "address_names", "address_panden"):
        assert run.engine.value(f"SELECT count(*) FROM {table}") == 1


@pytest.mark.parametrize(
    ("status", "phase"),
    [
        ("Verblijfsobject in gebruik", "bestaand"),
        ("Verblijfsobject in gebruik (niet ingemeten)", "bestaand"),
        ("Verblijfsobject buiten gebruik", "bestaand"),
        ("Verblijfsobject gevormd", "toekomstig"),
        ("Verblijfsobject ingetrokken", "ingetrokken"),
        ("Niet gerealiseerd verblijfsobject", "ingetrokken"),
        ("Verblijfsobject ten onrechte opgevoerd", "ingetrokken"),
    ],
)
def test_the_phase_of_life_follows_the_status(tmp_path: Path, status: str, phase: str) -> None:
    run = built(tmp_path, verblijfsobject(status=status))
    assert run.addresses()[ONE]["levensfase"] == phase


def test_the_phase_of_life_follows_the_validity(tmp_path: Path) -> None:
    ended = history(1, "2010-01-01", eind="2015-01-01", eind_registratie="2015-01-01")
    begins = history(1, "2027-01-01", registratie="2026-02-01")
    run = built(tmp_path, verblijfsobject(when=ended), verblijfsobject(TWO, when=begins), verblijfsobject(THREE))
    assert [row["levensfase"] for row in run.addresses().values()] == ["ingetrokken", "toekomstig", "bestaand"]


def test_of_several_panden_one_that_stands_names_the_address(tmp_path: Path) -> None:
    first, second = "9999100000000001", "9999100000000002"
    run = built(
        tmp_path, verblijfsobject(panden=(first, second)), verblijfsobject(TWO, panden=(first,)),
        verblijfsobject(THREE, panden=(first, "9999100000000009")), pand(first, status="Pand gesloopt"),
        pand(second, year="2001"),
    )  # fmt: skip
    one, two, three = run.addresses().values()
    assert (one["pand_id"], one["pand_no"], one["panden_aantal"], one["pand_bouwjaar"]) == (int(second), 1, 2, 2001)
    assert (two["pand_id"], two["pand_status"]) == (int(first), "Pand gesloopt")
    assert (three["pand_id"], three["panden_aantal"]) == (int(first), 2)
    assert run.rows("address_panden") == [
        {"address_no": 0, "pand_no": 0}, {"address_no": 0, "pand_no": 1}, {"address_no": 1, "pand_no": 0},
        {"address_no": 2, "pand_no": 0},
    ]  # fmt: skip


def test_a_pand_that_was_not_delivered_keeps_its_id_and_has_no_number(tmp_path: Path) -> None:
    row = built(tmp_path, verblijfsobject()).addresses()[ONE]
    assert (row["pand_id"], row["pand_no"], row["pand_bouwjaar"], row["panden_aantal"]) == (
        9999100000000001,
        None,
        None,
        1,
    )


def test_an_address_whose_name_was_not_delivered_is_named_by_its_id(tmp_path: Path) -> None:
    row = built(tmp_path, verblijfsobject()).addresses()[ONE]
    assert (row["straat"], row["adres"]) == (None, ONE)
    street = built(tmp_path / "b", verblijfsobject(), nummeraanduiding(postcode="")).addresses()[ONE]
    assert street["adres"] == "12"


def test_panden_are_numbered_and_told_of(tmp_path: Path) -> None:
    run = built(
        tmp_path, pand("9999100000000009", year="1005"), pand(),
        onderzoek("9999100000000001", kind="Pand", kenmerk="status"),
    )  # fmt: skip
    assert [(row["pand_no"], row["pand_id"], row["bouwjaar"], row["in_onderzoek"]) for row in run.rows("panden")] == [
        (0, 9999100000000001, 1931, "status"), (1, 9999100000000009, None, None),
    ]  # fmt: skip


def test_addresses_get_the_code_of_their_area(tmp_path: Path) -> None:
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    here = shapely.box(206_000, 447_000, 207_000, 448_000)
    areas = pa.table({"code": ["B1", "B2"], "wkb": pa.array([shapely.to_wkb(bow), shapely.to_wkb(here)], pa.binary())})
    run = built(tmp_path, verblijfsobject(), verblijfsobject(TWO, geometry=point("1000", "400000")), areas=areas)
    assert [row["buurtcode"] for row in run.addresses().values()] == ["B2", None]
    assert run.account.areas_repaired == ("B1",)


def test_the_newest_delivery_of_an_object_wins_and_an_older_one_tells_what_it_lacks(tmp_path: Path) -> None:
    old = extract(
        tmp_path / "old", verblijfsobject(neven=("9999200000000009",), area_m2="60"), verblijfsobject(TWO),
        nummeraanduiding(), nummeraanduiding("9999200000000009", huisnummer="14"), *WHERE, pand(), day="2026-02-01",
    )  # fmt: skip
    history_folder = published(tmp_path / "bag_historie", old, day="2026-02-01")
    light = read_bag_light([bag_light(tmp_path / "a.gpkg", verblijfsobject=[{**VBO, "oppervlakte": 80}])])
    run = Built(published(tmp_path / "bag", light), history_folder)
    row = run.addresses()[ONE]
    assert (row["oppervlakte_m2"], row["x_cm"]) == (80, 10000050)
    assert run.addresses()[TWO]["oppervlakte_m2"] == 70
    assert {name[1:] for name in run.names(ONE)} >= {(12, "", "hoofdadres"), (14, "", "nevenadres")}
    assert [row["geconstateerd"] for row in run.addresses().values()][:2] == [False, False]
    assert run.account.addresses == 4


def test_of_two_deliveries_of_one_day_the_one_with_history_or_the_later_one_wins(tmp_path: Path) -> None:
    first = published(tmp_path / "a", extract(tmp_path / "1", verblijfsobject(area_m2="60")), sequence=1)
    second = published(tmp_path / "b", extract(tmp_path / "2", verblijfsobject(area_m2="65")), sequence=2)
    assert Built(second, first).addresses()[ONE]["oppervlakte_m2"] == 65
    light = read_bag_light([bag_light(tmp_path / "a.gpkg", verblijfsobject=[{**VBO, "oppervlakte": 80}])])
    current = published(tmp_path / "c", light, sequence=1)
    assert Built(current, first).addresses()[ONE]["oppervlakte_m2"] == 60


def test_a_delivery_of_the_current_state_answers_for_its_own_day(tmp_path: Path) -> None:
    folder = published(tmp_path / "bag", read_bag_light([bag_light(tmp_path / "a.gpkg")]))
    assert Built(folder).account.addresses == 3
    with pytest.raises(
        NotAvailable, match="bag of 2026-03-01 holds only what was current then and cannot tell of 2026-03-02"
    ):
        Built(folder, on="2026-03-02")
    with pytest.raises(NotAvailable, match="take 2026-03-01 as peildatum, or load a BAG extract"):
        Built(folder, on="2026-02-28", known="2026-03-01")
    with pytest.raises(NotAvailable, match="was not yet known on 2026-02-28"):
        Built(folder, on="2026-03-01", known="2026-02-28")
    later = Built(folder, on="2026-03-31", valid_for=timedelta(days=30))
    assert later.account.addresses == 3
    with pytest.raises(NotAvailable, match="take 2026-03-01 to 2026-03-31 as peildatum"):
        Built(folder, on="2026-04-01", valid_for=timedelta(days=30))


def test_nothing_is_left_behind_but_the_tables_of_the_run(tmp_path: Path) -> None:
    run = built(tmp_path, verblijfsobject(), nummeraanduiding(), *WHERE, pand())
    left = {
        name
        for (name,) in run.engine.rows(
            "SELECT table_name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE NOT internal"
        )
    }
    assert left == {
        "addresses", "address_names", "address_panden", "panden", "protected_names",
        "straat_aliases", "woonplaats_aliases",
    }  # fmt: skip


def test_the_order_of_rows_makes_no_difference(tmp_path: Path) -> None:
    objects = [verblijfsobject(f"99990100000000{at:02d}", number=f"99992000000000{at:02d}") for at in range(20)]
    objects += [nummeraanduiding(f"99992000000000{at:02d}", huisnummer=str(at + 1)) for at in range(20)]
    spine = extract(tmp_path / "xml", *objects, *WHERE, pand())
    shuffled = spine.with_tables(
        **{
            name: table.take(pa.array(range(table.num_rows)[::-1], pa.int64()))
            for name, table in spine.tables().items()
        }
    )
    one, other = Built(published(tmp_path / "a", spine)), Built(published(tmp_path / "b", shuffled))
    for name in ("addresses", "address_names", "panden", "address_panden"):
        assert one.rows(name) == other.rows(name)


# --- the real files -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def doesburg(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    spine = read_bag_extract([real_data / "bag-extract" / "doesburg-small-expand"])
    return published(tmp_path_factory.mktemp("store") / "bag", spine, day="2020-09-15")


REAL = "0221010000330226"


@pytest.mark.parametrize(
    ("on", "known", "area", "status", "phase"),
    [
        ("2020-09-15", "2020-09-15", 223, "Verbouwing verblijfsobject", "bestaand"),
        ("2019-06-01", "2020-09-15", 223, "Verblijfsobject in gebruik (niet ingemeten)", "bestaand"),
        ("2019-02-01", "2020-09-15", 315, "Verblijfsobject in gebruik", "bestaand"),
        ("2012-01-01", "2020-09-15", 306, "Verblijfsobject in gebruik", "bestaand"),
        ("2011-09-05", "2020-09-15", 306, "Verblijfsobject in gebruik", "toekomstig"),
        # the change of 27 March 2019 was registered on the 29th
        ("2019-03-28", "2019-03-28", 315, "Verblijfsobject in gebruik", "bestaand"),
        ("2019-03-28", "2019-03-29", 223, "Verblijfsobject in gebruik (niet ingemeten)", "bestaand"),
    ],
)
def test_a_real_object_over_its_voorkomens(
    doesburg: Path, on: str, known: str, area: int, status: str, phase: str
) -> None:
    row = Built(doesburg, on=on, known=known).addresses()[REAL]
    assert (row["oppervlakte_m2"], row["status"], row["levensfase"]) == (area, status, phase)
    assert row["adres"] == "Kosterstraat 4, 6981CH Doesburg"
    assert row["pand_id"] == 221100000312938


def test_before_anything_was_registered_there_is_nothing(doesburg: Path) -> None:
    assert Built(doesburg, on="2020-01-01", known="2009-01-01").account.addresses == 0


def test_the_real_addresses_and_their_names(doesburg: Path) -> None:
    run = Built(doesburg, on="2020-09-15")
    assert (run.account.addresses, run.account.panden) == (6, 2)
    lines = [row["adres"] for row in run.addresses().values()]
    assert lines == [
        "Kosterstraat 4, 6981CH Doesburg", "Schout bij Nacht Doormansingel 9l, Doesburg",
        "Koppenberch 2, 6982CZ Doesburg", "Koppenberch 20, 6982CZ Doesburg", "Het Hoornwerck 1, 6981ED Doesburg",
        "Het Hoornwerck 4, 6981ED Doesburg",
    ]  # fmt: skip
    assert run.names("0221010000330999") >= {
        ("sbndoormansingel", 9, "L", "hoofdadres"), ("sbndoormansingel", 9, "B", "voormalig"),
        ("sbndoormansingel", 9, "X", "nevenadres"), ("sbndoormansingel", 9, "Y", "nevenadres"),
    }  # fmt: skip


def test_the_real_address_export_makes_a_spine(real_data: Path, tmp_path: Path) -> None:
    spine = read_bag_csv([real_data / "bag-adres-csv" / "bagadresplus.csv"], dummies=PRACTICE)
    run = Built(published(tmp_path / "bag", replace(spine, on=date(2026, 3, 1))))
    assert (run.account.addresses, run.account.address_names, run.account.panden) == (95, 99, 36)
    row = run.addresses()["0363010000618793"]
    assert (row["adres"], row["oppervlakte_m2"], row["pand_bouwjaar"]) == (
        "De Ruijterkade 106-2, 1011AB Amsterdam",
        91,
        None,
    )


def test_stand_ins_for_ids_are_not_shown(real_data: Path, tmp_path: Path) -> None:
    spine = read_bag_csv([real_data / "bag-adres-csv" / "bagadres.csv"])
    run = Built(published(tmp_path / "bag", spine))
    assert {row["nummeraanduiding_id"] for row in run.rows("address_names")} == {None}
    assert run.account.address_names == 99
