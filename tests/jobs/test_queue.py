# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One worker takes one job, in the order in which they were asked, whatever else happens; on both databases."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from pandzicht.jobs.job import AGAIN, STALE, Standing
from pandzicht.jobs.queue import Queue
from pandzicht.store.state_database import StateDatabase
from tests.jobs.working import Office, empty_space, office_in, told


@pytest.fixture
def office(state: StateDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    told(monkeypatch)
    return office_in(empty_space(tmp_path), state)


def queue(office: Office, worker: str = "een") -> Queue:
    return Queue(office.state, worker, office.clock)


def test_what_was_asked_first_is_taken_first(office: Office) -> None:
    first, second = office.ask(), office.ask()
    taken = [queue(office, name).take() for name in ("een", "twee", "drie")]
    assert [job.job_id if job else None for job in taken] == [first.job_id, second.job_id, None]
    assert taken[0] is not None
    assert (taken[0].standing, taken[0].worker, taken[0].tries) == (Standing.RUNNING, "een", 1)


@pytest.mark.parametrize("kind", ["telling", "writing"])
def test_two_workers_never_take_the_same_job(office: Office, kind: str) -> None:
    asked = {office.ask(kind).job_id for _ in range(24)}
    taken: list[str] = []
    start = Barrier(4)

    def take_all(name: str) -> None:
        own = queue(office, name)
        start.wait()
        while len(taken) < len(asked):
            job = own.take()
            if job is not None:
                taken.append(job.job_id)
                own.end(job, Standing.DONE, "{}")

    threads = [Thread(target=take_all, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(taken) == Counter(asked)


def test_work_that_holds_the_workspace_is_taken_one_by_one_in_order(office: Office) -> None:
    first, second, beside = office.ask("writing"), office.ask("writing"), office.ask("telling")
    one, two = queue(office, "een"), queue(office, "twee")
    running = one.take()
    assert running is not None
    assert running.job_id == first.job_id
    found = two.take()
    assert found is not None
    assert found.job_id == beside.job_id, "what writes nothing goes on beside it"
    assert two.take() is None
    one.end(running, Standing.FAILED, "vol")
    found = two.take()
    assert found is not None
    assert found.job_id == second.job_id


@pytest.mark.parametrize(("silent", "taken"), [(STALE - timedelta(seconds=1), False), (STALE * 2, True)])
def test_a_job_whose_worker_is_silent_too_long_is_taken_again(office: Office, silent: timedelta, taken: bool) -> None:
    office.ask()
    one, two = queue(office, "een"), queue(office, "twee")
    before = one.take()
    assert before is not None
    office.clock.at += silent
    after = two.take()
    assert (after is not None) is taken
    assert (one.beat(before, "bezig", 0.5) is None) is taken, "who lost it is told"
    if after is not None:
        one.end(before, Standing.DONE, "{}")
        assert office.job(before).standing is Standing.RUNNING, "and ends nothing of it"
        assert (after.tries, after.worker, after.begun_at) == (2, "twee", before.begun_at)


def test_a_beat_says_how_far_it_is(office: Office) -> None:
    office.ask()
    own = queue(office)
    job = own.take()
    assert job is not None
    for part, kept in ((0.0, 0), (0.2504, 250), (7.0, 1000), (-1.0, 0)):
        seen = own.beat(job, "koppelen", part)
        assert seen is not None
        assert (seen.phase, seen.part) == ("koppelen", kept)


@pytest.mark.parametrize(("at_once", "after", "taken"), [(True, 0, True), (False, 0, False), (False, 31, True)])
def test_what_is_put_back_waits_where_the_workspace_was_in_use(
    office: Office, at_once: bool, after: int, taken: bool
) -> None:
    assert timedelta(seconds=30) == AGAIN
    office.ask()
    own = queue(office)
    job = own.take()
    assert job is not None
    own.put_back(job, at_once=at_once)
    assert (office.job(job).standing, office.job(job).tries) == (Standing.WAITING, 0)
    office.clock.on(seconds=after)
    assert (queue(office, "twee").take() is not None) is taken


def test_what_has_ended_is_not_taken_again(office: Office) -> None:
    office.ask()
    own = queue(office)
    job = own.take()
    assert job is not None
    own.end(job, Standing.DONE, '{"x": 1}')
    ended = office.job(job)
    assert (ended.standing, ended.part, ended.result, ended.ended_at is not None) == (
        Standing.DONE,
        1000,
        {"x": 1},
        True,
    )
    office.clock.on(hours=1)
    assert own.take() is None
