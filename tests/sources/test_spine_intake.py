# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The spine is taken in, in all its forms, and mutations on the spine before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.source import Source
from pandzicht.errors import DeliveryFaults, DeliveryRefused, NotAvailable
from pandzicht.sources.delivery import deliveries_of
from pandzicht.sources.spine_intake import is_mutation
from tests.addresses import bag_xml as bag
from tests.sources.making import a_source, a_workspace, load, rows_in


def spine_source(name: str = "bag", **changes: object) -> Source:
    return a_source({}, **{"source": name, "about": "spine", "reader": "bag_extract", **changes})


def stand(folder: Path, *objects: str, day: str = "2026-03-01") -> Path:
    """A stand of one town with its street, and these objects."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"9999VBO{day[8:]}{day[5:7]}{day[:4]}-000001.xml"
    whole = [bag.woonplaats(), bag.openbare_ruimte(), bag.pand(), *objects]
    path.write_text(bag.stand_file(*whole, day=day), encoding="utf-8")
    return path


def homes(count: int) -> list[str]:
    return [
        part
        for number in range(1, count + 1)
        for part in (
            bag.verblijfsobject(f"999901{number:010d}", number=f"999920{number:010d}"),
            bag.nummeraanduiding(f"999920{number:010d}", huisnummer=str(number)),
        )
    ]


def test_a_stand_is_written_as_voorkomens_with_its_counts(tmp_path: Path) -> None:
    delivery = load(a_workspace(tmp_path), spine_source(), stand(tmp_path / "in", *homes(3)))
    assert delivery.counts["verblijfsobject.voorkomens"] == 3
    assert delivery.counts["verblijfsobject.objecten"] == delivery.counts["objects"] == 3
    assert delivery.counts["pand.objecten"] == 1
    assert delivery.current_only is False
    assert {path.name for path in delivery.folder.iterdir()} == {*delivery.tables, "delivery.json"}
    assert {row["object_id"] for row in rows_in(delivery.folder / "objecten.parquet")} == {
        9999010000000001,
        9999010000000002,
        9999010000000003,
    }


def test_the_same_stand_again_changes_nothing(tmp_path: Path) -> None:
    workspace, path = a_workspace(tmp_path), stand(tmp_path / "in", *homes(2))
    first = load(workspace, spine_source(), path)
    again = load(workspace, spine_source(), path)
    assert (again.id, again.already_loaded) == (first.id, True)


def mutation(folder: Path, *groups: str) -> Path:
    path = folder / "9999MUT02032026-000001.xml"
    path.write_text(bag.mutation_file(*groups), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["bag", "bag_mutaties"])
def test_mutations_change_the_spine_before_them(tmp_path: Path, name: str) -> None:
    workspace = a_workspace(tmp_path)
    load(workspace, spine_source(), stand(tmp_path / "in", *homes(2)))
    old, new = (bag.pand(year=year) for year in ("1931", "1932"))
    path = mutation(tmp_path / "in", bag.change("wijziging", was=old, wordt=new))
    source = spine_source() if name == "bag" else spine_source(name, reader="bag_mutations", delivery="changes")
    changed = load(workspace, source, path, on=date(2026, 3, 2))
    assert changed.kind.value == "changes"
    assert changed.counts["groepen_toegepast"] == 1
    assert rows_in(changed.folder / "panden.parquet")[0]["bouwjaar"] == 1932
    assert changed.counts["objects"] == 2


def test_a_mutation_that_does_not_match_is_refused_and_counted(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    load(workspace, spine_source(), stand(tmp_path / "in", *homes(2)))
    wrong = bag.change("wijziging", was=bag.pand(year="1700"), wordt=bag.pand(year="1932"))
    foreign = bag.change("verwijdering", was=bag.pand("8888100000000001"))
    source = spine_source(expect={"set_aside": {"max": 1.0}})
    changed = load(workspace, source, mutation(tmp_path / "in", wrong, foreign), on=date(2026, 3, 2))
    assert (changed.counts["groepen_was_wijkt_af"], changed.counts["groepen_niet_in_deze_spine"]) == (1, 1)
    told = rows_in(changed.set_aside)
    assert len(told) == 2
    assert "bouwjaar was 1700 by the mutation and is 1931 here" in told[0]["found"]


def test_mutations_of_which_many_do_not_match_stop_for_a_delivery_was_missed(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    first = load(workspace, spine_source(), stand(tmp_path / "in", *homes(2)))
    wrong = bag.change("wijziging", was=bag.pand(year="1700"), wordt=bag.pand(year="1932"))
    with pytest.raises(DeliveryFaults) as stopped:
        load(workspace, spine_source(), mutation(tmp_path / "in", wrong), on=date(2026, 3, 2))
    assert "share of groups that do not match the spine: 1 is above the maximum 0.02" in str(stopped.value)
    assert "a delivery of mutations was missed or came twice" in str(stopped.value)
    assert deliveries_of(workspace, "bag") == (first,)


def test_mutations_without_a_spine_are_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = mutation(tmp_path / "in", bag.change("toevoeging", wordt=bag.pand()))
    with pytest.raises(NotAvailable, match="load a BAG extract first"):
        load(a_workspace(tmp_path), spine_source(), path, on=date(2026, 3, 2))


def test_an_extract_cannot_be_known_before_its_day(tmp_path: Path) -> None:
    path = stand(tmp_path / "in", *homes(1), day="2026-03-05")
    with pytest.raises(DeliveryRefused, match="the files speak of 2026-03-05, after the date given, 2026-03-01"):
        load(a_workspace(tmp_path), spine_source(), path)


def test_a_spine_of_another_size_than_the_one_before_is_refused(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    first = load(workspace, spine_source(), stand(tmp_path / "in", *homes(8)))
    half = stand(tmp_path / "later", *homes(4), day="2026-03-08")
    with pytest.raises(DeliveryFaults, match=r"objects over those before: 0\.5 is below the minimum 0\.75"):
        load(workspace, spine_source(), half, on=date(2026, 3, 8))
    assert deliveries_of(workspace, "bag") == (first,)


def test_an_empty_spine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeliveryFaults, match="an empty spine would end every address"):
        load(a_workspace(tmp_path), spine_source(), stand(tmp_path / "in"))


def test_expected_objects_and_share_set_aside(tmp_path: Path) -> None:
    bad = bag.verblijfsobject("9999010000000009", area_m2="veel")
    path = stand(tmp_path / "in", *homes(2), bad)
    with pytest.raises(DeliveryFaults) as stopped:
        load(a_workspace(tmp_path), spine_source(expect={"rows": {"min": 5}}), path)
    text = str(stopped.value)
    assert "objects: 2 is below the minimum 5" in text
    assert "share set aside" in text
    assert path.name in text


def test_the_real_doesburg_extract(tmp_path: Path, real_data: Path) -> None:
    folder = real_data / "bag-extract" / "doesburg-small-expand"
    delivery = load(a_workspace(tmp_path), spine_source(), *sorted(folder.glob("*.xml")), on=date(2020, 9, 15))
    found = {name: delivery.counts[f"{name}.voorkomens"] for name in ("nummeraanduiding", "openbare_ruimte", "pand")}
    assert found == {"nummeraanduiding": 15, "openbare_ruimte": 201, "pand": 6}
    assert [delivery.counts[f"{name}.voorkomens"] for name in ("verblijfsobject", "ligplaats", "standplaats")] == [
        5,
        2,
        2,
    ]


def test_a_mutation_is_known_by_its_reader_or_its_name() -> None:
    assert is_mutation(spine_source(reader="bag_mutations"), ["a.xml"])
    assert is_mutation(spine_source(), ["BAGNLDM-20042022-21042022.zip"])
    assert is_mutation(spine_source(), ["map/9999IOMUT21042022-000002.xml"])
    assert not is_mutation(spine_source(), ["BAGNLDL-15092020-small.zip", "0221VBO15092020-000001.xml"])
