# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hard cases of linking: what a person decided is sound, and what the linker makes of them is what is committed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pandzicht.linking.tier import State, Tier
from tools.case_town import Line, lines_of
from tools.linking_cases import (
    CASES,
    IN_DOUBT,
    JUDGED,
    NOWHERE,
    TOWN,
    Case,
    Judged,
    Verdict,
    cases_of,
    judge,
    judged_cases,
    judged_text,
)
from tools.reference import ROOT

DESIGNED_OUT = ("wrong unit in the right building", "silent ties")
_PARTICLES = "Van der, Van den and Van de are one spelling, also where the town has a street of each"
_FIELDS = "a line of text beside a street of its own is not held against it"
STILL_WRONG = {
    "straat Van de Meerlaan · huisnummer 5 · woonplaats Duinrijk": _PARTICLES,
    "straat Van der Meerlaan · huisnummer 7 · woonplaats Duinrijk": _PARTICLES,
    "straat Heidenstraat · huisnummer 3 · woonplaats Duinrijk · tekst Van der Heidenstraat 3": _FIELDS,
}
"""Wrong links of these groups that are known, with what stands in the way of mending them."""
GROUPS = {
    "clean", "number and addition in one field", "street and number in one field", "whole address in one field",
    "address inside a sentence", "swapped fields", "abbreviations and titles", "particles", "typing errors",
    "casing and diacritics", "streets with digits", "Frisian", "letter lost", "addition lost", "addition wrong",
    "number wrong", "postcode missing", "postcode wrong", "postcode of four digits", "old street name", "renumbered",
    "withdrawn", "nevenadres", "ranges", "t/o and ligplaats", "woonwagen", "neighbouring woonplaats", "out of town",
    "not existing", "ids that disagree with the text", "pand id only", "coordinates only", "kadastrale aanduiding",
    "empty and nonsense", *DESIGNED_OUT,
}  # fmt: skip


@pytest.fixture(scope="module")
def town() -> list[Line]:
    return lines_of(ROOT / TOWN)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return cases_of(ROOT / CASES)


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    return judged_cases(ROOT)


def a_case(right: str, **delivered: str) -> Case:
    return Case("clean", "", {"object_id": "", **delivered}, right)


def judged_as(case: Case, state: State, found: str = "") -> Verdict:
    return Judged(case, state, Tier.POSTCODE, found, "", "", "").verdict


def test_every_case_has_an_answer_that_the_town_knows(cases: list[Case], town: list[Line]) -> None:
    known = {line["object_id"] for line in town} | {pand for line in town for pand in line["pand_id"].split()}
    assert [case for case in cases if case.right not in known | {IN_DOUBT, NOWHERE}] == []


def test_a_doubt_names_what_cannot_be_told_apart(cases: list[Case]) -> None:
    assert [case for case in cases if case.right == IN_DOUBT and not case.note] == []


def test_no_case_stands_there_twice_and_every_group_has_its_cases(cases: list[Case]) -> None:
    assert [case for case, count in Counter(case.text for case in cases).items() if count > 1] == []
    assert {case.group for case in cases} == GROUPS
    assert len(cases) >= 600


def test_the_committed_judgements_are_those_of_todays_linker(judged: list[Judged]) -> None:
    committed = (ROOT / JUDGED).read_text(encoding="utf-8").splitlines()
    changed = set(judged_text(judged).splitlines()) ^ set(committed)
    assert sorted(changed) == [], "run 'make docs', read the difference, and commit it"


@pytest.mark.parametrize("group", DESIGNED_OUT)
def test_no_wrong_unit_and_no_silent_tie(judged: list[Judged], group: str) -> None:
    wrong = {each.case.text for each in judged if each.case.group == group and each.verdict is Verdict.WRONG}
    known = {each.case.text for each in judged if each.case.group == group} & STILL_WRONG.keys()
    assert wrong == known, "a case that is no longer wrong leaves the list; a new one is a fault of the linker"


def test_no_clean_address_is_in_doubt(judged: list[Judged]) -> None:
    assert [each for each in judged if each.case.group == "clean" and each.verdict is not Verdict.RIGHT] == []


def test_a_verdict_holds_the_judgement_against_the_answer() -> None:
    here, doubt, nowhere = a_case("1"), a_case(IN_DOUBT), a_case(NOWHERE)
    assert [judged_as(here, State.LINKED, found) for found in ("1", "2")] == [Verdict.RIGHT, Verdict.WRONG]
    assert [judged_as(case, State.LINKED, "1") for case in (doubt, nowhere)] == [Verdict.WRONG, Verdict.WRONG]
    states = (State.DOUBTFUL, State.UNLINKED)
    assert [judged_as(here, state) for state in states] == [Verdict.DOUBT, Verdict.NOT_FOUND]
    assert [judged_as(doubt, state) for state in states] == [Verdict.RIGHT, Verdict.NOT_FOUND]
    assert [judged_as(nowhere, state) for state in states] == [Verdict.DOUBT, Verdict.RIGHT]


def test_a_case_is_judged_alone(town: list[Line], cases: list[Case]) -> None:
    lost = [
        case for case in cases if case.group in {"letter lost", "addition lost"} and not case.delivered["object_id"]
    ]
    assert judge(town, lost[-3:]) == judge(town, lost)[-3:]


def test_a_case_on_two_lines_is_told_on_one() -> None:
    assert a_case("1", tekst="Kerkstraat 7\n2501 AA").text == "tekst Kerkstraat 7⏎2501 AA"
    assert a_case(NOWHERE).text == "(leeg)"


def test_cases_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        cases_of(tmp_path / "cases.csv")
