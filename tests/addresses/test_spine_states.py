# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

from tests.addresses.bag_xml import history, onderzoek, pand, verblijfsobject
from tests.addresses.stored import Built, extract, published

ONE = "9999010000000001"


def area_on(folder: Path, *objects: str, on: str, known: str = "2026-03-01") -> int | None:
    run = Built(published(folder / "bag", extract(folder / "xml", *objects, pand())), on=on, known=known)
    found: int | None = run.addresses()[ONE]["oppervlakte_m2"]
    return found


def test_of_voorkomens_that_overlap_the_latest_holds(tmp_path: Path) -> None:
    both = (
        verblijfsobject(when=history(1, "2010-01-01"), area_m2="10"),
        verblijfsobject(when=history(2, "2015-01-01"), area_m2="20"),
        verblijfsobject(when=history(3, "2015-01-01"), area_m2="30"),
    )
    assert area_on(tmp_path, *both, on="2014-12-31") == 10
    assert area_on(tmp_path, *both, on="2015-01-01") == 30


def test_between_two_lives_the_last_state_is_told(tmp_path: Path) -> None:
    first = history(1, "2010-01-01", eind="2012-01-01", eind_registratie="2012-01-01")
    then = history(2, "2014-01-01", eind="2016-01-01", eind_registratie="2016-01-01")
    objects = (verblijfsobject(when=first, area_m2="10"), verblijfsobject(when=then, area_m2="20"))
    assert area_on(tmp_path, *objects, on="2013-01-01") == 10
    assert area_on(tmp_path, *objects, on="2017-01-01") == 20


def test_before_all_lives_the_first_to_come_is_told(tmp_path: Path) -> None:
    objects = (
        verblijfsobject(when=history(1, "2030-01-01", registratie="2020-01-01"), area_m2="10"),
        verblijfsobject(when=history(2, "2035-01-01", registratie="2020-01-01"), area_m2="20"),
    )
    assert area_on(tmp_path, *objects, on="2026-01-01") == 10


def test_what_fell_away_was_never_true_once_that_is_known(tmp_path: Path) -> None:
    wrong = verblijfsobject(when=history(2, "2015-01-01", inactief="2018-01-01"), area_m2="20")
    right = verblijfsobject(when=history(1, "2010-01-01"), area_m2="10")
    assert area_on(tmp_path, right, wrong, on="2016-01-01", known="2017-12-31") == 20
    assert area_on(tmp_path, right, wrong, on="2016-01-01", known="2018-01-01") == 10


def test_an_object_that_fell_away_altogether_is_no_address(tmp_path: Path) -> None:
    gone = verblijfsobject(when=history(1, "2015-01-01", niet_bag="2018-01-01"))
    run = Built(published(tmp_path / "bag", extract(tmp_path / "xml", gone, pand())))
    assert run.account.addresses == 0


def test_a_few_objects_with_history_beside_many_without(tmp_path: Path) -> None:
    many = [verblijfsobject(f"99990100000001{at:02d}") for at in range(10)]
    changed = [
        verblijfsobject(when=history(1, "2010-01-01", eind="2020-01-01", eind_registratie="2020-01-01"), area_m2="10"),
        verblijfsobject(when=history(2, "2020-01-01"), area_m2="20"),
    ]
    run = Built(
        published(tmp_path / "bag", extract(tmp_path / "xml", *many, *changed, pand())),
        on="2015-01-01",
        known="2026-01-01",
    )
    assert run.account.addresses == 11
    assert run.addresses()[ONE]["oppervlakte_m2"] == 10


def test_onderzoek_is_told_as_of_the_day(tmp_path: Path) -> None:
    doubt = onderzoek(begin="2015-01-01", eind="2016-01-01", eind_registratie="2016-02-01")
    folder = published(
        tmp_path / "bag",
        extract(tmp_path / "xml", verblijfsobject(), doubt, onderzoek(kenmerk="status", begin="2018-01-01")),
    )
    on_day = {
        (on, known): Built(folder, on=on, known=known).addresses()[ONE]["in_onderzoek"]
        for on, known in (
            ("2014-12-31", "2026-01-01"), ("2015-06-01", "2026-01-01"), ("2016-01-15", "2026-01-01"),
            ("2016-01-15", "2016-01-15"), ("2020-01-01", "2026-01-01"),
        )
    }  # fmt: skip
    assert list(on_day.values()) == [None, "oppervlakte", None, "oppervlakte", "status"]


def test_a_newer_delivery_of_the_same_onderzoek_counts(tmp_path: Path) -> None:
    older = published(tmp_path / "a", extract(tmp_path / "1", verblijfsobject(), onderzoek()), sequence=1)
    closed = onderzoek(eind="2016-01-01", eind_registratie="2016-01-01")
    newer = published(tmp_path / "b", extract(tmp_path / "2", verblijfsobject(), closed), sequence=2)
    assert Built(older).addresses()[ONE]["in_onderzoek"] == "oppervlakte"
    assert Built(older, newer).addresses()[ONE]["in_onderzoek"] is None
