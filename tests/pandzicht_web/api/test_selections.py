# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine draws and reads selections; how a unit was drawn is told to who may export it for analysts only."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from pandzicht.definitions.role import Role
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.calling import by_session, by_token, problem
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in


@pytest.fixture(scope="module")
def own_office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office in which something may be drawn."""
    folder = tmp_path_factory.mktemp("drawing") / "city"
    shutil.copytree(model_city.workspace.root, folder, ignore=shutil.ignore_patterns("selections"))
    return office_in(open_workspace(folder))


def test_what_is_drawn_can_be_asked_where_the_answer_says(own_office: Office) -> None:
    machine = by_token(own_office, "anna")
    assert machine.get("selections").json() == {"selections": []}
    made = machine.send("POST", "selections", {"check": PURPOSE, "size": 20, "seed": 7})
    assert made.status_code == 201
    again = machine.send("POST", "selections", {"check": PURPOSE, "size": 20, "seed": 7})
    assert again["Location"] == made["Location"], "the same question gives the same selection"
    told = machine.get(made["Location"].removeprefix("/api/v1/")).json()
    assert len(told["units"]) == 20
    assert {unit["stratum"] for unit in told["units"]} >= {"top", "control"}
    assert [item["selection_id"] for item in machine.get("selections").json()["selections"]] == [told["selection_id"]]


def test_who_may_see_facts_only_is_not_told_how_it_was_drawn(own_office: Office) -> None:
    role = own_office.door.roles["coordinator"]
    bare = role.model_copy(update={"may": tuple(act for act in role.may if act != "export_selection")})
    limited = _with_role(own_office, bare)
    by_token(own_office, "anna").send("POST", "selections", {"check": PURPOSE, "size": 20, "seed": 7})
    machine = by_session(limited, "bram")
    one = machine.get("selections").json()["selections"][0]["selection_id"]
    units = machine.get(f"selections/{one}").json()["units"]
    hidden = ("stratum", "inclusion_probability", "rank", "score", "score_max", "unknown_count")
    assert all(unit[name] is None for unit in units for name in hidden)
    assert [unit["adres"] for unit in units] == sorted(unit["adres"] for unit in units)


def _with_role(office: Office, role: Role) -> Office:
    return replace(office, door=replace(office.door, roles={**office.door.roles, "coordinator": role}))


@pytest.mark.parametrize("size", [0, 10_001, -1])
def test_a_size_that_cannot_be_is_refused(own_office: Office, size: int) -> None:
    problem(by_token(own_office, "anna").send("POST", "selections", {"check": PURPOSE, "size": size, "seed": 1}), 422)


def test_more_than_there_is_and_another_check_are_refused(own_office: Office) -> None:
    machine = by_token(own_office, "anna")
    problem(machine.send("POST", "selections", {"check": PURPOSE, "size": 9_999, "seed": 1}), 409)
    problem(machine.send("POST", "selections", {"check": "hennep", "size": 5, "seed": 1}), 404)
    problem(machine.get("selections/nergens"), 404)


def test_who_may_not_draw_does_not(own_office: Office) -> None:
    problem(by_session(own_office, "chris").send("POST", "selections", {"check": PURPOSE, "size": 5, "seed": 1}), 403)
