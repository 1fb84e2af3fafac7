# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A worker does what was asked in the name of whoever asked, with the rights of that moment, and survives faults."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Thread

import pytest

from pandzicht.errors import NotFound, StateFault, WorkspaceBusy
from pandzicht.governance.accounts import account_named, close_account, withdraw_role
from pandzicht.jobs.asking import cancel
from pandzicht.jobs.job import STALE, TRIES, Standing
from pandzicht.store.state_database import StateDatabase, moment
from tests.desk import NOW
from tests.jobs.working import Office, empty_space, office_in, told


@pytest.fixture
def office(state: StateDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    told(monkeypatch)
    return office_in(empty_space(tmp_path), state)


def acts(office: Office) -> list[tuple[str, str, str, str]]:
    """What the audit log says: who, on what, with what result, from where."""
    with office.state.transaction(reads=True) as transaction:
        lines = map(json.loads, transaction.column("SELECT line FROM audit_entry ORDER BY entry_no"))
    return [(line["actor"], line["object"], line["result"], line["origin"]) for line in lines]


def test_work_is_done_in_the_name_of_whoever_asked(office: Office) -> None:
    job = office.ask(steps=4)
    assert office.worker().work_once() is not None
    assert office.job(job).result == {"steps": 4, "by": "els"}
    assert acts(office)[2:] == [("els", "workspace", "allowed", "worker"), ("els", "workspace", "done", "worker")]
    assert office.worker().work_once() is None


def test_progress_grows_and_everybody_who_asked_sees_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, int]] = []

    def look(step: int) -> None:
        office.clock.on(seconds=1)
        if step:
            seen.append((office.job(job).phase, office.job(job).part))

    told(monkeypatch, look)
    job = office.ask(steps=5)
    office.worker().work_once()
    assert seen == [("step 0", 0), ("step 1", 200), ("step 2", 400), ("step 3", 600)]


def test_an_account_that_was_closed_meanwhile_does_nothing(office: Office) -> None:
    job = office.ask()
    with office.state.transaction() as transaction:
        close_account(transaction, account_named(transaction, "els"), at=moment(NOW))
    office.worker().work_once()
    ended = office.job(job)
    assert (ended.standing, "account 'els' has no role" in ended.said) == (Standing.FAILED, True)
    assert acts(office)[-1] == ("els", "workspace", "denied", "worker")


def test_a_role_that_was_withdrawn_meanwhile_carries_nothing(office: Office) -> None:
    job = office.ask()
    with office.state.transaction() as transaction:
        withdraw_role(transaction, account_named(transaction, "els"), "alles")
    office.worker().work_once()
    assert office.job(job).standing is Standing.FAILED


FAULTS = {
    NotFound("de run is weg"): ("de run is weg", 0),
    ZeroDivisionError("1/0"): ("an unforeseen fault (ZeroDivisionError); tell whoever runs Pandzicht", 1),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_a_fault_ends_the_job_and_not_the_worker(
    office: Office, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(_step: int) -> None:
        raise fault

    told(monkeypatch, fail)
    job, (said, notes) = office.ask(), FAULTS[fault]
    office.worker().work_once()
    assert (office.job(job).standing, office.job(job).said, len(office.notes)) == (Standing.FAILED, said, notes)
    told(monkeypatch)
    after = office.ask()
    office.worker().work_once()
    assert office.job(after).standing is Standing.DONE


def test_a_workspace_in_use_lets_the_job_wait(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_step: int) -> None:
        raise WorkspaceBusy("another load or run is busy here")

    told(monkeypatch, busy)
    job = office.ask()
    office.worker().work_once()
    assert office.job(job).standing is Standing.WAITING
    assert office.worker().work_once() is None, "it is not tried again at once"
    told(monkeypatch)
    office.clock.on(minutes=1)
    office.worker().work_once()
    assert office.job(job).standing is Standing.DONE


def test_work_that_is_cancelled_stops_and_leaves_no_file(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(step: int) -> None:
        place = office.space.exports / job.job_id
        place.mkdir(parents=True, exist_ok=True)
        if step == 1:
            cancel(office.desk(), job.job_id)
            office.clock.on(seconds=1)

    told(monkeypatch, stop)
    job = office.ask(steps=10)
    office.worker().work_once()
    ended = office.job(job)
    assert (ended.standing, ended.part) == (Standing.CANCELLED, 100)
    assert not (office.space.exports / job.job_id).exists()


def test_a_worker_that_is_told_to_stop_leaves_its_work_to_another(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = office.worker()
    told(monkeypatch, lambda _step: worker.stop.set())
    job = office.ask()
    worker.forever()
    assert (office.job(job).standing, office.job(job).tries) == (Standing.WAITING, 0)
    told(monkeypatch)
    office.worker("twee").work_once()
    assert office.job(job).standing is Standing.DONE


def test_work_during_which_workers_stop_is_given_up(office: Office) -> None:
    job = office.ask()
    for _ in range(TRIES):
        assert office.worker().queue.take() is not None
        office.clock.at += STALE * 2
    office.worker().work_once()
    ended = office.job(job)
    assert (ended.standing, f"stopped {TRIES} times" in ended.said) == (Standing.FAILED, True)


def test_who_lost_the_job_says_nothing_of_how_it_ended(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def be_silent(step: int) -> None:
        if step == 1:
            office.clock.at += STALE * 2
            assert office.worker("twee").queue.take() is not None

    told(monkeypatch, be_silent)
    job = office.ask()
    office.worker().work_once()
    assert (office.job(job).standing, office.job(job).worker) == (Standing.RUNNING, "twee")
    assert office.notes == [f"job {job.job_id} was taken over by another worker"]


def test_a_worker_goes_on_until_told_to_stop_and_waits_for_a_state_that_does_not_answer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, take = office.worker(), type(office.worker().queue).take
    faults = [StateFault("the server is away")]

    def failing(queue: object) -> object:
        if faults:
            raise faults.pop()
        return take(queue)  # type: ignore[arg-type]

    monkeypatch.setattr("pandzicht.jobs.worker.PAUSE_SECONDS", 0.01)
    monkeypatch.setattr("pandzicht.jobs.queue.Queue.take", failing)
    told(monkeypatch, lambda _step: worker.stop.set() if _step == 2 else None)
    first = office.ask(steps=2)
    office.ask(steps=3)
    thread = Thread(target=worker.forever)
    thread.start()
    thread.join(60)
    assert not thread.is_alive()
    assert office.notes == ["the server is away"]
    assert office.job(first).standing is Standing.DONE
