# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state database behind one face: SQLite by default, PostgreSQL where named; a transaction is whole or nothing.

Statements are SQL that both databases read, with named values (`:name`); nothing else of the database is seen outside
the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from pandzicht.errors import StateFault
from pandzicht.store.state_schema import VERSION, log_tip, metadata, state_version

Row = Mapping[str, Any]
_WAIT_SECONDS = 20


def moment(at: datetime) -> str:
    """Return a moment as the state keeps it: text in UTC that sorts as time does.

    >>> moment(datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
    '2026-03-01T09:00:00.000000Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction: all that is done through it becomes true together, or none of it."""

    _connection: Connection

    def rows(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        """Return the rows of a question, each by its column names."""
        found = self._connection.execute(sqlalchemy.text(statement), values)
        return [dict(row) for row in found.mappings()]

    def one(self, statement: str, **values: Any) -> dict[str, Any] | None:
        """Return the first row of a question, None when there is none."""
        found = self.rows(statement, **values)
        return found[0] if found else None

    def column(self, statement: str, **values: Any) -> list[Any]:
        """Return the first column of a question."""
        return list(self._connection.execute(sqlalchemy.text(statement), values).scalars())

    def run(self, statement: str, **values: Any) -> int:
        """Carry out a change; return how many rows it met."""
        return self._connection.execute(sqlalchemy.text(statement), values).rowcount

    def insert(self, table: str, row: Row) -> None:
        """Add one row."""
        self._connection.execute(metadata.tables[table].insert(), dict(row))

    def append(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add many rows at once, by the fastest way that the database has."""
        names = ", ".join(metadata.tables[table].columns[name].name for name in columns)
        driver: Any = self._connection.connection.driver_connection
        if self._connection.dialect.name == "postgresql":
            with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def held(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        """Return the rows of a question, and hold them until the transaction ends: one writer at a time."""
        own = " FOR UPDATE" if self._connection.dialect.name == "postgresql" else ""
        return self.rows(f"{statement}{own}", **values)

    def locked_tip(self, log: str) -> dict[str, Any] | None:
        """Return where a log ends, and hold it until the transaction ends."""
        found = self.held("SELECT * FROM log_tip WHERE log = :log", log=log)
        return found[0] if found else None


class StateDatabase:
    """The database of one workspace; opened once, used for many transactions."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._reader = engine.execution_options(reads=True)
        self._faults = (SQLAlchemyError, OSError, engine.dialect.loaded_dbapi.Error)
        self.place = place

    @contextmanager
    def transaction(self, *, reads: bool = False) -> Iterator[Transaction]:
        """Give a transaction that is committed at the end, and undone when anything fails.

        One that only `reads` keeps no writer waiting. Raises StateFault when the database cannot be reached or refuses.
        """
        try:
            with (self._reader if reads else self._engine).begin() as connection:
                yield Transaction(connection)
        except self._faults as error:
            raise StateFault(f"{self.place}: {_told(error)}; nothing was changed") from error

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def open_state(place: str | Path, *, now: datetime) -> StateDatabase:
    """Return the state database at a path (SQLite) or an address (`postgresql://...`), made or brought up to date.

    Raises StateFault when it cannot be reached, is of a later version, or is no state database.
    """
    engine = _engine(place)
    database = StateDatabase(engine, _named(engine))
    try:
        with engine.begin() as connection:
            _bring_up(connection, database.place, now)
    except (SQLAlchemyError, OSError) as error:
        raise StateFault(f"{database.place}: cannot be opened: {_told(error)}") from error
    return database


def _engine(place: str | Path) -> Engine:
    if isinstance(place, str) and place.startswith(("postgresql:", "postgres:")):
        return sqlalchemy.create_engine("postgresql+psycopg:" + place.split(":", 1)[1], pool_pre_ping=True)
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = sqlalchemy.create_engine(
        f"sqlite:///{path.as_posix()}", connect_args={"timeout": _WAIT_SECONDS, "isolation_level": None}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """Make a fresh SQLite connection safe: what is committed is on disk, what is deleted is not, readers can read."""
    for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get("reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _bring_up(connection: Connection, place: str, now: datetime) -> None:
    """Make the tables of a new database; refuse one of a later version."""
    known = sqlalchemy.inspect(connection).get_table_names()
    if state_version.name not in known:
        if connection.dialect.name == "postgresql":
            connection.execute(sqlalchemy.text("SELECT pg_advisory_xact_lock(7263001)"))
        metadata.create_all(connection)
        if connection.execute(sqlalchemy.select(state_version.c.version)).first() is None:
            connection.execute(state_version.insert(), {"version": VERSION, "since": moment(now)})
            connection.execute(log_tip.insert(), [_empty_tip("audit"), _empty_tip("processing")])
        return
    found = connection.execute(sqlalchemy.select(sqlalchemy.func.max(state_version.c.version))).scalar_one()
    if found > VERSION:
        raise StateFault(
            f"{place}: is of version {found}, made by a later Pandzicht; this one knows {VERSION}: install that one"
        )


def _empty_tip(log: str) -> dict[str, Any]:
    return {"log": log, "entries": 0, "leaves": 0, "frontier": b"", "chain": bytes(32)}


def _named(engine: Engine) -> str:
    """Return how a database is told in a message: without its password."""
    if engine.dialect.name == "sqlite":
        return f"state database {engine.url.database}"
    return f"state database {engine.url.render_as_string(hide_password=True)}"


def _told(error: Exception) -> str:
    original = getattr(error, "orig", None) or error
    return str(original).strip().splitlines()[0] if str(original).strip() else type(original).__name__
