# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work in the background as an administrator sees it, and the worker as the service manager starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pandzicht.cli.desk import desk_at
from pandzicht.cli.main import main
from pandzicht.cli.output import Output
from pandzicht.errors import NotFound
from pandzicht.jobs.asking import ask, own_job
from pandzicht.jobs.job import Job, Standing
from pandzicht.store.workspace import open_workspace
from tests.cli.test_main import Captured, machine, person
from tests.jobs.working import told


@pytest.fixture
def own(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """A workspace of a demo, in which workers know the work that only tells; signals are as they were afterwards."""
    main(["new", str(tmp_path / "w"), "--demo"])
    told(monkeypatch)
    capsys.readouterr()
    with signals_kept():
        yield "--workspace", str(tmp_path / "w")


@contextmanager
def signals_kept() -> Iterator[None]:
    kept = {kind: signal.getsignal(kind) for kind in (signal.SIGINT, signal.SIGTERM)}
    yield
    for kind, handler in kept.items():
        signal.signal(kind, handler)


def asked(own: tuple[str, str]) -> Job:
    space = open_workspace(Path(own[1]))
    return ask(desk_at(space, Output(as_json=True)), space, "telling", {})


def standing(own: tuple[str, str], job: Job) -> Standing:
    return own_job(desk_at(open_workspace(Path(own[1])), Output(as_json=True)), job.job_id).standing


def test_a_worker_does_what_waits_and_the_list_says_so(own: tuple[str, str], capsys: Captured) -> None:
    job = asked(own)
    assert f"{job.job_id}  inlezen" in person(capsys, "jobs", *own)[1]
    assert machine(capsys, "work", "--once", *own) == (0, {"job": job.job_id, "kind": "telling"})
    code, (listed,) = machine(capsys, "jobs", *own)
    assert (code, listed["job_id"], listed["standing"], listed["part"]) == (0, job.job_id, "done", 1000)
    assert "klaar  100%" in person(capsys, "jobs", "--all", *own)[1]
    assert "Er wacht geen werk." in person(capsys, "work", "--once", *own)[1]


def test_what_failed_is_told_with_its_sentence_to_who_asked(
    own: tuple[str, str], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_step: int) -> None:
        raise NotFound("de run is weg")

    told(monkeypatch, fail)
    job = asked(own)
    assert machine(capsys, "work", "--once", *own)[0] == 0
    assert f"{job.job_id}: de run is weg" in person(capsys, "jobs", *own)[1]
    assert "de run is weg" not in person(capsys, "jobs", "--all", *own)[1]


@pytest.mark.parametrize("whose", [(), ("--all",)])
def test_work_that_waits_is_stopped(own: tuple[str, str], capsys: Captured, whose: tuple[str, ...]) -> None:
    job = asked(own)
    assert "op verzoek gestopt" in person(capsys, "jobs", *whose, "--cancel", job.job_id, *own)[1]
    assert standing(own, job) is Standing.CANCELLED


def test_a_job_that_is_not_there_is_told(own: tuple[str, str], capsys: Captured) -> None:
    code, said = machine(capsys, "jobs", "--cancel", "0123", *own)
    assert (code, "job '0123' is not there" in said["message"]) == (1, True)


@pytest.mark.skipif(os.name != "posix", reason="the service manager of another system tells it otherwise")
def test_a_worker_that_is_told_to_stop_stops(own: tuple[str, str], root: Path) -> None:
    command = [sys.executable, "-u", "-c", f"from pandzicht.cli import jobs\n{_ANNOUNCING}", *own]
    found = os.environ | {"PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    worker = subprocess.Popen(command, env=found, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "looking\n"
    worker.terminate()
    assert worker.wait(60) == 0


_ANNOUNCING = """
import sys
from pandzicht.cli.main import main
from pandzicht.jobs.worker import Worker
once = Worker.work_once
def announcing(worker):
    print("looking")
    return once(worker)
Worker.work_once = announcing
sys.exit(main(["work", *sys.argv[1:]]))
"""
