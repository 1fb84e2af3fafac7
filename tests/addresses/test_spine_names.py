# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

from pandzicht.addresses.bag_light import read_bag_light
from pandzicht.addresses.street_aliases import Writing
from tests.addresses.bag_gpkg import bag_light
from tests.addresses.bag_xml import (
    history,
    nummeraanduiding,
    openbare_ruimte,
    pand,
    verblijfsobject,
    woonplaats,
)
from tests.addresses.stored import Built, extract, published

ONE = "9999010000000001"
OLD = history(1, "2010-01-01", eind="2020-01-01", eind_registratie="2020-01-05")
NEW = history(2, "2020-01-01", registratie="2020-01-05")
SECOND = "9999200000000002"


def built(folder: Path, *objects: str, on: str = "2026-03-01", known: str | None = None, **options: object) -> Built:
    return Built(published(folder / "bag", extract(folder / "xml", *objects, pand())), on=on, known=known, **options)


def test_a_number_that_changed_is_a_former_name(tmp_path: Path) -> None:
    objects = (
        verblijfsobject(), openbare_ruimte(), woonplaats(), nummeraanduiding(when=OLD, huisnummer="10"),
        nummeraanduiding(when=NEW, letter="B"),
    )  # fmt: skip
    run = built(tmp_path, *objects)
    assert run.names(ONE) == {("duinlaan", 12, "B", "hoofdadres"), ("duinlaan", 10, "", "voormalig")}
    before = built(tmp_path / "b", *objects, on="2015-01-01", known="2026-03-01")
    assert before.names(ONE) == {("duinlaan", 10, "", "hoofdadres")}


def test_a_street_that_was_renamed_gives_a_former_name_to_all_at_it(tmp_path: Path) -> None:
    streets = (openbare_ruimte(name="Oudlaan", when=OLD), openbare_ruimte(name="Duinlaan", when=NEW))
    run = built(tmp_path, verblijfsobject(), *streets, woonplaats(), nummeraanduiding())
    assert run.names(ONE) == {("duinlaan", 12, "", "hoofdadres"), ("oudlaan", 12, "", "voormalig")}


def test_a_number_given_out_after_the_renaming_never_had_the_old_name(tmp_path: Path) -> None:
    streets = (openbare_ruimte(name="Oudlaan", when=OLD), openbare_ruimte(name="Duinlaan", when=NEW))
    late = nummeraanduiding(when=history(1, "2021-01-01"))
    run = built(tmp_path, verblijfsobject(), *streets, woonplaats(), late)
    assert run.names(ONE) == {("duinlaan", 12, "", "hoofdadres")}


def test_a_renamed_street_is_known_to_objects_that_only_the_current_state_holds(tmp_path: Path) -> None:
    streets = (openbare_ruimte(name="Oudlaan", when=OLD), openbare_ruimte(name="Burgemeester Duinlaan", when=NEW))
    past = published(tmp_path / "bag_historie", extract(tmp_path / "xml", *streets, woonplaats(), pand()))
    light = published(tmp_path / "bag", read_bag_light([bag_light(tmp_path / "a.gpkg")]))
    run = Built(light, past)
    # no object of the history delivery: its streets alone tell of the old name
    assert ("oudlaan", 12, "", "voormalig") in run.names(ONE)
    assert ("burgduinlaan", 12, "", "hoofdadres") in run.names(ONE)


def test_a_spelling_that_changed_is_no_other_name(tmp_path: Path) -> None:
    streets = (openbare_ruimte(name="Burg. Duinln", when=OLD), openbare_ruimte(name="Burgemeester Duinlaan", when=NEW))
    run = built(tmp_path, verblijfsobject(), *streets, woonplaats(), nummeraanduiding())
    assert run.names(ONE) == {("burgduinlaan", 12, "", "hoofdadres")}


def test_a_nummeraanduiding_that_the_object_had_is_a_former_name(tmp_path: Path) -> None:
    objects = (
        verblijfsobject(when=OLD, number=SECOND), verblijfsobject(when=NEW), nummeraanduiding(),
        nummeraanduiding(SECOND, huisnummer="99"), openbare_ruimte(), woonplaats(),
    )  # fmt: skip
    run = built(tmp_path, *objects)
    assert run.names(ONE) == {("duinlaan", 12, "", "hoofdadres"), ("duinlaan", 99, "", "voormalig")}
    earlier = built(tmp_path / "b", *objects, on="2015-01-01", known="2026-03-01")
    assert earlier.names(ONE) == {("duinlaan", 99, "", "hoofdadres")}


def test_nevenadressen_are_names_and_withdrawn_ones_former_names(tmp_path: Path) -> None:
    third = "9999200000000003"
    run = built(
        tmp_path, verblijfsobject(neven=(SECOND, third)), nummeraanduiding(), openbare_ruimte(), woonplaats(),
        nummeraanduiding(SECOND, huisnummer="14"),
        nummeraanduiding(third, huisnummer="16", status="Naamgeving ingetrokken"),
    )  # fmt: skip
    assert run.names(ONE) == {
        ("duinlaan", 12, "", "hoofdadres"), ("duinlaan", 14, "", "nevenadres"), ("duinlaan", 16, "", "voormalig"),
    }  # fmt: skip


def test_what_never_held_or_lies_ahead_is_no_former_name(tmp_path: Path) -> None:
    for_no_day = history(2, "2012-01-01", eind="2012-01-01", eind_registratie="2012-01-01")
    gone = history(3, "2013-01-01", inactief="2014-01-01")
    ahead = history(4, "2027-01-01", registratie="2026-01-01")
    run = built(
        tmp_path, verblijfsobject(), openbare_ruimte(), woonplaats(), nummeraanduiding(),
        nummeraanduiding(when=for_no_day, huisnummer="70"), nummeraanduiding(when=gone, huisnummer="71"),
        nummeraanduiding(when=ahead, huisnummer="72"),
    )  # fmt: skip
    assert run.names(ONE) == {("duinlaan", 12, "", "hoofdadres")}


def test_what_was_not_yet_known_is_no_name(tmp_path: Path) -> None:
    objects = (
        verblijfsobject(), openbare_ruimte(), woonplaats(), nummeraanduiding(when=OLD, huisnummer="10"),
        nummeraanduiding(when=NEW),
    )  # fmt: skip
    run = built(tmp_path, *objects, on="2020-01-03", known="2020-01-03")
    assert run.names(ONE) == {("duinlaan", 10, "", "hoofdadres")}


def test_the_town_of_a_number_may_differ_from_that_of_its_street(tmp_path: Path) -> None:
    number = nummeraanduiding().replace(
        "<Objecten:ligtAan>", "<Objecten:ligtIn><x>9991</x></Objecten:ligtIn><Objecten:ligtAan>"
    )
    run = built(
        tmp_path, verblijfsobject(), number, openbare_ruimte(), woonplaats(), woonplaats("9991", name="Den Duin"),
        woonplaats_aliases={"Den Duin": "'s-Gravenduin"},
    )  # fmt: skip
    assert run.addresses()[ONE]["woonplaats"] == "Den Duin"
    assert run.rows("address_names")[0]["woonplaats_norm"] == "sgravenduin"


def test_everyday_names_of_woonplaatsen_are_spelled_once_and_say_nothing_when_two_bear_them(tmp_path: Path) -> None:
    everyday = {"Den Duin": "'s-Gravenduin", "den duin": "'s-Gravenduin", "Het Oord": "Oordwijk", "Het oord": "Oorden"}
    run = built(tmp_path, verblijfsobject(), woonplaats_aliases=everyday)
    assert run.rows("woonplaats_aliases") == [{"alias_norm": "denduin", "woonplaats_norm": "sgravenduin"}]
    assert built(tmp_path / "none", verblijfsobject()).rows("woonplaats_aliases") == []


def test_short_names_of_streets_that_are_spelled_otherwise_are_aliases(tmp_path: Path) -> None:
    run = built(
        tmp_path, verblijfsobject(), nummeraanduiding(), woonplaats(),
        openbare_ruimte(name="Verspreide huizen Noordoost", short="Verspr huizen NO"),
        openbare_ruimte("9999300000000002", name="Burgemeester Duinlaan", short="Burg Duinln"),
    )  # fmt: skip
    short = [row for row in run.rows("straat_aliases") if row["rank"] == Writing.SHORT]
    assert short == [
        {"alias_norm": "versprhuizenno", "straat_norm": "verspreidehuizennoordoost", "woonplaats_norm": "duinrijk",
         "rank": 1}
    ]  # fmt: skip
