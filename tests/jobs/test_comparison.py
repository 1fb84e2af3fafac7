# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A run is carried out in the background, stops when asked with nothing published, and goes on where it was."""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest import mock

import pytest

from pandzicht.errors import NotAvailable
from pandzicht.jobs.asking import cancel
from pandzicht.jobs.job import Job, Standing
from pandzicht.jobs.queue import Queue
from pandzicht.runs.finding import named_run
from pandzicht.store.workspace import open_workspace
from tests.jobs.working import Office, office_in
from tests.model_city import ModelCity

DAYS = {"on": "2026-03-02", "known": "2026-03-02"}


@pytest.fixture(scope="module")
def office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A copy of the model city."""
    root = shutil.copytree(model_city.workspace.root, tmp_path_factory.mktemp("jobs") / "city")
    return office_in(open_workspace(Path(root)))


def runs(office: Office) -> set[str]:
    return {path.name for path in office.space.runs.iterdir() if path.is_dir()}


def test_a_run_that_is_stopped_publishes_nothing_and_goes_on_where_it_was(office: Office) -> None:
    before, in_force = runs(office), named_run(office.space)
    job, phases = office.ask("run", **DAYS), []
    beat = Queue.beat

    def beating(queue: Queue, job: Job, phase: str, part: float) -> Job | None:
        office.clock.on(seconds=1)
        phases.append((phase, part))
        if phase == "signals":
            cancel(office.desk(), job.job_id)
        return beat(queue, job, phase, part)

    with mock.patch.object(Queue, "beat", beating):
        office.worker().work_once()
    ended = office.job(job)
    assert ended.standing is Standing.CANCELLED, ended.said
    assert list(dict.fromkeys(phase for phase, _ in phases)) == [
        "beginning",
        "sources",
        "addresses",
        "linking",
        "indicators",
        "signals",
    ]
    assert [part for _, part in phases] == sorted(part for _, part in phases)
    assert (runs(office), named_run(office.space)) == (before, in_force)

    again = office.ask("run", **DAYS)
    office.worker().work_once()
    done = office.job(again)
    assert done.standing is Standing.DONE, done.said
    assert runs(office) == before | {done.result["run"]}
    assert named_run(office.space) == done.result["run"] == done.result["in_force"]
    assert done.result["computed"] is True
    assert not list(office.space.staging.iterdir())


def test_what_cannot_be_compared_is_told_at_once(office: Office) -> None:
    with pytest.raises(NotAvailable, match="no addresses are known on 1990-01-01"):
        office.ask("run", on="1990-01-01", known="1990-01-01")


def test_it_asks_for_the_purposes_of_every_active_check(office: Office) -> None:
    job = office.ask("run", **DAYS)
    cancel(office.desk(), job.job_id)
    assert job.action == "run"
    assert "onrechtmatig_wonen" in job.purposes
    assert len(job.purposes) > 3


def test_the_workspace_in_use_lets_a_run_wait(office: Office) -> None:
    job = office.ask("run", **DAYS)
    with office.space.writing():
        office.worker().work_once()
    assert office.job(job).standing is Standing.WAITING
    office.clock.on(minutes=1)
    office.worker().work_once()
    assert (office.job(job).standing, office.job(job).result["computed"]) == (Standing.DONE, False)
