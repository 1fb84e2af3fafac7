# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine reads the catalogue that the lists were made with, each definition as its file has it."""

from __future__ import annotations

from pandzicht_web.office import Office
from tests.calling import by_token, problem
from tests.office import PURPOSE


def test_definitions_are_found_by_chapter_and_by_a_word(office: Office) -> None:
    machine = by_token(office, "anna", "")
    everything = machine.get("definitions").json()["definitions"]
    checks = machine.get("definitions?chapter=checks").json()["definitions"]
    assert checks == [item for item in everything if item["chapter"] == "checks"]
    found = machine.get("definitions?text=overbewoning&chapter=signals").json()["definitions"]
    assert "overbewoning" in [item["name"] for item in found]


def test_one_is_told_in_full_with_what_rests_on_it(office: Office) -> None:
    told = by_token(office, "anna", "").get("definitions/signals/overbewoning").json()
    assert told["content"]["signal"] == "overbewoning"
    assert PURPOSE in [item["name"] for item in told["serves"]]
    assert told["uses"]


def test_what_is_not_there_is_told(office: Office) -> None:
    for path in ("definitions/signals/nergens", "definitions/zomaar/overbewoning"):
        problem(by_token(office, "anna", "").get(path), 404)
    problem(by_token(office, "anna", "").get("definitions?chapter=zomaar"), 422)
