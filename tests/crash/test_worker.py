# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""kill -9 of a worker in the middle of a run: another takes the job up, and the run is what it would have been."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import read_roles
from pandzicht.jobs.job import STALE, Job, Standing
from pandzicht.runs.verify import verify_workspace
from pandzicht.store.publish import read_json
from pandzicht.store.workspace import open_workspace
from tests.jobs.working import Office, office_in
from tests.model_city import ModelCity

DAYS = {"on": "2026-03-02", "known": "2026-03-02"}
PATIENCE_SECONDS = 300


@pytest.fixture
def office(model_city: ModelCity, tmp_path: Path) -> Iterator[Office]:
    root = shutil.copytree(model_city.workspace.root, tmp_path / "city")
    office = office_in(open_workspace(Path(root)))
    office.clock.at, office.roles = datetime.now(UTC), read_roles(office.space.catalogue)
    with office.state.transaction() as transaction:
        transaction.run("UPDATE account_role SET role = 'demonstratie' WHERE role = 'alles'")
    yield office
    office.state.close()


def begin(office: Office) -> subprocess.Popen[bytes]:
    """Start a worker as a process of its own."""
    root = Path(__file__).resolve().parents[2]
    found = os.environ | {"PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    command = [sys.executable, "-c", "from pandzicht.cli.main import console; console()", "work"]
    return subprocess.Popen([*command, "--workspace", str(office.space.root)], cwd=root, env=found)


def wait_for_stage(office: Office, job: Job) -> None:
    """Wait until the first stages of the run have finished, or fail."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not any(office.space.staging.glob("run-*/addresses.json")):
        assert office.job(job).is_open, office.job(job).said
        assert time.monotonic() < until, "the worker does not get on"
        time.sleep(0.01)


def tables(office: Office, run: str) -> dict[str, str]:
    found = read_json(office.space.runs / run / "manifest.json")["tables"]
    return {name: table["content"] for name, table in found.items()}


@pytest.mark.slow
def test_a_run_whose_worker_is_killed_is_taken_up_and_done(office: Office) -> None:
    job = office.ask("run", **DAYS)
    process = begin(office)
    wait_for_stage(office, job)
    process.kill()
    process.wait()
    stopped = office.job(job)
    assert (stopped.standing, stopped.tries) == (Standing.RUNNING, 1)
    assert office.worker().work_once() is None, "the worker may still live"

    office.clock.at = datetime.now(UTC) + STALE * 2
    office.worker().work_once()
    done = office.job(job)
    assert (done.standing, done.tries) == (Standing.DONE, 2), done.said
    assert [verdict for verdict in verify_workspace(office.space) if not verdict.sound] == []
    assert not list(office.space.staging.iterdir())

    interrupted = tables(office, done.result["run"])
    shutil.rmtree(office.space.runs / done.result["run"])
    again = office.ask("run", **DAYS)
    office.worker("drie").work_once()
    assert office.job(again).result["computed"] is True
    assert tables(office, done.result["run"]) == interrupted
