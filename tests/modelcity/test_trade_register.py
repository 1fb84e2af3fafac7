# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The trade register: establishments that exist or existed, codes that the code list knows."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pandzicht.modelcity.branches import BRANCH_OF, BRANCHES, Seat
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.trade_register import FORMS, suspect_firms
from pandzicht.modelcity.truth import Check, Truth
from tests.modelcity.written import Row, Written


@pytest.fixture(scope="module")
def rows(city: Written) -> list[Row]:
    return city.rows("kvk")


def test_numbers_have_their_length_and_a_branch_office_shares_its_firm(rows: list[Row]) -> None:
    assert {(len(row["kvkNummer"]), len(row["vestigingsnummer"])) for row in rows} == {(8, 12)}
    assert len({row["vestigingsnummer"] for row in rows}) == len(rows)
    branched = [row for row in rows if row["hoofdvestiging"] == "N"]
    assert branched
    assert all(row["kvkNummer"].startswith("00") for row in rows)


def test_codes_keep_their_zeros_here_and_lost_them_in_the_list(city: Written, rows: list[Row]) -> None:
    listed = {row["bron_sbi_code"] for row in city.rows("sbi", delimiter="|")}
    assert {row["sbi_code"].lstrip("0") for row in rows} <= listed
    assert not any(code.startswith("0") for code in listed)
    assert any(branch.code.startswith("0") for branch in BRANCHES)


def test_legal_forms_decide_who_has_an_rsin(rows: list[Row]) -> None:
    assert {row["rechtsvorm"] for row in rows} <= set(FORMS)
    personal = {"Eenmanszaak", "Vennootschap onder firma"}
    assert {bool(row["rsin"]) == (row["rechtsvorm"] not in personal) for row in rows} == {True}


def test_an_ended_firm_ended_after_it_began(rows: list[Row]) -> None:
    ended = [row for row in rows if row["datum_einde"] and not row["datum_aanvang"].endswith("00")]
    assert 0.1 < len(ended) / len(rows) < 0.3
    assert all(row["datum_aanvang"] < row["datum_einde"] <= "20260302" for row in ended)


def test_one_in_five_has_no_object_id(rows: list[Row]) -> None:
    assert sum(not row["bag_vbid"] for row in rows) / len(rows) == pytest.approx(0.23, abs=0.05)
    assert {bool(row["bag_vbid"]) == bool(row["bag_numid"]) for row in rows} == {True}


def test_the_branch_list_is_consistent() -> None:
    assert len(BRANCH_OF) == len(BRANCHES) > 100
    assert all(re.fullmatch(r"\d{4,5}", branch.code) for branch in BRANCHES)
    assert {branch.seat for branch in BRANCHES} == set(Seat)
    assert sum(branch.vulnerable for branch in BRANCHES) > 20


def test_fronts_come_and_go_and_letting_sits_in_dwellings(town: Town, truth: Truth) -> None:
    firms = suspect_firms(town, truth)
    branches = truth.of(Check.BRANCHES)
    many = Counter(firms.at[branches.looks("dekmantel")[firms.at]].tolist())
    assert many
    assert max(many.values()) >= 3
    letting = firms.branch[branches.looks("verhuurbemiddeling")[firms.at]]
    assert all(BRANCHES[code].letting for code in letting.tolist())
