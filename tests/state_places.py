# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a test keeps its state: a file of SQLite, and a fresh database of PostgreSQL where one answers."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

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


@contextmanager
def fresh_postgres() -> Iterator[str]:
    """A fresh database of PostgreSQL, gone afterwards."""
    home = server()
    name = f"pandzicht_test_{secrets.token_hex(6)}"
    with psycopg.connect(home, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield home.rsplit("/", 1)[0] + f"/{name}"
    finally:
        with psycopg.connect(home, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
