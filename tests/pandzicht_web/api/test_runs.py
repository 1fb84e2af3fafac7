# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine sees which runs there are and the hashes of what each was made from."""

from __future__ import annotations

from pandzicht.store.publish import read_json
from pandzicht_web.office import Office
from tests.calling import by_session, by_token, problem


def test_a_run_is_told_with_the_hashes_of_its_manifest(office: Office) -> None:
    machine = by_token(office, "anna", "")
    (run,) = machine.get("runs").json()["runs"]
    assert run["in_force"] is True
    told = machine.get(f"runs/{run['run']}").json()
    manifest = read_json(office.workspace.runs / run["run"] / "manifest.json")
    assert {table["name"]: table["content"] for table in told["tables"]} == {
        name: table["content"] for name, table in manifest["tables"].items()
    }
    assert (told["inputs_hash"], told["checks"]) == (manifest["inputs_hash"], manifest["active"]["checks"])


def test_one_that_is_not_there_and_who_may_not_are_refused(office: Office) -> None:
    problem(by_token(office, "anna", "").get("runs/nergens"), 404)
    problem(by_session(office, "chris").get("runs"), 403)
