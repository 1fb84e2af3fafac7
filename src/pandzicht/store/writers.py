# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writers of one process take turns at a database file, in the order in which they came.

SQLite lets one writer in and has all others sleep and try again, for longer each time, and whoever tries at the right
moment goes first. Here nobody sleeps: who is done lets the next one in.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock
from weakref import WeakValueDictionary


class Writers:
    """The writers of one database file: who has their turn, and who waits for it."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._line: deque[Event] = deque()

    @property
    def count(self) -> int:
        """How many have their turn or wait for it."""
        return len(self._line)

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """Give a turn once everybody is done who came before; raise TimeoutError when that takes longer.

        Whoever asks for a second turn within their own waits for themselves, and is told after these seconds.
        """
        own = Event()
        with self._guard:
            self._line.append(own)
            self._line[0].set()
        try:
            if not own.wait(seconds):
                raise TimeoutError(f"others have been writing for {seconds:g} seconds; try again")
            yield
        finally:
            with self._guard:
                self._line.remove(own)
                if self._line:
                    self._line[0].set()


_GUARD = Lock()
_KNOWN: WeakValueDictionary[Path, Writers] = WeakValueDictionary()


def writers_of(path: Path) -> Writers:
    """Return the writers of a database file: the same for all who write there, for as long as anybody does."""
    with _GUARD:
        return _KNOWN.setdefault(path.resolve(), Writers())
