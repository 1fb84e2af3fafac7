# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A watch over both logs while tests run: every line that a state database keeps is looked at, once (S10, S8).

What is kept is looked at, not what was to be written; so are lines that other processes wrote. Which acts began at a
desk of this process is noted apart: the log of their state must tell of each.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread, current_thread
from typing import Any
from unittest import mock

import psycopg

from pandzicht.governance.access import Decision
from pandzicht.governance.audit import Act
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.log import Log
from pandzicht.store.state_database import StateDatabase, Transaction
from tests.log_lines import Kept, Lines


class Watch:
    """What the tests of one process did with state databases, and what was found wrong in their logs."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.unended: set[str] = set()
        """Acts of which a test does not wait for the end."""
        self._running: dict[str, Thread] = {}
        """Acts that are carried out just now, each with its thread: an office answers on after the test that asked."""
        self.lasting: dict[str, str] = {}
        """Databases of PostgreSQL that several tests share, by name, each with its address."""
        self._touched: set[str] = set()
        """Databases in which something was read or written since they were last looked at."""
        self._begun: dict[str, list[str]] = defaultdict(list)
        self._lines: dict[str, Lines] = defaultdict(Lines)
        self._left: set[str] = set()
        """Databases that are not looked at any more: a test broke their logs, or what is wrong was told."""

    def look(self, folder: Path | None = None) -> list[str]:
        """Look at every state that was touched or lies in a folder; return what is wrong and was not told before."""
        for place in sorted(self._touched | _states_in(folder)):
            if place in self.lasting:
                self.look_in_postgres(self.lasting[place])
            elif place in self._touched and not Path(place).is_file():
                self.found.append(f"{place} is gone, and its logs were not looked at")
            else:
                self._look_in_file(place)
        found, self.found = self.found, []
        self._touched.clear()
        return found

    def leave(self, folder: Path | None = None) -> None:
        """Never look at the states that were touched or lie in a folder."""
        self._left |= self._touched | _states_in(folder)
        self._touched.clear()
        self.found.clear()

    def _look_in_file(self, place: str) -> None:
        with closing(sqlite3.connect(f"{Path(place).as_uri()}?mode=ro", uri=True)) as connection:
            self._look(place, connection)

    def look_in_postgres(self, address: str) -> None:
        """Look at the logs of a state of PostgreSQL, where it has any."""
        with psycopg.connect(address) as connection:
            if connection.execute("SELECT to_regclass('log_tip')").fetchone() != (None,):
                self._look(_name(address), connection)

    def leave_postgres(self, address: str) -> None:
        """Do not look at the logs of a state of PostgreSQL."""
        self._touched.discard(_name(address))

    def _look(self, place: str, connection: Any) -> None:
        self._touched.discard(place)
        if place in self._left:
            return
        noted = [act for act in self._begun.pop(place, []) if act not in self.unended]
        if running := [act for act in noted if self._runs_elsewhere(act)]:
            self._begun[place] = running
        begun = [act for act in noted if act not in running]
        try:
            wrong = [*self._taken(place, connection), *self._lines[place].untold(begun)]
        except (sqlite3.Error, psycopg.Error) as error:
            wrong = [f"its logs cannot be read: {error}"]
        self.found += [f"{place}: {fault}" for fault in wrong]
        self._left |= {place} if wrong else set()

    def _runs_elsewhere(self, act: str) -> bool:
        """Tell whether another thread is at an act; one that its thread left behind has ended, and must be told of."""
        thread = self._running.get(act)
        return thread is not None and thread is not current_thread() and thread.is_alive()

    def _taken(self, place: str, connection: Any) -> list[str]:
        lines = self._lines[place]
        kept = {log: _entries(connection, log, lines.reached(log)) for log in Log}
        if not lines.goes_on_in(kept):
            lines = self._lines[place] = Lines()
            kept = {log: _entries(connection, log, 1) for log in Log}
        return lines.take(kept)

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Note what is touched and what begins."""
        decided, operation, transaction = Desk._decided, Desk.operation, StateDatabase.transaction

        def noting_act(desk: Desk, act: Act) -> Decision:
            self._running[act.operation_id] = current_thread()
            decision = decided(desk, act)
            self._begun[_place(desk.state)].append(act.operation_id)
            if not decision.allowed:
                self._running.pop(act.operation_id, None)
            return decision

        @contextmanager
        def noting_end(desk: Desk, *asked: Any, **named: Any) -> Iterator[Operation]:
            act = ""
            try:
                with operation(desk, *asked, **named) as given:
                    act = given.act.operation_id
                    yield given
            finally:
                self._running.pop(act, None)

        def noting_touch(state: StateDatabase, *, reads: bool = False) -> AbstractContextManager[Transaction]:
            self._touched.add(_place(state))
            return transaction(state, reads=reads)

        with (
            mock.patch.object(Desk, "_decided", noting_act),
            mock.patch.object(Desk, "operation", noting_end),
            mock.patch.object(StateDatabase, "transaction", noting_touch),
        ):
            yield


WATCH = Watch()
"""The watch of this process."""


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A folder that is gone after one draw, once the logs in it were looked at."""
    with TemporaryDirectory() as folder:
        yield Path(folder)
        WATCH.found += WATCH.look(Path(folder))


def _place(state: StateDatabase) -> str:
    url = state._engine.url
    return str(Path(str(url.database)).resolve()) if url.get_backend_name() == "sqlite" else str(url.database)


def _name(address: str) -> str:
    return address.rpartition("/")[2]


def _states_in(folder: Path | None) -> set[str]:
    return {str(path.resolve()) for path in folder.rglob("state.sqlite")} if folder else set()


def _entries(connection: Any, log: Log, first: int) -> list[Kept]:
    """The entries of a log from a number on."""
    asked = f"SELECT entry_no, operation_id, written_at, line, chain FROM {log.value}_entry WHERE entry_no >= {first}"
    return [Kept(*row) for row in connection.execute(f"{asked} ORDER BY entry_no").fetchall()]
