# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is known of an address goes to a machine only after a person gave the reason, in the name of that account."""

from __future__ import annotations

import pytest

from pandzicht_web.office import Office
from tests.calling import Machine, by_session, by_token, problem

REASON = {"because": "een melding van de buren"}


def address(office: Office, place: int) -> str:
    rows = by_session(office, "anna").get(f"checks/onrechtmatig_wonen/units?size={place + 1}").json()["rows"]
    found: str = rows[place]["address_id"]
    return found


def test_a_token_reads_after_its_maker_gave_a_reason_and_gives_none_itself(office: Office) -> None:
    one, machine = address(office, 0), by_token(office, "anna")
    assert machine.get(f"addresses/{one}/hits").json()["hits"][0]["hit"] is True
    assert "nobody recorded why" in problem(machine.get(f"addresses/{one}"), 403)["detail"]
    assert "given by a person" in problem(machine.send("POST", f"addresses/{one}/reasons", REASON), 403)["detail"]
    given = by_session(office, "anna").send("POST", f"addresses/{one}/reasons", REASON)
    assert (given.status_code, given["Location"]) == (201, f"/api/v1/addresses/{one}")
    told = machine.get(f"addresses/{one}").json()
    assert told["head"]["address_id"] == one
    assert told["parts"][0]["check"] == "onrechtmatig_wonen"
    problem(by_token(office, "bram").get(f"addresses/{one}"), 403)


def test_every_row_behind_an_answer_is_given(office: Office) -> None:
    one, anna = address(office, 1), by_session(office, "anna")
    anna.send("POST", f"addresses/{one}/reasons", REASON)
    parts = anna.get(f"addresses/{one}").json()["parts"]
    yes = next(item for item in parts[0]["answers"] if item["answer"] == "yes")
    told = anna.get(f"addresses/{one}/checks/onrechtmatig_wonen/signals/{yes['signal']}").json()
    assert told["answer"] == "yes"
    for figure in told["figures"]:
        assert figure["count"] is None or len(figure["rows"]) == figure["count"]
    problem(anna.get(f"addresses/{one}/checks/onrechtmatig_wonen/signals/geen"), 404)
    problem(anna.get(f"addresses/{one}/checks/hennep/signals/{yes['signal']}"), 404)


def test_an_inspector_is_told_facts_and_never_an_answer_a_point_or_a_place(office: Office) -> None:
    one, chris = address(office, 2), by_session(office, "chris")
    chris.send("POST", f"addresses/{one}/reasons", REASON)
    told = chris.get(f"addresses/{one}").json()
    assert (told["audience"], told["parts"]) == ("toezichthouder", [])
    assert told["facts"]
    problem(chris.get(f"addresses/{one}/checks/onrechtmatig_wonen/signals/overbewoning"), 403)


@pytest.mark.parametrize("because", ["x", "    ", "?!"])
def test_a_reason_that_says_nothing_opens_nothing(office: Office, because: str) -> None:
    one, anna = address(office, 3), by_session(office, "anna")
    problem(anna.send("POST", f"addresses/{one}/reasons", {"because": because}), 400)
    problem(anna.get(f"addresses/{one}"), 403)


@pytest.mark.parametrize("path", ["", "/hits", "/checks/onrechtmatig_wonen/signals/overbewoning"])
def test_an_address_that_is_not_there_is_not_there(office: Office, path: str) -> None:
    machine: Machine = by_token(office, "anna")
    problem(machine.get(f"addresses/9999010000999999{path}"), 404)
