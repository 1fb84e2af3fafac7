# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queue as a worker sees it: one worker takes one job, says that it lives, and says how it ended.

Whoever changes a row first has the job: that holds with several workers and in both databases. Work that holds the
workspace for itself is taken in the order in which it was asked, and never two at once.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from pandzicht.governance.desk import Clock
from pandzicht.jobs.job import AGAIN, STALE, WHOLE, Job, Standing, job_of
from pandzicht.store.state_database import Behalf, StateDatabase, Transaction, moment
from pandzicht.store.wall import WORK

_FREE = """\
((standing = 'waiting' AND beat_at < :again) OR (standing = 'running' AND beat_at < :stale))
AND (writes = 0 OR NOT EXISTS (
  SELECT 1 FROM job earlier WHERE earlier.writes = 1 AND earlier.standing IN ('waiting', 'running')
  AND (earlier.asked_at, earlier.job_id) < (job.asked_at, job.job_id)))
"""
"""A job that waits, or whose worker was not heard of for long; where it writes, no earlier one that does is open."""
_OWN = "job_id = :job_id AND worker = :worker AND standing = 'running'"


@dataclass(frozen=True, slots=True)
class Queue:
    """The jobs of a workspace, for one worker by its name."""

    state: StateDatabase
    worker: str
    clock: Clock

    def take(self) -> Job | None:
        """Take the job that waits longest; None when there is none."""
        now = self.clock()
        free = {"again": moment(now - AGAIN), "stale": moment(now - STALE)}
        with self._at_work() as transaction:
            for job_id in transaction.column(f"SELECT job_id FROM job WHERE {_FREE} ORDER BY asked_at, job_id", **free):
                met = transaction.run(
                    "UPDATE job SET standing = 'running', worker = :worker, beat_at = :now, tries = tries + 1, "
                    f"begun_at = coalesce(begun_at, :now) WHERE job_id = :job_id AND {_FREE}",
                    worker=self.worker,
                    now=moment(now),
                    job_id=job_id,
                    **free,
                )
                if met:
                    row = transaction.one("SELECT * FROM job WHERE job_id = :job_id", job_id=job_id)
                    return job_of(row) if row else None
        return None

    def beat(self, job: Job, phase: str, part: float) -> Job | None:
        """Say that the worker lives and how far it is; return the job, None when it is another's by now."""
        with self._at_work() as transaction:
            transaction.run(
                f"UPDATE job SET beat_at = :now, phase = :phase, part = :part WHERE {_OWN}",
                now=moment(self.clock()),
                phase=phase,
                part=min(WHOLE, max(0, round(part * WHOLE))),
                job_id=job.job_id,
                worker=self.worker,
            )
            row = transaction.one(f"SELECT * FROM job WHERE {_OWN}", job_id=job.job_id, worker=self.worker)
        return job_of(row) if row else None

    def put_back(self, job: Job, *, at_once: bool) -> None:
        """Let a job wait again: for any worker at once, or for a while because the workspace is in use."""
        with self._at_work() as transaction:
            transaction.run(
                "UPDATE job SET standing = 'waiting', worker = '', tries = tries - 1, beat_at = :beat_at, phase = '', "
                f"part = 0 WHERE {_OWN}",
                beat_at="" if at_once else moment(self.clock()),
                job_id=job.job_id,
                worker=self.worker,
            )

    def end(self, job: Job, standing: Standing, said: str) -> None:
        """Say how a job ended; one that another worker took meanwhile is left alone."""
        with self._at_work() as transaction:
            transaction.run(
                f"UPDATE job SET standing = :standing, said = :said, ended_at = :now, "
                f"part = CASE WHEN :whole = 1 THEN {WHOLE} ELSE part END WHERE {_OWN}",
                standing=standing.value,
                said=said,
                now=moment(self.clock()),
                whole=int(standing is Standing.DONE),
                job_id=job.job_id,
                worker=self.worker,
            )

    def _at_work(self) -> AbstractContextManager[Transaction]:
        return self.state.on_behalf_of(Behalf(self.worker, self.worker, WORK)).transaction()
