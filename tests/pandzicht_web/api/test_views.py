# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine keeps, shares, renames and removes views, of its own account only."""

from __future__ import annotations

from pandzicht_web.office import Office
from tests.calling import by_session, by_token, problem
from tests.office import PURPOSE

VIEWS = f"checks/{PURPOSE}/views"


def test_a_view_is_kept_shared_renamed_and_removed(office: Office) -> None:
    anna, bram = by_token(office, "anna"), by_session(office, "bram")
    made = anna.send("POST", VIEWS, {"name": "Druk", "query": "signal=overbewoning:yes&size=10"})
    assert made.status_code == 201
    one = made["Location"].removeprefix("/api/v1/")
    assert one == f"{VIEWS}/{made.json()['view_id']}"
    assert bram.get(VIEWS).json() == {"views": []}
    problem(bram.send("PATCH", one, {"shared": True}), 404)
    assert anna.send("PATCH", one, {"shared": True, "name": "Drukte"}).json()["name"] == "Drukte"
    assert [view["name"] for view in bram.get(VIEWS).json()["views"]] == ["Drukte"]
    problem(bram.send("DELETE", one), 404)
    gone = anna.send("DELETE", one)
    assert (gone.status_code, gone.content) == (204, b"")
    problem(anna.send("DELETE", one), 404)


def test_a_view_that_asks_what_cannot_be_asked_is_refused(office: Office) -> None:
    problem(by_token(office, "anna").send("POST", VIEWS, {"name": "x", "query": "zomaar=1"}), 400)
    problem(by_token(office, "anna").send("POST", VIEWS, {"name": "   "}), 400)
    problem(by_token(office, "anna").send("PATCH", f"{VIEWS}/0123456789abcdef", {}), 422)
