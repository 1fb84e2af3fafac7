# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Asking for long work, following it, and stopping it: acts of whoever wants it done."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound
from pandzicht.governance.audit import Act, Result
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.log import Log, append_entry
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.job import Job, Standing, job_of
from pandzicht.jobs.kinds import KINDS, work_of
from pandzicht.store.state_database import Transaction, moment
from pandzicht.store.workspace import Workspace

_ENDED_SHOWN = 50
"""Jobs that have ended and are still listed."""


def ask(desk: Desk, workspace: Workspace, kind: str, arguments: Mapping[str, Any]) -> Job:
    """Ask for work in the background; it is the same act as doing it, so whoever may not is told so at once.

    Raises JobRefused for arguments that are none, AccessDenied, and whatever the work itself says of what is asked.
    """
    work = work_of(kind, arguments)
    work.prepare(workspace.within(work.channel), desk)
    act = work.act(workspace.within(work.channel))
    job_id = secrets.token_hex(8)
    row = {
        "job_id": job_id,
        "kind": kind,
        "arguments": work.model_dump_json(),
        "action": act.action.value,
        "account": desk.actor.account,
        "purposes": json.dumps(sorted({purpose.name for purpose in act.purposes})),
        "asked_at": moment(desk.clock()),
        "begun_at": None,
        "ended_at": None,
        "standing": Standing.WAITING.value,
        "writes": int(KINDS[kind].writes),
        "phase": "",
        "part": 0,
        "said": "",
        "cancel_asked": 0,
        "tries": 0,
        "worker": "",
        "beat_at": "",
    }
    asking = desk.operation(act.action, Subject(Kind.JOB, job_id), act.purposes)
    with asking as operation, operation.change() as transaction:
        transaction.insert("job", row)
    return job_of(row)


def own_jobs(desk: Desk) -> tuple[Job, ...]:
    """Return the jobs that the actor asked for: those that are open, and the last that ended, newest first."""
    with desk.own() as transaction:
        found = transaction.rows(
            "SELECT * FROM job WHERE account = :account ORDER BY asked_at DESC, job_id", account=desk.actor.account
        )
    return _listed(map(job_of, found))


def own_job(desk: Desk, job_id: str) -> Job:
    """Return one job that the actor asked for; raise NotFound for one of somebody else as for one that is not there."""
    with desk.own() as transaction:
        row = transaction.one(
            "SELECT * FROM job WHERE account = :account AND job_id = :job_id",
            account=desk.actor.account,
            job_id=job_id,
        )
    if row is None:
        raise NotFound(f"job '{job_id}' is not there; see which are with 'pandzicht jobs'")
    return job_of(row)


def all_jobs(operation: Operation) -> tuple[Job, ...]:
    """Return everybody's jobs, for whoever manages; not what came of them."""
    operation.allows(Action.ADMINISTER)
    with operation.state.transaction(reads=True) as transaction:
        found = transaction.rows("SELECT * FROM job ORDER BY asked_at DESC, job_id")
    return _listed(replace(job_of(row), said="") for row in found)


def cancel(desk: Desk, job_id: str) -> Job:
    """Stop one's own job: at once while it waits, else at its next step; nothing of it is published. The log says so.

    Raises NotFound, also for a job of somebody else.
    """
    job = own_job(desk, job_id)
    act = Act(
        operation_id=secrets.token_hex(8),
        trace_id=secrets.token_hex(16),
        account=desk.actor.account,
        origin=desk.origin,
        action=job.action,
        subject=Subject(Kind.JOB, job_id),
        purposes=job.purposes,
    )
    at = moment(desk.clock())
    with desk.own(reads=False) as transaction:
        _stop(transaction, job_id, at)
        append_entry(transaction, Log.AUDIT, act.entry(Result.DONE, at, why="asked to stop it"))
    return own_job(desk, job_id)


def cancel_for(operation: Operation, job_id: str) -> None:
    """Stop a job of somebody else, for whoever manages; raise NotFound when it is not there or has ended."""
    operation.allows(Action.ADMINISTER)
    with operation.change() as transaction:
        if not _stop(transaction, job_id, moment(operation.desk.clock())):
            raise NotFound(f"job '{job_id}' is not there or has ended; see which are with 'pandzicht jobs --all'")


def _stop(transaction: Transaction, job_id: str, at: str) -> int:
    """Mark an open job as to be stopped, and stop it where nobody works on it yet; return whether it was open."""
    met = transaction.run(
        "UPDATE job SET cancel_asked = 1 WHERE job_id = :job_id AND standing IN ('waiting', 'running')", job_id=job_id
    )
    transaction.run(
        "UPDATE job SET standing = 'cancelled', ended_at = :at WHERE job_id = :job_id AND standing = 'waiting'",
        job_id=job_id,
        at=at,
    )
    return met


def _listed(jobs: Iterable[Job]) -> tuple[Job, ...]:
    """Return the open jobs, and of the others the newest."""
    listed = list(jobs)
    ended = [job for job in listed if not job.is_open][:_ENDED_SHOWN]
    return (*(job for job in listed if job.is_open), *ended)
