# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pandzicht.addresses.bag_extract import read_bag_extract
from pandzicht.addresses.bag_mutations import read_bag_mutations
from pandzicht.addresses.spine_tables import SpineTables, stored_spine, write_spine
from pandzicht.errors import DeliveryFaults
from tests.addresses.bag_xml import (
    area,
    change,
    history,
    mutation_file,
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
)

OPEN = history(1, "2010-01-01")
CLOSED = history(1, "2010-01-01", eind="2026-03-01", eind_registratie="2026-03-02")
NEXT = history(2, "2026-03-01", registratie="2026-03-02")


@pytest.fixture
def base(tmp_path: Path) -> SpineTables:
    objects = (verblijfsobject(), nummeraanduiding(), openbare_ruimte(), woonplaats(), pand(), onderzoek())
    return read_bag_extract(written(tmp_path, stand=stand_file(*objects)))


def mutated(base: SpineTables, folder: Path, *groups: str, **options: Any) -> SpineTables:
    return read_bag_mutations(written(folder, mutaties=mutation_file(*groups)), base, **options)


def outcome(spine: SpineTables) -> tuple[int, int, int]:
    """Applied, not in this spine, was differs."""
    counts = spine.counts
    assert counts["groepen"] == counts["set_aside"] + sum(
        counts[name] for name in ("groepen_toegepast", "groepen_niet_in_deze_spine", "groepen_was_wijkt_af")
    )
    return counts["groepen_toegepast"], counts["groepen_niet_in_deze_spine"], counts["groepen_was_wijkt_af"]


def test_a_change_closes_a_voorkomen_and_adds_the_next(base: SpineTables, tmp_path: Path) -> None:
    group = change("wijziging", was=verblijfsobject(when=OPEN), wordt=verblijfsobject(when=CLOSED))
    group += change("toevoeging", wordt=verblijfsobject(when=NEXT, area_m2="95"))
    spine = mutated(base, tmp_path, group)
    assert outcome(spine) == (1, 0, 0)
    rows = spine.objecten.to_pylist()
    assert [(row["voorkomen"], row["oppervlakte_m2"], row["geldig_tot"]) for row in rows] == [
        (1, 70, date(2026, 3, 1)), (2, 95, None),
    ]  # fmt: skip
    assert rows[0]["bekend_tot"] == date(2026, 3, 2)
    assert spine.on == date(2026, 3, 2)
    assert (spine.counts["verblijfsobject.voorkomens"], spine.counts["verblijfsobject.objecten"]) == (2, 1)
    assert (spine.counts["wijziging"], spine.counts["toevoeging"]) == (1, 1)


def test_what_was_must_be_there_as_told_or_the_whole_group_is_refused(base: SpineTables, tmp_path: Path) -> None:
    other = change("toevoeging", wordt=verblijfsobject(when=NEXT))
    group = change("wijziging", was=verblijfsobject(when=OPEN, area_m2="71"), wordt=verblijfsobject(when=CLOSED))
    spine = mutated(base, tmp_path, other + group)
    assert outcome(spine) == (0, 0, 1)
    assert spine.objecten.equals(base.objecten)
    (fault,) = spine.faults
    assert fault.place == "line 3, mutatieGroep of verblijfsobject 9999010000000001"
    assert "oppervlakte_m2 was 71 by the mutation and is 70 here" in fault.found


def test_a_change_of_a_voorkomen_that_is_not_there_is_refused(base: SpineTables, tmp_path: Path) -> None:
    group = change("wijziging", was=verblijfsobject(when=NEXT), wordt=verblijfsobject(when=NEXT, area_m2="80"))
    spine = mutated(base, tmp_path, group)
    assert outcome(spine) == (0, 0, 1)
    assert spine.faults[0].found == "changes a voorkomen that is not there"


def test_a_removal_takes_out_what_was(base: SpineTables, tmp_path: Path) -> None:
    spine = mutated(base, tmp_path, change("verwijdering", was=pand()))
    assert outcome(spine) == (1, 0, 0)
    assert spine.panden.num_rows == 0
    again = mutated(spine, tmp_path, change("verwijdering", was=pand()))
    assert outcome(again) == (0, 1, 0)


def test_what_differs_in_a_removal_stays(base: SpineTables, tmp_path: Path) -> None:
    spine = mutated(base, tmp_path, change("verwijdering", was=pand(year="1900")))
    assert outcome(spine) == (0, 0, 1)
    assert spine.panden.num_rows == 1


def test_new_objects_of_a_gemeente_in_this_spine_are_added(base: SpineTables, tmp_path: Path) -> None:
    number, street = "9999200000000009", "9999300000000009"
    groups = [
        change("toevoeging", wordt=openbare_ruimte(street, name="Nieuwlaan")),
        change("toevoeging", wordt=nummeraanduiding(number, street=street)),
        change("toevoeging", wordt=verblijfsobject("9999010000000009", number=number)),
    ]
    spine = mutated(base, tmp_path, *groups)
    assert outcome(spine) == (3, 0, 0)
    assert spine.objecten["object_id"].to_pylist() == [9999010000000001, 9999010000000009]
    assert spine.openbare_ruimten["naam"].to_pylist() == ["Duinlaan", "Nieuwlaan"]


def test_groups_about_other_places_are_refused_and_counted(base: SpineTables, tmp_path: Path) -> None:
    elsewhere = verblijfsobject("0344010000000001", number="0344200000000001", panden=["0344100000000001"])
    groups = [
        change("toevoeging", wordt=elsewhere),
        change("wijziging", was=elsewhere, wordt=elsewhere),
        change("toevoeging", wordt=woonplaats("1234")),
        change("toevoeging", wordt=onderzoek("9999010000000077")),
        change("verwijdering", was=verblijfsobject("9999010000000077")),
    ]
    spine = mutated(base, tmp_path, *groups)
    assert outcome(spine) == (0, 5, 0)
    assert {fault.found for fault in spine.faults} == {"is about an object that is not in this spine"}
    assert "mutatieGroep of woonplaats 1234" in str(spine.faults[2])


def test_an_object_added_in_a_group_may_be_spoken_of_in_the_same_group(base: SpineTables, tmp_path: Path) -> None:
    new = verblijfsobject("9999010000000009")
    group = change("toevoeging", wordt=new) + change("toevoeging", wordt=onderzoek("9999010000000009"))
    assert outcome(mutated(base, tmp_path, group)) == (1, 0, 0)


def test_what_is_there_already_is_not_added_twice(base: SpineTables, tmp_path: Path) -> None:
    spine = mutated(base, tmp_path, change("toevoeging", wordt=pand()), change("toevoeging", wordt=onderzoek()))
    assert outcome(spine) == (0, 0, 2)
    assert spine.faults[0].found == "adds a voorkomen that is already there"


def test_a_kenmerk_in_onderzoek_is_closed(base: SpineTables, tmp_path: Path) -> None:
    assert base.objecten["in_onderzoek"].to_pylist() == ["oppervlakte"]
    group = change("wijziging", was=onderzoek(), wordt=onderzoek(eind="2026-03-01", eind_registratie="2026-03-02"))
    group += change("toevoeging", wordt=onderzoek(flag="N", begin="2026-03-01", registratie="2026-03-02"))
    spine = mutated(base, tmp_path, group)
    assert outcome(spine) == (1, 0, 0)
    assert spine.objecten["in_onderzoek"].to_pylist() == [None]
    assert spine.in_onderzoek.num_rows == 2


def test_groups_build_on_each_other_in_the_order_of_the_file(base: SpineTables, tmp_path: Path) -> None:
    first = change("wijziging", was=pand(), wordt=pand(year="1932"))
    second = change("wijziging", was=pand(year="1932"), wordt=pand(year="1933", geometry=area()))
    spine = mutated(base, tmp_path, first, second)
    assert outcome(spine) == (2, 0, 0)
    assert spine.panden["bouwjaar"].to_pylist() == [1933]


def test_a_group_that_cannot_be_read_is_set_aside(base: SpineTables, tmp_path: Path) -> None:
    groups = [
        change("wijziging", was=pand(year="oud"), wordt=pand()),
        change("toevoeging", wordt=pand(geometry=area("1 2"))),
        change("omzetting", wordt=pand()),
        change("wijziging", wordt=pand()),
        change("verwijdering", was=pand(), wordt=pand()),
        change("toevoeging"),
        change("toevoeging", wordt=verblijfsobject(more=objecten("verdieping", "1"))),
    ]
    spine = mutated(base, tmp_path, *groups)
    assert outcome(spine) == (0, 0, 0)
    assert spine.counts["set_aside"] == 7
    found = [str(fault).split(": ", 2)[2].split(";")[0] for fault in spine.faults]
    assert found == [
        "is no whole number: oud",
        "has a ring of 1 points",
        "is no toevoeging, wijziging or verwijdering",
        "holds wordt",
        "holds was and wordt",
        "holds nothing",
        "is an element of a verblijfsobject that this reader does not know",
    ]
    assert "geometrie in a mutatieGroep: has a ring of 1 points" in str(spine.faults[1])
    assert outcome(mutated(base, tmp_path, groups[6], ignored=["verdieping"])) == (0, 0, 1)


def test_damaged_files_stop_all(base: SpineTables, tmp_path: Path) -> None:
    whole = mutation_file(change("verwijdering", was=pand()))
    paths = written(tmp_path, a=whole[:-40], b="<bagStand/>", c=whole)
    (tmp_path / "d.txt").write_text("not XML")
    with pytest.raises(DeliveryFaults) as caught:
        read_bag_mutations([*paths, tmp_path / "d.txt"], base)
    assert len(caught.value.faults) == 2
    assert "the root is bagStand, expected bagMutaties" in str(caught.value)


def test_a_spine_of_the_current_state_takes_no_mutations(base: SpineTables, tmp_path: Path) -> None:
    with pytest.raises(DeliveryFaults, match="a spine of the current state only"):
        mutated(replace(base, current_only=True), tmp_path)


# --- the real files -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def doesburg(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> SpineTables:
    """Doesburg as it stands in the store: written and read back."""
    spine = read_bag_extract([real_data / "bag-extract" / "doesburg-small-expand"])
    folder = tmp_path_factory.mktemp("doesburg")
    write_spine(spine, folder)
    return stored_spine(folder)


def test_the_real_mutations_are_about_other_places(real_data: Path, doesburg: SpineTables) -> None:
    spine = read_bag_mutations([real_data / "bag-extract" / "mutaties-2022-04-21"], doesburg)
    assert outcome(spine) == (0, 224, 0)
    assert (spine.counts["groepen"], spine.counts["wijziging"], spine.counts["toevoeging"]) == (224, 211, 224)
    assert spine.on == date(2022, 4, 21)
    assert len(spine.faults) == 224
    assert "pand 0344100000059688 (kenmerk geometrie)" in str(spine.faults[0])
    assert all(getattr(spine, name).equals(table) for name, table in doesburg.tables().items())


DOESBURG_VBO = "0221010000330226"
DOESBURG_NUM = "0221200000330227"
DOESBURG_PAND = "0221100000312938"
LAST = history(4, "2019-11-19")
LAST_CLOSED = history(4, "2019-11-19", eind="2020-10-01", eind_registratie="2020-10-02")


def of_doesburg(**changes: Any) -> str:
    """The last voorkomen of a real verblijfsobject, as a mutation would repeat it."""
    as_it_is: dict[str, Any] = {
        "number": DOESBURG_NUM, "panden": [DOESBURG_PAND], "status": "Verbouwing verblijfsobject", "area_m2": "223",
        "when": LAST, "geometry": point(),
    }  # fmt: skip
    made = verblijfsobject(DOESBURG_VBO, **(as_it_is | changes))
    return made.replace("<Objecten:documentdatum>2010-01-01", "<Objecten:documentdatum>2019-11-19")


def test_mutations_of_real_objects(doesburg: SpineTables, tmp_path: Path) -> None:
    ready = history(5, "2020-10-01", registratie="2020-10-02")
    number = "0221200000999999"
    groups = [
        change("wijziging", was=of_doesburg(), wordt=of_doesburg(when=LAST_CLOSED))
        + change("toevoeging", wordt=of_doesburg(when=ready, status="Verblijfsobject in gebruik", area_m2="240")),
        change("toevoeging", wordt=nummeraanduiding(number, street="0221300000311333", huisnummer="6")),
        change("toevoeging", wordt=verblijfsobject("0221010000999999", number=number, panden=[DOESBURG_PAND])),
        change("wijziging", was=of_doesburg(area_m2="1000"), wordt=of_doesburg()),
        change("verwijdering", was=of_doesburg(when=ready, status="Verblijfsobject in gebruik", area_m2="240")),
    ]
    before = mutated(doesburg, tmp_path, *groups[:-1])
    assert outcome(before) == (3, 0, 1)
    areas = {(row["object_id"], row["voorkomen"]): row["oppervlakte_m2"] for row in before.objecten.to_pylist()}
    assert areas[221010000330226, 5] == 240
    assert areas[221010000999999, 1] == 70
    assert "oppervlakte_m2 was 1000 by the mutation and is 223 here" in str(before.faults[0])
    after = mutated(before, tmp_path, groups[-1])
    assert outcome(after) == (1, 0, 0)
    assert (221010000330226, 5) not in {(row["object_id"], row["voorkomen"]) for row in after.objecten.to_pylist()}
    assert after.counts["verblijfsobject.voorkomens"] == doesburg.counts["verblijfsobject.voorkomens"] + 1
