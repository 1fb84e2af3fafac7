# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine gets the same worklist as the page, page by page, with the columns that it asks."""

from __future__ import annotations

from pandzicht_web.office import Office
from tests.calling import by_session, by_token, problem
from tests.office import PURPOSE

UNITS = f"checks/{PURPOSE}/units"


def test_the_pages_are_together_the_whole_list(office: Office) -> None:
    machine = by_token(office, "anna")
    first = machine.get(f"{UNITS}?size=200&signal=overbewoning:yes").json()
    found = [
        row["unit_id"]
        for page in range(1, first["pages"] + 1)
        for row in machine.get(f"{UNITS}?size=200&signal=overbewoning:yes&page={page}").json()["rows"]
    ]
    assert len(found) == len(set(found)) == first["count"] < first["total"]


def test_columns_are_those_that_are_listed(office: Office) -> None:
    machine = by_token(office, "anna")
    names = [column["name"] for column in machine.get(f"checks/{PURPOSE}/columns").json()["columns"]]
    assert "bewoners_aantal" in names
    page = machine.get(f"{UNITS}?size=3&column=bewoners_aantal&column=straat").json()
    assert [column["name"] for column in page["columns"]] == ["bewoners_aantal", "straat"]
    assert all(len(row["values"]) == 2 for row in page["rows"])
    problem(machine.get(f"{UNITS}?column=bestaat_niet"), 400)


def test_place_and_points_are_for_analysts_who_ask(office: Office) -> None:
    assert by_token(office, "anna").get(f"{UNITS}?size=1").json()["rows"][0]["analysis"] is None
    told = by_token(office, "anna").get(f"{UNITS}?size=1&analysis=true").json()["rows"][0]["analysis"]
    assert told["place"] == 1
    problem(by_session(office, "chris").get(f"{UNITS}?analysis=true"), 403)


def test_a_filter_leaves_what_its_facet_said(office: Office) -> None:
    machine = by_token(office, "anna")
    facets = {facet["key"]: facet["choices"] for facet in machine.get(UNITS).json()["facets"]}
    for choice in facets["signal"][:3]:
        assert machine.get(f"{UNITS}?signal={choice['value']}").json()["count"] == choice["count"]


def test_a_check_of_another_purpose_is_not_there(office: Office) -> None:
    problem(by_token(office, "anna").get("checks/hennep/units"), 404)
