# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pulse of a job: it shows how far the work is, keeps the job while the work is silent, and stops it when asked."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self

from pandzicht.errors import Cancelled, StateFault
from pandzicht.jobs.job import Job
from pandzicht.jobs.queue import Queue

OFTEN = timedelta(milliseconds=500)
"""Progress is kept twice a second at most."""
SILENT_SECONDS = 10.0
"""Work that says nothing for so long is kept alive meanwhile."""


class Interrupted(Exception):
    """The worker itself is to stop; somebody else takes the job up."""


class Lost(Exception):
    """Another worker took the job, because this one was not heard of for too long."""


class Pulse:
    """What a piece of work tells how far it is; raises Cancelled, Interrupted or Lost where it must go no further."""

    def __init__(self, queue: Queue, job: Job, stop: Event, *, silent_seconds: float = SILENT_SECONDS) -> None:
        self._queue, self._job, self._stop = queue, job, stop
        self._silent_seconds = silent_seconds
        self._phase, self._part = "", 0.0
        self._kept_at = queue.clock() - OFTEN
        self._end: Exception | None = None
        self._ended, self._lock = Event(), Lock()
        self._thread = Thread(target=self._live, name=f"pulse of {job.job_id}", daemon=True)

    def tell(self, phase: str, part: float) -> None:
        """Take down what is being done and how much is behind; what is published is not stopped any more."""
        self._phase, self._part = phase, part
        if part >= 1:
            return
        if self._queue.clock() - self._kept_at >= OFTEN:
            self._keep()
        if self._end is not None:
            raise self._end
        if self._stop.is_set():
            raise Interrupted

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _fault: BaseException | None, _: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _keep(self) -> None:
        with self._lock:
            self._kept_at = self._queue.clock()
            job = self._queue.beat(self._job, self._phase, self._part)
            if job is None:
                self._end = Lost()
            elif job.cancel_asked:
                self._end = Cancelled(
                    "the work was stopped because somebody asked; ask for it again where it is needed"
                )

    def _live(self) -> None:
        while not self._ended.wait(self._silent_seconds):
            with suppress(StateFault):
                self._keep()
