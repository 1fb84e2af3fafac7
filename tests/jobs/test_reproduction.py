# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A run is computed again in the background: it is the same, or it is told in what it is not; nothing is kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pandzicht.errors import NotFound
from pandzicht.governance.log_reading import acts
from pandzicht.jobs.asking import cancel
from pandzicht.jobs.job import Job, Standing
from pandzicht.jobs.pulse import Pulse
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.state_database import StateDatabase
from pandzicht.store.workspace import open_workspace
from tests.jobs.working import Office, office_in
from tests.model_city import ModelCity
from tests.sources.making import files_under


@pytest.fixture
def office(model_city: ModelCity, state: StateDatabase, tmp_path: Path) -> Office:
    """A copy of the model city, its state in either database."""
    return office_in(open_workspace(Path(shutil.copytree(model_city.workspace.root, tmp_path / "city"))), state)


def worked(office: Office, job: Job) -> Job:
    office.worker().work_once()
    return office.job(job)


def test_a_run_comes_out_the_same_and_both_acts_are_logged(office: Office, model_city: ModelCity) -> None:
    run_id, before = model_city.outcome.run_id, files_under(office.space.runs)
    ended = worked(office, job := office.ask("reproduction", run=run_id))
    assert ended.standing is Standing.DONE, ended.said
    assert ended.result["equal"] is True
    tables = model_city.outcome.manifest["tables"]
    assert ended.result["rows"] == sum(table["rows"] for table in tables.values())
    assert {table["name"] for table in ended.result["tables"]} == set(tables)
    assert files_under(office.space.runs) == before
    assert not list(office.space.staging.glob("again-*"))
    assert job.purposes, "it serves every check of that run"
    with office.state.transaction(reads=True) as transaction:
        logged = [(line["object"], line["result"], tuple(line["purposes"])) for line in acts(transaction)]
    asked, computed = f"job:{job.job_id}", f"run:{run_id}"
    wanted = [(asked, "allowed"), (asked, "done"), (computed, "allowed"), (computed, "done")]
    assert logged == [(*one, job.purposes) for one in wanted]


def test_what_differs_is_named_with_its_rows_and_inputs(office: Office, model_city: ModelCity) -> None:
    path = office.space.runs / model_city.outcome.run_id / "manifest.json"
    manifest = read_json(path)
    manifest["tables"]["signals"] |= {"content": "0" * 64, "rows": 3}
    manifest["inputs"]["code"] = "0.0.1"
    write_json(path, manifest)
    ended = worked(office, office.ask("reproduction", run=model_city.outcome.run_id))
    assert ended.standing is Standing.DONE, ended.said
    (other,) = [table for table in ended.result["tables"] if not table["equal"]]
    assert (other["name"], other["rows"]) == ("signals", 3)
    assert other["rows_again"] == model_city.outcome.manifest["tables"]["signals"]["rows"]
    assert [item["name"] for item in ended.result["inputs"]["own"]] == ["code"]


def test_it_is_stopped_at_its_next_step_and_leaves_nothing(
    office: Office, model_city: ModelCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, told = office.ask("reproduction", run=model_city.outcome.run_id), Pulse.tell

    def tell(pulse: Pulse, phase: str, part: float) -> None:
        office.clock.on(seconds=1)
        if part:
            cancel(office.desk(), job.job_id)
        told(pulse, phase, part)

    monkeypatch.setattr(Pulse, "tell", tell)
    assert worked(office, job).standing is Standing.CANCELLED
    assert not list(office.space.staging.glob("again-*"))


@pytest.mark.parametrize("name", ["geen", ""])
def test_a_run_that_is_not_there_is_told_at_once(office: Office, name: str) -> None:
    with pytest.raises(NotFound, match=f"run '{name}' does not exist"):
        office.ask("reproduction", run=name)
