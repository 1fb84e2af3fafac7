# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A worker beside the office: a process of its own, begun again when it falls, and gone when the office is."""

from __future__ import annotations

import subprocess  # nosec B404
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import IO

AGAIN_SECONDS = 5.0
"""How long after a worker fell another begins."""
LONGEST_END_SECONDS = 20.0
"""How long a worker may take to lay down what it works on."""


def command_of(workspace: Path) -> list[str]:
    """Return the command that works for a workspace until its input closes."""
    words = "from pandzicht.cli.main import console; console()"
    return [sys.executable, "-c", words, "work", "--until-closed", "--workspace", str(workspace)]


@contextmanager
def worker_beside(command: Sequence[str], *, again_seconds: float = AGAIN_SECONDS) -> Iterator[None]:
    """Have a worker do the work meanwhile; its input closes when this ends, also when this process is killed."""
    beside = _Beside(command, again_seconds)
    thread = Thread(target=beside.forever, name="worker beside the office", daemon=True)
    thread.start()
    try:
        yield
    finally:
        beside.end()
        thread.join(LONGEST_END_SECONDS)


class _Beside:
    def __init__(self, command: Sequence[str], again_seconds: float) -> None:
        self._command, self._again_seconds = command, again_seconds
        self._ended = Event()
        self._process: subprocess.Popen[bytes] | None = None

    def forever(self) -> None:
        """Keep one worker running until told to end."""
        while not self._ended.is_set():
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE)  # noqa: S603 # nosec B603
            if self._ended.is_set():
                self.end()
            self._process.wait()
            self._ended.wait(self._again_seconds)

    def end(self) -> None:
        """Tell the worker to stop: what it works on waits for the next."""
        self._ended.set()
        if self._process and self._process.stdin:
            self._process.stdin.close()


def own_input() -> IO[bytes]:
    """Return the input of this process, unbuffered: a thread that waits for it may be left when the process ends."""
    return open(sys.stdin.fileno(), "rb", buffering=0, closefd=False)


def stop_when_closed(stream: IO[bytes], stop: Event) -> None:
    """Set an event once a stream ends: whoever held its other side is gone."""

    def read() -> None:
        while stream.read(1):
            pass
        stop.set()

    Thread(target=read, name="until the input closes", daemon=True).start()
