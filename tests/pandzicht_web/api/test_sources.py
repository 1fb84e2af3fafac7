# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine sees what was delivered and what became of it; nothing of what the rows say."""

from __future__ import annotations

from pandzicht_web.office import Office
from tests.calling import by_session, by_token, problem


def test_a_source_is_told_with_its_deliveries(office: Office) -> None:
    machine = by_token(office, "anna", "")
    listed = {item["source"]: item for item in machine.get("sources").json()["sources"]}
    told = machine.get("sources/brp_bewoning").json()
    assert told | listed["brp_bewoning"] == told
    (delivery,) = told["delivered"]
    assert delivery["counts"]["admitted"] == told["linked"][-1]["rows"]
    assert len(delivery["files"][0]["sha256"]) == 64


def test_one_that_is_not_there_and_who_may_not_are_refused(office: Office) -> None:
    problem(by_token(office, "anna", "").get("sources/nergens"), 404)
    problem(by_session(office, "chris").get("sources"), 403)
