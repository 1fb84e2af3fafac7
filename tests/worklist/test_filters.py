# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A filter leaves exactly the units of which it is true, each sort told apart by hand here."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from pandzicht.worklist.criteria import Criteria, CriteriaFaults, asked_in
from pandzicht.worklist.filters import Filtered, ranged_indicators
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.units import ANSWERS
from tests.model_city import ModelCity
from tests.runs.published_city import publish_city
from tests.worklist.asking import asked, listed

Address = Mapping[str, Any]
CHECKS = ("onrechtmatig_wonen", "achterstallig_onderhoud")


@pytest.fixture(scope="module")
def lists(model_city: ModelCity) -> dict[str, ListedCheck]:
    return {check: listed(model_city.workspace, check) for check in CHECKS}


@pytest.fixture(scope="module")
def addresses(lists: dict[str, ListedCheck]) -> list[dict[str, Any]]:
    """Everything of every address, as plain values."""
    run = lists[CHECKS[0]].run
    tables = (run.addresses, run.indicators.drop_columns(["address_no"]))
    found = [{} for _ in range(run.addresses.num_rows)]  # type: list[dict[str, Any]]
    for table in tables:
        for row, more in zip(found, table.to_pylist(), strict=True):
            row.update(more)
    return found


def kept(check: ListedCheck, query: str) -> set[str]:
    """The units that answer to a query string."""
    return set(check.units.names.filter(Filtered(check, asked_in(query, Criteria)).units).to_pylist())


def by_hand(check: ListedCheck, addresses: list[dict[str, Any]], true: Callable[[Address], bool]) -> set[str]:
    """The units with an address of which something is true."""
    names = check.units.names.to_pylist()
    return {
        name for at, name in enumerate(names) if any(true(addresses[number]) for number in check.units.members_of(at))
    }


def ago(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


TO_DEGREES = Transformer.from_crs(28992, 4326, always_xy=True)


def in_box(row: Address, lon: tuple[float, float], lat: tuple[float, float]) -> bool:
    if row["x_cm"] is None:
        return False
    east, north = TO_DEGREES.transform(row["x_cm"] / 100, row["y_cm"] / 100)
    return lon[0] <= east <= lon[1] and lat[0] <= north <= lat[1]


TRUE: dict[str, Callable[[Address], bool]] = {
    "area=WK999902&area=BU99990401": lambda row: str(row["buurtcode"]).startswith(("BU999902", "BU99990401")),
    "kind=winkelfunctie": lambda row: "winkelfunctie" in str(row["gebruiksdoelen"]).split("|"),
    "kind=winkelfunctie&kind=kantoorfunctie": lambda row: (
        not {"winkelfunctie", "kantoorfunctie"}.isdisjoint(str(row["gebruiksdoelen"]).split("|"))
    ),
    "text=laan+9": lambda row: "laan" in row["adres"].lower() and "9" in row["adres"],
    "text=9003+ka": lambda row: "9003ka" in row["adres"].lower(),
    "drawn=4.05+52.1,4.12+52.1,4.12+52.14,4.05+52.14": lambda row: in_box(row, (4.05, 4.12), (52.1, 52.14)),
    "range=gebruiksoppervlakte_m2:40..60": lambda row: 40 <= (row["gebruiksoppervlakte_m2"] or 0) <= 60,
    "range=gebruiksoppervlakte_m2:200..": lambda row: (row["gebruiksoppervlakte_m2"] or 0) >= 200,
    "range=laatste_bezoek:..2024-12-31": lambda row: (row["laatste_bezoek"] or date.max) <= date(2024, 12, 31),
    "range=woz_waarde:..200000.5": lambda row: row["woz_waarde"] is not None and row["woz_waarde"] <= 200000,
}


@pytest.mark.parametrize("query", sorted(TRUE))
@pytest.mark.parametrize("check", CHECKS)
def test_a_filter_leaves_the_units_with_an_address_of_which_it_is_true(
    lists: dict[str, ListedCheck], addresses: list[dict[str, Any]], check: str, query: str
) -> None:
    one = lists[check]
    if query.startswith("range") and query.split("=")[1].split(":", maxsplit=1)[0] not in one.subject.indicators:
        with pytest.raises(CriteriaFaults, match="is not in this check"):
            kept(one, query)
        return
    found = by_hand(one, addresses, TRUE[query])
    assert kept(one, query) == found
    assert 0 <= len(found) < one.units.count


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("months", [13, 24, 60])
def test_a_unit_that_was_visited_is_left_out_whichever_of_its_addresses_it_was(
    lists: dict[str, ListedCheck], addresses: list[dict[str, Any]], check: str, months: int
) -> None:
    one = lists[check]
    since = ago(one.run.on, months)
    visited = by_hand(one, addresses, lambda row: row["laatste_bezoek"] is not None and row["laatste_bezoek"] > since)
    assert kept(one, f"not_visited={months}") == set(one.units.names.to_pylist()) - visited
    assert visited


def test_one_signal_is_enough_unless_every_one_is_asked(lists: dict[str, ListedCheck]) -> None:
    one = lists["onrechtmatig_wonen"]
    said = {name: [ANSWERS[code] for code in codes] for name, codes in one.units.codes.items()}
    names = one.units.names.to_pylist()
    crowded = {name for name, answer in zip(names, said["overbewoning"], strict=True) if answer == "yes"}
    doors = {name for name, answer in zip(names, said["meer_bellen_dan_eenheden"], strict=True) if answer == "unknown"}
    query = "signal=overbewoning&signal=meer_bellen_dan_eenheden:unknown"
    assert kept(one, query) == crowded | doors
    assert kept(one, f"{query}&every=yes") == crowded & doors
    assert crowded & doors not in (crowded, doors, set())


def test_owners_are_told_by_the_registers_of_owners(
    lists: dict[str, ListedCheck], addresses: list[dict[str, Any]]
) -> None:
    one = lists["onrechtmatig_wonen"]
    legal = by_hand(one, addresses, lambda row: row["eigenaren_rechtspersoon"] >= 1)
    none = by_hand(one, addresses, lambda row: row["eigenaren_rechtspersoon"] == 0)
    assert kept(one, "owner=legal_person") == legal
    assert kept(one, "owner=no_legal_person") == none
    assert kept(one, "owner=legal_person&owner=no_legal_person") == legal | none


SORTS = (
    "area=WK999902",
    "kind=woonfunctie",
    "signal=overbewoning",
    "range=bewoners_aantal:2..",
    "not_visited=24",
    "owner=no_legal_person",
    "text=straat",
    "drawn=4.05+52.1,4.12+52.1,4.1+52.14",
    "status=drawn",
)


@settings(max_examples=30)
@given(some=st.sets(st.sampled_from(SORTS)), left=st.sampled_from(SORTS))
def test_sorts_must_hold_together_and_one_can_be_left_aside(model_city: ModelCity, some: set[str], left: str) -> None:
    one = listed(model_city.workspace, "onrechtmatig_wonen")
    whole = set(one.units.names.to_pylist())
    assert kept(one, "&".join(some)) == whole.intersection(*(kept(one, query) for query in some))
    criteria = asked_in("&".join(some | {left}), Criteria)
    (sort,) = asked_in(left, Criteria).sorts
    without = one.units.names.filter(Filtered(one, criteria).without(sort)).to_pylist()
    assert set(without) == kept(one, "&".join(some - {left}))


FAULTS = {
    "area=Nergens": "area: 'Nergens' is not in this check",
    "signal=hennep_gevonden": "signal: 'hennep_gevonden' is not in this check; known are overbewoning",
    "kind=ligplaats": "kind: 'ligplaats' is not in this check; known are",
    "range=woz_gebruik:1..": "range: 'woz_gebruik' is not in this check",
    "range=energieklasse:1..": "range: 'energieklasse' is not in this check",
    "range=bewoners_aantal:2026-01-01..": "'2026-01-01' is no integer",
    "range=laatste_bezoek:4..": "'4' is no date",
    "status=new": "status: there is no comparison of an earlier day",
    "column=punten": "column: 'punten' is not in this check",
}


def test_all_that_cannot_be_asked_of_a_check_is_told_at_once(model_city: ModelCity) -> None:
    with pytest.raises(CriteriaFaults) as told:
        asked(model_city.workspace, "onrechtmatig_wonen", "&".join(FAULTS))
    for said in FAULTS.values():
        assert said in str(told.value)
    assert len(told.value.faults) == len(FAULTS)


def test_what_the_check_does_not_read_cannot_be_asked(tmp_path: Path) -> None:
    city = publish_city(tmp_path / "city")
    with pytest.raises(CriteriaFaults) as told:
        asked(city, "wonen", "not_visited=12&order=last_visit&owner=legal_person&range=hinder_straat:1..")
    assert [fault.place for fault in told.value.faults] == ["not_visited", "order", "owner", "range"]


def test_nobody_is_singled_out_by_how_they_live(lists: dict[str, ListedCheck]) -> None:
    for one in lists.values():
        assert not {"ligplaats", "standplaats"} & set(one.facts.kinds)
        assert "soort_object" not in ranged_indicators(one)
