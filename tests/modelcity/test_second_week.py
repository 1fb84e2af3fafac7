# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The week after: what began, what ended, and who crossed a norm."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import openpyxl
import pytest

from tests.modelcity.written import Written


@pytest.fixture(scope="module")
def changes(city: Written) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(city.files("brp_bewoning_wijzigingen", wave=2)[0].read_text())
    return found


def test_a_move_ends_one_holding_and_begins_another_that_day(city: Written, changes: list[dict[str, Any]]) -> None:
    standing = {(row["bsn"], row["datumAanvang"]) for row in city.rows("brp_bewoning") if not row["datumEinde"]}
    ended = {
        item["burgerservicenummer"]: item["verblijfplaats"]
        for item in changes
        if "datumEindeAdreshouding" in item["verblijfplaats"]
    }
    begun = {
        item["burgerservicenummer"]: item["verblijfplaats"]
        for item in changes
        if "datumEindeAdreshouding" not in item["verblijfplaats"]
    }
    assert ended
    for number, home in ended.items():
        assert begun[number]["datumAanvangAdreshouding"] == home["datumEindeAdreshouding"] >= "20260302"
        assert any(bsn == number for bsn, _ in standing)
    exact = sum((number, home["datumAanvangAdreshouding"]) in standing for number, home in ended.items())
    assert exact >= 0.9 * len(ended)


def test_newcomers_were_not_here_before(city: Written, changes: list[dict[str, Any]]) -> None:
    known = {row["bsn"] for row in city.rows("brp_bewoning")}
    ended = {item["burgerservicenummer"] for item in changes if "datumEindeAdreshouding" in item["verblijfplaats"]}
    new = {item["burgerservicenummer"] for item in changes} - ended
    assert new
    assert not new & known


def test_twelve_homes_get_five_newcomers_at_once(city: Written, changes: list[dict[str, Any]]) -> None:
    links = city.links("brp_bewoning_wijzigingen_20260309")
    begun = Counter(
        link["object_id"]
        for item, link in zip(changes, links, strict=True)
        if "datumEindeAdreshouding" not in item["verblijfplaats"]
    )
    assert sum(count >= 5 for count in begun.values()) == 12


def test_absent_parts_are_left_out(changes: list[dict[str, Any]]) -> None:
    assert not any(part is None for item in changes for part in item["verblijfplaats"].values())
    assert {item.get("geheimhoudingPersoonsgegevens", "0") for item in changes} <= set("01234567")


def test_an_investigation_begins_while_the_person_is_registered(changes: list[dict[str, Any]]) -> None:
    asked = [item["verblijfplaats"] for item in changes if "inOnderzoek" in item["verblijfplaats"]]
    assert asked
    for home in asked:
        since = home["inOnderzoek"]["datumIngangOnderzoek"]
        assert "20260302" <= since <= "20260309"
        assert home["datumAanvangAdreshouding"] <= since or home["datumAanvangAdreshouding"].endswith("00")


def test_events_go_on_counting(city: Written) -> None:
    first = city.rows("brp_mutaties")
    path = city.files("brp_mutaties", wave=2)[0]
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    later = {line.partition(";")[0] for line in lines}
    assert not later & {row["mutatie_id"] for row in first}
    assert {line.split(";")[2] >= "20260302" for line in lines} == {True}


def test_reports_and_returned_mail_are_of_the_week(city: Written) -> None:
    folder = city.files("signalen", wave=2)[0].parent
    assert folder.name == "20260309"
    text = (folder / "signals.csv").read_text(encoding="utf-8").splitlines()
    assert len(text) > 10
    rows = list(openpyxl.load_workbook(city.files("retourpost", wave=2)[0])["Retour"].values)
    assert all(str(row[2])[:10] >= "2026-03-02" for row in rows[1:])


def test_a_few_registrations_are_withdrawn_and_the_rest_stays(city: Written) -> None:
    before = city.files("toeristische_verhuur")[0].read_text().splitlines()
    after = city.files("toeristische_verhuur", wave=2)[0].read_text().splitlines()
    assert [line.partition(";")[0] for line in before] == [line.partition(";")[0] for line in after]
    changed = [line for line, other in zip(before, after, strict=True) if line != other]
    assert len(changed) <= 0.1 * len(before)
