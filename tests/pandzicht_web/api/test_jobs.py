# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine asks for long work, follows it and stops it, for its own purpose; of others' work it knows nothing."""

from __future__ import annotations

import json
import shutil

import pytest

from pandzicht.jobs.worker import Worker
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.calling import by_session, by_token, problem
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in

EXPORT = {"work": {"kind": "export", "check": PURPOSE, "form": ".csv"}}


@pytest.fixture(scope="module")
def own_office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with a worker of its own."""
    folder = tmp_path_factory.mktemp("working") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    return office_in(open_workspace(folder))


def test_an_export_is_asked_for_done_and_taken_along(own_office: Office) -> None:
    machine = by_token(own_office, "anna")
    made = machine.send("POST", "jobs", EXPORT)
    assert (made.status_code, made.json()["standing"]) == (201, "waiting")
    job = made["Location"].removeprefix("/api/v1/")
    problem(machine.get(f"{job}/file"), 404)
    Worker(own_office.workspace, own_office.door, "proef", lambda _text: None).work_once()
    assert machine.get(job).json()["standing"] == "done"
    file = machine.get(f"{job}/file", Accept="application/octet-stream")
    assert file["Content-Disposition"].endswith('.csv"')
    assert b"address_id" in file.content
    problem(by_token(own_office, "anna", "hennep").get(f"{job}/file"), 403)
    problem(by_token(own_office, "bram").get(job), 404)


def test_a_run_is_computed_again(own_office: Office) -> None:
    machine = by_token(own_office, "anna")
    run = machine.get("runs").json()["runs"][0]["run"]
    asked = machine.send("POST", "jobs", {"work": {"kind": "reproduction", "run": run}})
    Worker(own_office.workspace, own_office.door, "proef", lambda _text: None).work_once()
    ended = machine.get(asked["Location"].removeprefix("/api/v1/")).json()
    assert (ended["standing"], json.loads(ended["said"])["equal"]) == ("done", True)
    problem(machine.send("POST", "jobs", {"work": {"kind": "reproduction", "run": "geen"}}), 404)


def test_work_that_waits_is_stopped_and_stays_so(own_office: Office) -> None:
    machine = by_token(own_office, "anna")
    job = machine.send("POST", "jobs", {"work": {"kind": "proxy_test"}})["Location"].removeprefix("/api/v1/")
    for _ in range(2):
        assert machine.send("PUT", f"{job}/cancellation").json()["standing"] == "cancelled"
    assert [item["standing"] for item in machine.get("jobs").json()["jobs"] if item["kind"] == "proxy_test"]
    problem(by_session(own_office, "bram").send("PUT", f"{job}/cancellation"), 404)


def test_an_export_for_another_purpose_is_refused_before_anything_waits(own_office: Office) -> None:
    machine = by_token(own_office, "anna", "hennep")
    before = machine.get("jobs").json()
    assert "not for purpose 'hennep'" in problem(machine.send("POST", "jobs", EXPORT), 403)["detail"]
    assert machine.get("jobs").json() == before


WRONG = {
    "loading": {"kind": "load", "source": "brp_bewoning", "files": ["/etc/passwd"], "on": "2026-03-01"},
    "another form": {"kind": "export", "check": PURPOSE, "form": ".exe"},
    "a path": {"kind": "export", "selection": "../../state", "form": ".csv"},
    "no day": {"kind": "run", "on": "morgen", "known": "2026-03-01"},
    "too much": {"kind": "run", "on": "2026-03-01", "known": "2026-03-01", "in_force": True},
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_work_that_cannot_be_is_refused(own_office: Office, what: str) -> None:
    problem(by_token(own_office, "anna").send("POST", "jobs", {"work": WRONG[what]}), 422)


def test_a_selection_that_is_not_there_and_who_may_not_are_told_at_once(own_office: Office) -> None:
    absent = {"work": {"kind": "export", "selection": "nergens", "form": ".csv"}}
    problem(by_token(own_office, "anna").send("POST", "jobs", absent), 404)
    problem(by_session(own_office, "chris").send("POST", "jobs", EXPORT), 403)
