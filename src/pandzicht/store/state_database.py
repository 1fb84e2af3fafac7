# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state database behind one face: SQLite by default, PostgreSQL where named; a transaction is whole or nothing.

Statements are SQL that both databases read, with named values (`:name`); nothing else of the database is seen outside
the store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from pandzicht.errors import StateFault
from pandzicht.store.state_schema import VERSION, log_tip, metadata, state_version
from pandzicht.store.wall import KEY, SETTINGS, breached, wall_statements
from pandzicht.store.writers import Writers, writers_of

Row = Mapping[str, Any]
_WAIT_SECONDS = 20
_BATCH = 50_000
_ROLE = re.compile(r"[a-z_][a-z0-9_]*")
_ON_BEHALF = "SELECT " + ", ".join(f"set_config('pandzicht.{name}', :{name}, true)" for name in SETTINGS)
_STANDING = """\
WITH own AS (SELECT * FROM pg_class WHERE relnamespace = to_regnamespace(current_schema()) AND relname = ANY(:tables))
SELECT current_user AS role,
  EXISTS (SELECT FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND pg_has_role(current_user, oid, 'MEMBER')) AS above,
  EXISTS (SELECT FROM own WHERE pg_has_role(current_user, relowner, 'MEMBER')) AS owner,
  ARRAY(SELECT relname::text FROM own WHERE relrowsecurity AND relforcerowsecurity
    AND EXISTS (SELECT FROM pg_policy WHERE polrelid = own.oid AND polcmd = 'r')) AS walled
"""
"""Who opens a state, and which of its tables have a wall."""


def moment(at: datetime) -> str:
    """Return a moment as the state keeps it: text in UTC that sorts as time does.

    >>> moment(datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
    '2026-03-01T09:00:00.000000Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True)
class Behalf:
    """On whose behalf a transaction is, for which act and purposes: PostgreSQL shows the rows of that, no others."""

    account: str
    person: str
    act: str
    purposes: Sequence[str] = ()

    @property
    def settings(self) -> dict[str, str]:
        """What is set for the length of a transaction."""
        return dict(zip(SETTINGS, (self.account, self.person, self.act, "\n".join(self.purposes)), strict=True))


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction: all that is done through it becomes true together, or none of it."""

    _connection: Connection

    def rows(self, statement: str, **values: Any) -> list[dict[str, Any]]:
        """Return the rows of a question, each by its column names."""
        found = self._connection.execute(sqlalchemy.text(statement), values)
        names = tuple(found.keys())
        return [dict(zip(names, row, strict=True)) for row in found.all()]

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
        """Add many rows at once: by one statement per batch in PostgreSQL, which has no COPY behind row security."""
        names = ", ".join(metadata.tables[table].columns[name].name for name in columns)
        driver: Any = self._connection.connection.driver_connection
        if self._connection.dialect.name == "postgresql":
            kinds = [metadata.tables[table].columns[name].type.compile(self._connection.dialect) for name in columns]
            lists = ", ".join(f"%b::{kind}[]" for kind in kinds)
            statement = f"INSERT INTO {table} ({names}) SELECT * FROM unnest({lists})"
            with driver.cursor() as cursor:
                for batch in _batches(rows):
                    cursor.execute(statement, [list(values) for values in zip(*batch, strict=True)])
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


@dataclass(frozen=True, slots=True)
class StateDatabase:
    """The database of one workspace; opened once, used for many transactions."""

    _engine: Engine
    place: str
    _writers: Writers | None = None
    """Who take turns; None where the database itself sees to it."""
    _behalf: Behalf | None = None

    @contextmanager
    def transaction(self, *, reads: bool = False) -> Iterator[Transaction]:
        """Give a transaction that is committed at the end, and undone when anything fails.

        One that only `reads` keeps no writer waiting. Raises StateFault when the database cannot be reached or refuses.
        """
        engine = self._engine.execution_options(reads=True) if reads else self._engine
        turn = nullcontext() if reads or self._writers is None else self._writers.turn(_WAIT_SECONDS)
        try:
            with turn, engine.begin() as connection:
                if self._behalf and connection.dialect.name == "postgresql":
                    connection.execute(sqlalchemy.text(_ON_BEHALF), self._behalf.settings)
                yield Transaction(connection)
        except (SQLAlchemyError, OSError, engine.dialect.loaded_dbapi.Error) as error:
            raise StateFault(f"{self.place}: {_told(error)}; nothing was changed") from error

    def on_behalf_of(self, behalf: Behalf) -> StateDatabase:
        """Return the same database as somebody sees it in an act."""
        return replace(self, _behalf=behalf)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def open_state(place: str | Path, *, now: datetime, demo: bool = False) -> StateDatabase:
    """Return the state database at a path (SQLite) or an address (`postgresql://...`), made or brought up to date.

    In PostgreSQL `make_state` makes it, except in a demo. Raises StateFault when it cannot be reached, is of a later
    version, is no state database, or when, outside a demo, row security would not hold for the role of the address.
    """
    engine = _engine(place)
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    database = StateDatabase(engine, _named(engine), writers_of(Path(file)) if file else None)
    try:
        with engine.begin() as connection:
            if demo or engine.dialect.name == "sqlite":
                _bring_up(connection, database.place, now)
            else:
                _refuse_other_version(connection, database.place)
                _refuse_breached(connection, database.place)
    except (SQLAlchemyError, OSError) as error:
        raise StateFault(f"{database.place}: cannot be opened: {_told(error)}") from error
    return database


def make_state(address: str, *, role: str, now: datetime) -> str:
    """Make the tables of a PostgreSQL state as their owner, put the wall before them for a role; return its place.

    The role exists already. Once more changes nothing but the policies. Raises StateFault when it cannot be done.
    """
    engine = _engine(address)
    if engine.dialect.name != "postgresql" or not _ROLE.fullmatch(role):
        raise StateFault(
            f"'{_named(engine)}' with role '{role}': name an address that begins with postgresql:// and a role in "
            "small letters; a state in a file is made when it is first used"
        )
    try:
        with engine.begin() as connection:
            _bring_up(connection, _named(engine), now)
            for table in metadata.sorted_tables:
                for statement in wall_statements(table.name, table.info[KEY], role):
                    connection.exec_driver_sql(statement)
    except (SQLAlchemyError, OSError) as error:
        raise StateFault(f"{_named(engine)}: cannot be made: {_told(error)}; nothing was changed") from error
    finally:
        engine.dispose()
    return _named(engine)


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
    """Make the tables of a new database and those that an earlier version lacks; refuse one of a later version."""
    if _version_of(connection) == VERSION:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(sqlalchemy.text("SELECT pg_advisory_xact_lock(7263001)"))
    found = _version_of(connection)
    _refuse_later(found, place)
    metadata.create_all(connection)
    if found < VERSION:
        connection.execute(state_version.insert(), {"version": VERSION, "since": moment(now)})
    if found == 0:
        connection.execute(log_tip.insert(), [_empty_tip("audit"), _empty_tip("processing")])


def _version_of(connection: Connection) -> int:
    """Return the version of a database; 0 for one without any table of ours."""
    if not sqlalchemy.inspect(connection).has_table(state_version.name):
        return 0
    return int(connection.execute(sqlalchemy.select(sqlalchemy.func.max(state_version.c.version))).scalar() or 0)


def _refuse_other_version(connection: Connection, place: str) -> None:
    """Raise StateFault for a database that its owner must bring up to date first."""
    found = _version_of(connection)
    _refuse_later(found, place)
    if 0 < found < VERSION:
        raise StateFault(
            f"{place}: is of version {found} and this Pandzicht needs {VERSION}: "
            "run 'pandzicht new-state' with the address of its owner once more"
        )


def _refuse_later(found: int, place: str) -> None:
    if found > VERSION:
        raise StateFault(
            f"{place}: is of version {found}, made by a later Pandzicht; this one knows {VERSION}: install that one"
        )


def _refuse_breached(connection: Connection, place: str) -> None:
    """Raise StateFault unless the wall holds for the role by which a state of PostgreSQL is opened."""
    walled = [table.name for table in metadata.sorted_tables if not table.info[KEY].open_because]
    found = connection.execute(sqlalchemy.text(_STANDING), {"tables": walled}).mappings().one()
    breach = breached(
        found["role"], above=found["above"], owner=found["owner"], bare=set(walled) - set(found["walled"])
    )
    if breach:
        raise StateFault(f"{place}: {breach}")


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _empty_tip(log: str) -> dict[str, Any]:
    return {"log": log, "entries": 0, "leaves": 0, "frontier": b"", "chain": bytes(32)}


def _named(engine: Engine) -> str:
    """Return how a database is told in a message: without its password."""
    if engine.dialect.name == "sqlite":
        return f"state database {engine.url.database}"
    return f"state database {engine.url.render_as_string(hide_password=True)}"


def _told(error: Exception) -> str:
    original = getattr(error, "orig", None) or error
    return next(iter(str(original).strip().splitlines()), type(original).__name__)
