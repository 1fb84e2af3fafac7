# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""When whom an answer concerns cannot be written, no page and no call of the office gives it (S8)."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

import pytest
from django.test import Client

from pandzicht.ranking.selection import Ask
from pandzicht.runs.selecting import select
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from pandzicht_web.routes import ROUTES
from tests.desk import opened
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor
from tests.pages_of_office import filled, parts_of

ASKED = [route for route in ROUTES if "GET" in route.methods and route.name != "sign_out"]
LOGS = ("processing_entry", "processing_subject")
TELLING = {"dossier", "dossier_rows", "worklist", "worklist_file"}
"""Some of what must be found to concern somebody: else nothing is looked at here."""


@pytest.fixture(scope="module")
def office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("unlogged") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    space = open_workspace(folder)
    select(opened(space), PURPOSE, Ask(size=20, seed=1))
    return office_in(space)


@pytest.fixture(scope="module")
def first(office: Office) -> Mapping[str, str]:
    """The first address of the comparison in force."""
    run = (office.workspace.runs / "current").read_text(encoding="utf-8").strip()
    found: Mapping[str, str] = office.shelf.tables(office.workspace, run).addresses.slice(0, 1).to_pylist()[0]
    return found


@contextmanager
def full(office: Office, log: str) -> Iterator[None]:
    """A log that takes nothing more, as on a disk that is full."""
    with closing(sqlite3.connect(office.workspace.state / "state.sqlite", isolation_level=None)) as connection:
        refuses = f"BEFORE INSERT ON {log} BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        connection.execute(f"CREATE TRIGGER full {refuses}")
        yield
        connection.execute("DROP TRIGGER full")


def entries(office: Office, log: str) -> int:
    with office.door.state.transaction(reads=True) as transaction:
        return int(transaction.column(f"SELECT count(*) FROM {log}")[0])


def asked(client: Client, path: str) -> tuple[int, bytes]:
    answer = client.get(path)
    return answer.status_code, answer.content


@pytest.mark.own_lines
@pytest.mark.parametrize("log", LOGS)
def test_no_line_no_answer(
    office: Office, first: Mapping[str, str], log: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    client, parts = visitor(office, "anna", PURPOSE), parts_of(office.workspace, first["address_id"])
    client.post(f"/adres/{parts['address_id']}/reden", {"own": "een melding van de buren"})
    found: dict[str, tuple[int, bool]] = {}
    for route in ASKED:
        path, before = filled(route, parts), entries(office, log)
        status, whole = asked(client, path)
        if entries(office, log) == before:
            continue
        with full(office, log):
            refused, told = asked(client, path)
        found[route.name] = refused, first["adres"].encode() in told or told == whole
        assert status < 500
    assert {name: how for name, how in found.items() if how != (503, False)} == {}
    assert found.keys() >= TELLING
