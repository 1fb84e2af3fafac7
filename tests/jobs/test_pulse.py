# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pulse keeps how far work is, twice a second at most, and stops it where it must go no further."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from pandzicht.errors import Cancelled
from pandzicht.jobs.asking import cancel
from pandzicht.jobs.job import Job
from pandzicht.jobs.pulse import Interrupted, Lost, Pulse
from pandzicht.jobs.queue import Queue
from tests.jobs.working import Office, empty_space, office_in, told


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    told(monkeypatch)
    return office_in(empty_space(tmp_path))


@pytest.fixture
def job(office: Office) -> Job:
    office.ask()
    taken = queue(office).take()
    assert taken is not None
    return taken


def queue(office: Office, worker: str = "een") -> Queue:
    return Queue(office.state, worker, office.clock)


def test_progress_is_kept_twice_a_second_at_most(office: Office, job: Job) -> None:
    pulse, kept = Pulse(queue(office), job, Event()), []
    for step in range(20):
        office.clock.on(seconds=0.125)
        pulse.tell("tellen", step / 20)
        kept.append(office.job(job).part)
    assert kept == sorted(kept)
    assert len(set(kept)) == 5
    assert kept[-1] > 700


def test_asked_to_stop_it_stops_at_the_next_step(office: Office, job: Job) -> None:
    pulse = Pulse(queue(office), job, Event())
    pulse.tell("een", 0.1)
    cancel(office.desk(), job.job_id)
    office.clock.on(seconds=1)
    with pytest.raises(Cancelled):
        pulse.tell("twee", 0.2)
    with pytest.raises(Cancelled):
        pulse.tell("drie", 0.3)


def test_what_is_published_is_not_stopped_any_more(office: Office, job: Job) -> None:
    pulse = Pulse(queue(office), job, Event())
    cancel(office.desk(), job.job_id)
    pulse.tell("klaar", 1.0)


def test_a_worker_that_must_stop_interrupts_its_work(office: Office, job: Job) -> None:
    stop = Event()
    pulse = Pulse(queue(office), job, stop)
    pulse.tell("een", 0.1)
    stop.set()
    with pytest.raises(Interrupted):
        pulse.tell("twee", 0.2)


def test_who_lost_the_job_goes_no_further(office: Office, job: Job) -> None:
    pulse = Pulse(queue(office), job, Event())
    office.clock.on(minutes=5)
    assert queue(office, "twee").take() is not None
    with pytest.raises(Lost):
        pulse.tell("een", 0.1)


def test_silent_work_is_kept_alive(office: Office, job: Job) -> None:
    beaten = Event()

    class Noting(Queue):
        def beat(self, job: Job, phase: str, part: float) -> Job | None:
            beaten.set()
            return super().beat(job, phase, part)

    with Pulse(Noting(office.state, "een", office.clock), job, Event(), silent_seconds=0.01):
        assert beaten.wait(20), "nobody told anything, and it beats all the same"
