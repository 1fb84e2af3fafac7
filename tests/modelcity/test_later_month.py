# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A later month: new rows of the month only, numbered on, and of rounds what was known by then."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from pandzicht.modelcity.city import build_city
from pandzicht.modelcity.later_month import City, send_inspectors, write_month
from pandzicht.modelcity.round_visits import read_round
from pandzicht.modelcity.texts import on_day
from pandzicht.modelcity.truth import Check
from pandzicht.modelcity.visits import ESTABLISHED, OCCASIONS

ON = date(2026, 3, 1)
HOUSING = Check.ONRECHTMATIG_WONEN
COUNT = 300
END = "datumEindeAdreshouding"


def begun(folder: Path) -> City:
    """A city of which inspectors went round twice, with the month between and the one after."""
    build_city(folder / "city", addresses=1_500, seed=5, on=ON, progress=lambda stage, part: None)
    city = City(1_500, 5, ON, folder / "city", folder / "rounds")
    homes = np.flatnonzero(city.world.town.objects.dwelling)
    suspect = homes[city.world.truth.of(HOUSING).looks()[homes]]
    asked = [str(name) for name in city.world.town.objects.ids[np.r_[suspect, homes[:COUNT]]]]
    send_inspectors(city, 1, HOUSING, asked)
    write_month(city, 2)
    send_inspectors(city, 2, HOUSING, [str(name) for name in city.world.town.objects.ids[homes[COUNT : 2 * COUNT]]])
    write_month(city, 3)
    return city


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return begun(tmp_path_factory.mktemp("later"))


def rows(city: City, month: int, source: str) -> list[dict[str, str]]:
    """The rows of a month's delivery in one delimited file."""
    (path,) = (city.folder(month) / "deliveries" / source).glob("*.csv")
    return list(csv.DictReader(path.open(encoding="utf-8-sig", newline=""), delimiter=";"))


def changes(city: City, month: int) -> list[dict[str, Any]]:
    """The changes of a month in the residents register."""
    (path,) = (city.folder(month) / "deliveries" / "brp_bewoning_wijzigingen").glob("*.json")
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def listed(city: City, month: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (city.folder(month) / "deliveries" / "deliveries.json").read_text(encoding="utf-8")
    )
    return found


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_month_tells_of_itself_only_and_numbers_on(city: City) -> None:
    sources = {item["source"] for item in listed(city, 2)}
    assert {"bag", "bezoeken", "brp_bewoning_wijzigingen", "brp_mutaties", "mma", "retourpost", "signalen"} < sources
    assert {item["date"] for item in listed(city, 2)} == {"2026-04-01"}
    days = {row["datum"] for row in rows(city, 2, "brp_mutaties")}
    assert "20260301" <= min(days) <= max(days) < "20260401"
    assert len(days) > 20
    first = list(csv.DictReader(next((city.home / "deliveries" / "bezoeken").glob("*0301.csv")).open(), delimiter=";"))
    later = [row["bezoeknummer"] for month in (2, 3) for row in rows(city, month, "bezoeken")]
    again = [number for number, count in Counter(later).items() if count > 1 and number >= "B500000"]
    numbers = [*(row["bezoeknummer"] for row in first), *later]
    assert len(set(numbers)) == len(numbers) - len(again)


def test_the_residents_of_a_month_are_those_of_before_with_every_move_since(city: City) -> None:
    (path,) = (city.home / "deliveries" / "brp_bewoning").glob("*.csv")
    before = list(csv.DictReader(path.open(encoding="utf-8-sig", newline=""), delimiter=";"))
    now = rows(city, 3, "brp_bewoning")
    may_change = {"datumEinde", "redenEinde", "inOnderzoek"}
    kept = [{name: text for name, text in row.items() if name not in may_change} for row in before]
    assert [{name: text for name, text in row.items() if name not in may_change} for row in now[: len(before)]] == kept
    told = [change for month in (2, 3) for change in changes(city, month)]
    ends = {(row["bsn"], row["datumEinde"]) for row in now[: len(before)] if row["datumEinde"]}
    ended = {(one["burgerservicenummer"], day) for one in told if (day := one["verblijfplaats"].get(END))}
    assert len(ended) > 10
    assert ended <= ends
    begun = {one["burgerservicenummer"] for one in told if END not in one["verblijfplaats"]}
    assert begun == {row["bsn"] for row in now[len(before) :]}


def test_of_a_round_each_visit_is_delivered_once_when_its_outcome_is_known(city: City) -> None:
    for month in (2, 3):
        since, until = (on_day(city.day(number)) for number in (month - 1, month))
        due = [read_round(city.folder(number)) for number in range(1, month)]
        expected = {f"B{n:06d}" for each in due for n in each.number[(each.known >= since) & (each.known < until)]}
        told = [row for row in rows(city, month, "bezoeken") if row["bezoeknummer"] >= "B500000"]
        own = [row["bezoeknummer"] for row in told if not row["bezwaar"]]
        assert sorted(own) == sorted(expected)
    late = read_round(city.folder(1))
    assert ((late.known >= on_day(city.day(2))) & (late.known < on_day(city.day(3)))).any()


def test_a_visit_is_told_again_when_its_appeal_was_made_and_differs_in_nothing_else(city: City) -> None:
    before = {row["bezoeknummer"]: row for row in rows(city, 2, "bezoeken")}
    assert not any(row["bezwaar"] for row in before.values() if row["bezoeknummer"] >= "B500000")
    again = [row for row in rows(city, 3, "bezoeken") if row["bezoeknummer"] in before]
    assert again
    told = (HOUSING.value, "ernst", "datum", "geregistreerd", "toegang", "toezichthouder", "stap")
    for row in again:
        assert row["bezwaar"] == "loopt", "nothing is decided within two months"
        assert [row[name] for name in told] == [before[row["bezoeknummer"]][name] for name in told]
    (links,) = (city.folder(3) / "truth" / "links").glob("bezoeken_*.parquet")
    assert pq.read_table(links).num_rows == len(rows(city, 3, "bezoeken"))


def test_what_is_delivered_of_a_visit_is_what_the_inspector_said(city: City) -> None:
    made = {f"B{number:06d}": place for place, number in enumerate(read_round(city.folder(1)).number.tolist())}
    record, words = read_round(city.folder(1)), ("overtreding", "geen_overtreding", "niet_vastgesteld")
    told = [row for row in rows(city, 2, "bezoeken") if row["bezoeknummer"] in made]
    assert len(told) > 300
    for row in told:
        place = made[row["bezoeknummer"]]
        assert row[HOUSING.value] == words[record.outcome[place]]
        assert row["toegang"] == ("nee", "ja")[record.entered[place]]
        assert row["stap"] == "bezoek"
        assert row["aanleiding"] == OCCASIONS[3] == "eigen_onderzoek", "the same for all, however they were drawn"
        assert row["datum"] == (date(1900, 1, 1) + timedelta(int(record.day[place]))).isoformat()
        assert row["geregistreerd"] == (date(1900, 1, 1) + timedelta(int(record.known[place]))).isoformat()


def test_what_was_found_has_ended_two_months_on_and_people_left(city: City) -> None:
    record, town = read_round(city.folder(1)), city.world.town
    soon = (record.known + 30 <= on_day(city.day(3))) & (record.outcome == ESTABLISHED) & (record.really > 0)
    found = {str(name) for name in town.objects.ids[np.unique(record.at[soon])]}
    assert len(found) > 20
    for month, share in ((2, 0.9), (3, 0.0)):
        table = pq.read_table(city.folder(month) / "truth" / "checks.parquet").to_pylist()
        so = [row["waar"] for row in table if row["controle"] == HOUSING.value and row["id"] in found]
        assert np.mean(so) >= share if share else not any(so)
    left = {row["vorig_object_id"] for row in rows(city, 3, "brp_mutaties")}
    crowded = city.world.truth.of(HOUSING).looks("overbewoning", "kamerverhuur")
    assert left & found & {str(name) for name in town.objects.ids[crowded]}


def test_nobody_leaves_the_same_dwelling_twice(city: City) -> None:
    gone: list[tuple[str, str]] = []
    for month in (2, 3):
        (path,) = (city.folder(month) / "deliveries" / "brp_bewoning_wijzigingen").glob("*.json")
        for item in json.loads(path.read_text(encoding="utf-8")):
            home = item["verblijfplaats"]
            if "datumEindeAdreshouding" in home:
                gone.append((item["burgerservicenummer"], home["datumAanvangAdreshouding"]))
    assert len(gone) > 10
    assert len(set(gone)) >= len(gone) - 1, "a person with two holdings of one day may leave both"


def test_the_same_visits_give_the_same_bytes_and_a_month_cut_off_is_written_anew(city: City, tmp_path: Path) -> None:
    other = begun(tmp_path)
    assert files_of(other.rounds) == files_of(city.rounds)
    whole = files_of(other.folder(3))
    (other.folder(3) / "deliveries" / "deliveries.json").unlink()
    next((other.folder(3) / "deliveries" / "mma").iterdir()).write_text("half", encoding="utf-8")
    write_month(other, 3)
    assert files_of(other.folder(3)) == whole
    kept = (other.folder(3) / "deliveries" / "deliveries.json").stat().st_mtime_ns
    write_month(other, 3)
    assert (other.folder(3) / "deliveries" / "deliveries.json").stat().st_mtime_ns == kept


def test_the_first_month_and_one_before_its_visits_are_refused(city: City, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="month 1 is not a later one"):
        write_month(city, 1)
    with pytest.raises(FileNotFoundError):
        write_month(City(1_500, 5, ON, city.home, tmp_path), 2)
