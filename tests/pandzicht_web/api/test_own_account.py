# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine knows who it acts for; a session chooses its purpose, a token keeps the one it was made for."""

from __future__ import annotations

from pandzicht_web.office import Office
from tests.calling import by_session, by_token, problem
from tests.office import PURPOSE


def test_it_is_told_for_whom_it_acts_and_what_it_may(office: Office) -> None:
    told = by_token(office, "anna").get("own-account").json()
    assert (told["account"], told["purpose"]) == ("anna", PURPOSE)
    assert told["roles"][0]["role"] == "analist"
    assert "approve" not in told["roles"][0]["may"]


def test_a_session_chooses_a_purpose_that_its_role_covers(office: Office) -> None:
    machine = by_session(office, "anna", "")
    listed = machine.get("purposes").json()["purposes"]
    assert [item for item in listed if item["is_chosen"]] == []
    assert machine.send("PUT", "own-account/purpose", {"purpose": "hennep"}).json()["is_chosen"] is True
    assert machine.get("own-account").json()["purpose"] == "hennep"
    problem(machine.send("PUT", "own-account/purpose", {"purpose": "nieuwsgierigheid"}), 403)


def test_a_token_keeps_its_purpose(office: Office) -> None:
    machine = by_token(office, "anna")
    told = problem(machine.send("PUT", "own-account/purpose", {"purpose": "hennep"}), 403)
    assert "keeps the purpose for which it was made" in told["detail"]
    assert machine.get("own-account").json()["purpose"] == PURPOSE
