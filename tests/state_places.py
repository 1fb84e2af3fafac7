# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a test keeps its state: a file of SQLite, and a fresh database of PostgreSQL where one answers."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import pytest

from tests.log_watch import WATCH

VARIABLE = "PANDZICHT_POSTGRES"
ANSWERS_AT = "postgresql://postgres@127.0.0.1:5432/postgres"


def server() -> str:
    """The address of a PostgreSQL for tests; the test is skipped, saying so, where none is named and none answers."""
    named = os.environ.get(VARIABLE)
    if named:
        return named.rsplit("/", 1)[0] + "/postgres"
    try:
        psycopg.connect(ANSWERS_AT, connect_timeout=2).close()
    except psycopg.OperationalError:
        pytest.skip(f"no PostgreSQL answers on 127.0.0.1:5432 and {VARIABLE} names none")
    return ANSWERS_AT


@dataclass(frozen=True, slots=True)
class Walled:
    """A fresh database of PostgreSQL by the addresses of three roles, of which only the last is Pandzicht's own."""

    superuser: str
    owner: str
    app: str
    role: str


@contextmanager
def walled_postgres(*, own_lines: bool = False) -> Iterator[Walled]:
    """A fresh database without tables, with an owner and an application role that are no superuser; gone afterwards."""
    owner, app, password = (f"{kind}_{secrets.token_hex(6)}" for kind in ("owner", "app", "secret"))
    with fresh_postgres(own_lines=own_lines) as place:
        with psycopg.connect(place, autocommit=True) as connection:
            for role in (owner, app):
                connection.execute(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '{password}'")
            connection.execute(f'ALTER DATABASE "{connection.info.dbname}" OWNER TO {owner}')
        at = place.rpartition("@")[2]
        try:
            yield Walled(place, f"postgresql://{owner}:{password}@{at}", f"postgresql://{app}:{password}@{at}", app)
        finally:
            with psycopg.connect(place, autocommit=True) as connection:
                connection.execute(f"DROP OWNED BY {app}; REASSIGN OWNED BY {owner} TO CURRENT_USER; DROP ROLE {app}")
                connection.execute(f"DROP OWNED BY {owner}; DROP ROLE {owner}")


@contextmanager
def fresh_postgres(*, own_lines: bool = False, lasting: bool = False) -> Iterator[str]:
    """A fresh database of PostgreSQL, gone afterwards; its logs are looked at unless a test writes in them itself.

    One that is `lasting` is shared by tests: its logs are looked at after each of them.
    """
    home = server()
    name = f"pandzicht_test_{secrets.token_hex(6)}"
    with psycopg.connect(home, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    place = home.rsplit("/", 1)[0] + f"/{name}"
    if lasting:
        WATCH.lasting[name] = place
    try:
        yield place
    finally:
        WATCH.lasting.pop(name, None)
        (WATCH.leave_postgres if own_lines else WATCH.look_in_postgres)(place)
        with psycopg.connect(home, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
