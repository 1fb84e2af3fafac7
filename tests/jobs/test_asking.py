# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work is asked for by who may do it, followed by who asked, and stopped by them or by whoever manages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, JobRefused, NotFound
from pandzicht.governance.accounts import account_named, withdraw_role
from pandzicht.jobs.asking import all_jobs, ask, cancel, cancel_for, own_job, own_jobs
from pandzicht.jobs.job import Standing
from pandzicht.jobs.queue import Queue
from pandzicht.store.state_database import StateDatabase, make_state, open_state
from tests.desk import NOW
from tests.jobs.working import Office, empty_space, office_in, told
from tests.state_places import walled_postgres


@pytest.fixture
def office(state: StateDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    told(monkeypatch)
    return office_in(empty_space(tmp_path), state)


def lines(office: Office) -> list[dict[str, str]]:
    with office.state.transaction(reads=True) as transaction:
        return [json.loads(line) for line in transaction.column("SELECT line FROM audit_entry ORDER BY entry_no")]


def test_asking_is_the_act_itself_on_a_job(office: Office) -> None:
    job = office.ask(steps=7)
    assert (job.kind, job.arguments["steps"], job.account, job.standing) == ("telling", 7, "els", Standing.WAITING)
    assert [(line["action"], line["object"], line["result"]) for line in lines(office)] == [
        ("verify", f"job:{job.job_id}", "allowed"),
        ("verify", f"job:{job.job_id}", "done"),
    ]


def test_who_may_not_do_it_may_not_ask_for_it(office: Office) -> None:
    with office.state.transaction() as transaction:
        withdraw_role(transaction, account_named(transaction, "els"), "alles")
    with pytest.raises(AccessDenied):
        office.ask()
    assert own_jobs(office.desk()) == ()


@pytest.mark.parametrize(
    ("kind", "arguments", "said"),
    [
        ("shell", {}, "'shell' is no work that is done in the background; known are load, run"),
        ("telling", {"steps": "veel", "x": 1}, "steps: input should be a valid integer"),
        ("telling", {"steps": "veel", "x": 1}, "x: extra inputs are not permitted"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_all_that_is_wrong(
    office: Office, kind: str, arguments: dict[str, object], said: str
) -> None:
    with pytest.raises(JobRefused) as refused:
        office.ask(kind, **arguments)
    assert said in str(refused.value)
    assert lines(office) == []


def test_everyone_sees_their_own_jobs_and_those_only(office: Office) -> None:
    mine, other = office.ask(), ask(office.desk("jan"), office.space, "telling", {})
    assert own_jobs(office.desk()) == (mine,)
    for job_id in (other.job_id, "0123"):
        with pytest.raises(NotFound, match=f"job '{job_id}' is not there"):
            own_job(office.desk(), job_id)
        with pytest.raises(NotFound, match=f"job '{job_id}' is not there"):
            cancel(office.desk(), job_id)
    assert own_jobs(office.desk("jan"))[0].standing is Standing.WAITING


def test_whoever_manages_sees_all_and_not_what_came_of_them(office: Office) -> None:
    first, _ = office.ask(), ask(office.desk("jan"), office.space, "telling", {})
    queue = Queue(office.state, "een", office.clock)
    taken = queue.take()
    assert taken is not None
    queue.end(taken, Standing.FAILED, "op regel 3 staat een naam")
    assert office.job(first).said == "op regel 3 staat een naam"
    with office.desk("jan").operation(Action.ADMINISTER) as operation:
        assert [(job.account, job.standing, job.said) for job in all_jobs(operation)] == [
            ("jan", Standing.WAITING, ""),
            ("els", Standing.FAILED, ""),
        ]
    with office.desk().operation(Action.VERIFY) as operation, pytest.raises(AccessDenied):
        all_jobs(operation)


def test_what_waits_is_stopped_at_once_and_the_log_says_by_whom(office: Office) -> None:
    job = cancel(office.desk(), office.ask().job_id)
    assert (job.standing, job.ended_at is not None) == (Standing.CANCELLED, True)
    assert Queue(office.state, "een", office.clock).take() is None
    line = lines(office)[-1]
    assert (line["actor"], line["object"], line["why"]) == ("els", f"job:{job.job_id}", "asked to stop it")


def test_what_runs_is_asked_to_stop(office: Office) -> None:
    job = office.ask()
    Queue(office.state, "een", office.clock).take()
    after = cancel(office.desk(), job.job_id)
    assert (after.standing, after.cancel_asked) == (Standing.RUNNING, True)


def test_whoever_manages_stops_the_work_of_others(office: Office) -> None:
    job = office.ask()
    with office.desk("jan").operation(Action.ADMINISTER) as operation:
        cancel_for(operation, job.job_id)
    assert office.job(job).standing is Standing.CANCELLED
    with office.desk("jan").operation(Action.ADMINISTER) as operation, pytest.raises(NotFound, match="has ended"):
        cancel_for(operation, job.job_id)


def test_work_goes_on_behind_the_second_wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(monkeypatch)
    with walled_postgres() as places:
        make_state(places.owner, role=places.role, now=NOW)
        above = open_state(places.superuser, now=NOW, demo=True)
        state = open_state(places.app, now=NOW)
        office = office_in(empty_space(tmp_path), above)
        office.state = state
        job, other = office.ask(), ask(office.desk("jan"), office.space, "telling", {})
        with office.desk().own() as transaction:
            assert transaction.column("SELECT job_id FROM job") == [job.job_id], "the wall itself shows no other"
        assert cancel(office.desk("jan"), other.job_id).standing is Standing.CANCELLED
        office.worker().work_once()
        assert office.job(job).standing is Standing.DONE
        with office.desk().operation(Action.ADMINISTER) as operation:
            assert len(all_jobs(operation)) == 2
        for database in (above, state):
            database.close()
