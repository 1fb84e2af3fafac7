# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Selections in the office: drawn, accounted for by stratum to analysts, and given as a file."""

from __future__ import annotations

import csv

import pytest

from pandzicht_web.office import Office
from tests.office import PURPOSE, visitor


@pytest.fixture(scope="module")
def selection(office: Office) -> str:
    """The address of a selection that Anna drew."""
    asked = {"check": PURPOSE, "size": "20", "seed": "3"}
    answer = visitor(office, "anna", PURPOSE).post("/selecties/trekken", asked)
    assert answer.status_code == 302
    return str(answer["Location"])


def test_an_analyst_sees_how_it_was_drawn(office: Office, selection: str) -> None:
    page = visitor(office, "anna", PURPOSE).get(selection).content.decode()
    assert "Hoe er getrokken is" in page
    assert "Controle (aselect)" in page
    assert "niet getrokken" in page
    assert "willekeurig getrokken" in page
    assert "Overdragen" not in page, "that is for a coordinator"


def test_a_file_for_visits_holds_no_strata(office: Office, selection: str) -> None:
    answer = visitor(office, "anna", PURPOSE).get(f"{selection}/toezichthouder.csv")
    assert answer.status_code == 200
    assert "stratum" not in answer.content.decode("utf-8-sig").splitlines()[0]
    assert visitor(office, "anna", PURPOSE).get(f"{selection}/iedereen.csv").status_code == 404
    assert visitor(office, "anna", PURPOSE).get(f"{selection}/analist.pdf").status_code == 404


@pytest.mark.parametrize("asked", [{"size": "0"}, {"size": "veel"}, {"size": "-3"}, {"seed": ""}, {"check": "geen"}])
def test_what_cannot_be_drawn_is_told(office: Office, asked: dict[str, str]) -> None:
    whole = {"check": PURPOSE, "size": "20", "seed": "1"} | asked
    assert visitor(office, "anna", PURPOSE).post("/selecties/trekken", whole).status_code in {400, 404}


def test_a_list_of_people_is_pasted_and_whoever_visits_sees_no_difference(office: Office, selection: str) -> None:
    analyst = visitor(office, "anna", PURPOSE)
    drawn = analyst.get(f"{selection}/toezichthouder.csv").content.decode("utf-8-sig").splitlines()
    line = csv.reader(drawn, delimiter=";")
    names = [row[0] for row in line][1:17]
    people = "\r\n".join(f"{name}\teen tip" for name in names)
    asked = {"check": PURPOSE, "size": "20", "seed": "3", "people": people, "slots": "15"}
    answer = analyst.post("/selecties/trekken", asked)
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] != selection
    assert "een tip" not in analyst.get(f"{answer['Location']}/toezichthouder.csv").content.decode()
    assert "een tip" in analyst.get(f"{answer['Location']}/analist.csv").content.decode()
    assert "Op 15 plaatsen vergeleken met de lijst van mensen: " in analyst.get(answer["Location"]).content.decode()
    assert "vergeleken met de lijst van mensen" not in analyst.get(selection).content.decode()


@pytest.mark.parametrize(("people", "slots"), [("nergens 1;tip", "5"), ("nergens 1", "5"), ("nergens 1;tip", "")])
def test_a_list_that_cannot_be_used_is_told(office: Office, people: str, slots: str) -> None:
    asked = {"check": PURPOSE, "size": "20", "seed": "1", "people": people, "slots": slots}
    assert visitor(office, "anna", PURPOSE).post("/selecties/trekken", asked).status_code == 400
