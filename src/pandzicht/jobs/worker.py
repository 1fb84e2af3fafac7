# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A worker: takes one job after another and carries it out in the name of whoever asked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import Any

from pandzicht.errors import Cancelled, JobRefused, PandzichtError, StateFault, WorkspaceBusy
from pandzicht.governance.door import Door
from pandzicht.jobs.job import TRIES, Job, Standing
from pandzicht.jobs.kinds import work_of
from pandzicht.jobs.pulse import Interrupted, Lost, Pulse
from pandzicht.jobs.queue import Queue
from pandzicht.jobs.work import Tell
from pandzicht.store.workspace import Workspace

PAUSE_SECONDS = 1.0
"""How long a worker that found nothing waits before it looks again."""
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker of a workspace, by a name that no other has."""

    workspace: Workspace
    door: Door
    name: str
    note: Note
    """Told what whoever runs the worker must know: what no job can tell."""
    stop: Event = field(default_factory=Event)
    """Set when the worker is to stop: what it works on waits for another."""

    @property
    def queue(self) -> Queue:
        """The queue, as this worker sees it."""
        return Queue(self.door.state, self.name, self.door.clock)

    def work_once(self) -> Job | None:
        """Take a job and carry it out; return it as it was taken, None when none waits."""
        job = self.queue.take()
        if job is not None:
            self._work_on(job)
        return job

    def forever(self) -> None:
        """Work until told to stop; a state that does not answer is waited for."""
        while not self.stop.is_set():
            try:
                found = self.work_once()
            except StateFault as fault:
                self.note(str(fault))
                found = None
            if found is None:
                self.stop.wait(PAUSE_SECONDS)

    def _work_on(self, job: Job) -> None:
        queue = self.queue
        try:
            with Pulse(queue, job, self.stop) as pulse:
                said = self._carried_out(job, pulse.tell)
        except (Interrupted, WorkspaceBusy) as fault:
            queue.put_back(job, at_once=isinstance(fault, Interrupted))
        except Lost:
            self.note(f"job {job.job_id} was taken over by another worker")
        except Cancelled as fault:
            queue.end(job, Standing.CANCELLED, str(fault))
        except StateFault:
            raise
        except PandzichtError as fault:
            queue.end(job, Standing.FAILED, str(fault))
        except Exception as fault:  # noqa: BLE001 - a fault of one job may not end the worker of all others
            self.note(f"job {job.job_id}: {type(fault).__name__}: {fault}")
            queue.end(
                job, Standing.FAILED, f"an unforeseen fault ({type(fault).__name__}); tell whoever runs Pandzicht"
            )
        else:
            queue.end(job, Standing.DONE, json.dumps(said, ensure_ascii=False, default=str))

    def _carried_out(self, job: Job, tell: Tell) -> Mapping[str, Any]:
        """Do the work at the desk of whoever asked, as it is now; raise whatever keeps it from being done."""
        if job.tries > TRIES:
            raise JobRefused(
                f"the worker stopped {TRIES} times during this work, so it is not begun again; tell whoever runs "
                "Pandzicht: there may be too little memory"
            )
        tell("beginning", 0.0)
        work = work_of(job.kind, job.arguments)
        space = self.workspace.within(work.channel)
        desk = self.door.desk(job.account)
        work.prepare(space, desk)
        act, place = work.act(space), space.exports / job.job_id
        try:
            with desk.operation(act.action, act.subject, act.purposes) as operation:
                return work.carry_out(space, operation, place, tell)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
