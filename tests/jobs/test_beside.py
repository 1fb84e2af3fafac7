# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worker beside an office begins again when it falls, and stops with the office, however that ends."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from pathlib import Path
from threading import Event

from pandzicht.jobs.beside import command_of, stop_when_closed, worker_beside
from tests.desk import state_in
from tests.jobs.working import Office, office_in
from tests.runs.published_city import publish_city

PATIENCE_SECONDS = 60.0


def seen(path: Path, count: int) -> bool:
    """Whether so many lines stand in a file before patience is over."""
    tick = Event()
    for _ in range(int(PATIENCE_SECONDS / 0.05)):
        if path.is_file() and len(path.read_text().splitlines()) >= count:
            return True
        tick.wait(0.05)
    return False


def noting(path: Path, then: str) -> list[str]:
    words = f"import sys, os; open({str(path)!r}, 'a').write(f'{{os.getpid()}}\\n'); {then}"
    return [sys.executable, "-c", words]


def test_a_worker_that_falls_begins_again_and_stops_with_the_office(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    with worker_beside(noting(notes, "sys.exit(1)"), again_seconds=0.01):
        assert seen(notes, 3)
    assert "worker beside the office" not in {thread.name for thread in threading.enumerate()}


def test_a_worker_is_told_to_stop_by_its_input(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    with worker_beside(noting(notes, f"sys.stdin.read(); open({str(notes)!r}, 'a').write('stopt\\n')")):
        assert seen(notes, 1)
    assert notes.read_text().splitlines()[-1] == "stopt"


def test_a_worker_may_end_before_its_input_does() -> None:
    words = (
        "from threading import Event; from pandzicht.jobs.beside import own_input, stop_when_closed; "
        "stop_when_closed(own_input(), Event()); Event().wait(0.2)"
    )
    found = os.environ | {"PYTHONPATH": "src"}
    with subprocess.Popen(
        [sys.executable, "-c", words], stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=found
    ) as worker:
        assert worker.wait(PATIENCE_SECONDS) == 0
        assert worker.stderr is not None
        assert worker.stderr.read() == b""


def test_a_worker_stops_when_the_office_is_killed(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    inner = noting(notes, f"sys.stdin.read(); open({str(notes)!r}, 'a').write('stopt\\n')")
    outer = (
        "from threading import Event; from pandzicht.jobs.beside import worker_beside\n"
        f"with worker_beside({inner!r}): Event().wait()"
    )
    office = subprocess.Popen([sys.executable, "-c", outer], env=os.environ | {"PYTHONPATH": "src"})
    assert seen(notes, 1)
    office.kill()
    office.wait()
    assert seen(notes, 2)


def test_an_input_that_closed_stops() -> None:
    stop = Event()
    stop_when_closed(io.BytesIO(b"xx"), stop)
    assert stop.wait(PATIENCE_SECONDS)


def test_a_job_that_waited_while_the_office_was_away_is_done_after_it_came_back(tmp_path: Path) -> None:
    office = office_in(publish_city(tmp_path / "city"))
    job = office.ask("proxy_test")
    office.state.close()
    again, tick = Office(office.space, state_in(office.space.state), office.clock), Event()
    with worker_beside(command_of(office.space.root)):
        for _ in range(int(PATIENCE_SECONDS / 0.2)):
            if not again.job(job).is_open:
                break
            tick.wait(0.2)
    assert not again.job(job).is_open
