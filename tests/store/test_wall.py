# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""PostgreSQL itself shows no row to a statement that did not say for whom, and lets nobody change a log (S3).

Everything is asked past Pandzicht, by the driver and as its own role.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import psycopg
import pytest

from pandzicht.errors import StateFault
from pandzicht.store.state_database import make_state, open_state
from pandzicht.store.state_schema import metadata
from pandzicht.store.wall import IN_AN_ACT, KEY, SETTINGS, Wall
from tests.desk import NOW
from tests.state_places import Walled, walled_postgres

WALLS: Mapping[str, Wall] = {table.name: table.info[KEY] for table in metadata.sorted_tables}
PERSONAL = sorted(name for name, wall in WALLS.items() if not wall.open_because)
ROWS: Mapping[str, str] = {
    "account": "('els', 'els', 'Els', '', NULL)",
    "account_role": "('els', 'lezer', NULL, NULL, 'x', '', NULL)",
    "necessity": "('1', 'els', 'wonen', '9999010000000001', 'melding', '', '')",
    "recusal": "('1', 'els', '9999010000000001', 'own', '', NULL)",
    "audit_entry": "(1, '0', '', '{}', '')",
    "processing_entry": "(1, '0', '', '{}', '', NULL)",
    "processing_subject": "(1, '0')",
    "proposal": "('1', 'release', 'x', 1, '{}', '', '', 'els', 'els', '', 'x', 1, '', NULL, NULL, NULL, NULL)",
    "approval": "('1', 1, 'els', 'els', '', '')",
    "stopped": "('1', 'check:wonen', 'stop', 'els', 'reden', '')",
    "destroyed": "('1', 'run', 'x', 'x', 'x', '', '', '', '0', NULL)",
    "session": "('0', 'els', 'oidc', 'x', NULL, NULL, 0, '', '')",
    "access_token": "('0', 'els', 'x', 'oidc', NULL, '', '', NULL)",
    "credential": "('els', 'x', '', 0)",
    "sign_in_attempt": "('0', 1, '')",
    "job": "('0', 'run', 'run', '{}', 'els', '[]', '', NULL, NULL, 'waiting', 1, '', 0, '', 0, 0, '', '')",
    "handover": "('1', 'wonen-1', 'wonen', 'wonen', 'els', '', '', NULL, NULL, NULL)",
    "dispute": "('1', '9999010000000001', 'hinder', 'reden', 'els', '', 'raised', NULL, NULL, NULL)",
    "saved_view": "('1', 'els', 'wonen', 'wonen', 'Druk', '', 0, '', '')",
}
"""One row of each table that holds something of persons."""
ELS = {"account": "els", "person": "els", "act": "hit", "purposes": "energie\nwonen"}
JAN = {"account": "jan", "person": "jan", "act": "hit", "purposes": "wonen"}
HERS = ("access_token", "account", "account_role", "job", "necessity", "recusal", "saved_view", "session")
READERS = {"audit_entry": "read_log", "processing_entry": "verify", "processing_subject": "sign_logs"}


@pytest.fixture(scope="module")
def walled() -> Iterator[Walled]:
    with walled_postgres(own_lines=True) as places:
        make_state(places.owner, role=places.role, now=NOW)
        with psycopg.connect(places.superuser, autocommit=True) as connection:
            for table, row in ROWS.items():
                connection.execute(f"INSERT INTO {table} VALUES {row}")
        yield places


def ask(place: str, statement: str, on_behalf: Mapping[str, str] | None = None) -> int:
    """How many rows a statement met or gave, on somebody's behalf; nothing of it stays."""
    with psycopg.connect(place) as connection:
        for name, value in (on_behalf or {}).items():
            connection.execute("SELECT set_config(%s, %s, true)", [f"pandzicht.{name}", value])
        found = connection.execute(statement)
        count = found.rowcount
        connection.rollback()
        return count


def test_a_row_of_every_personal_table_is_tried() -> None:
    assert sorted(ROWS) == PERSONAL


@pytest.mark.parametrize("table", PERSONAL)
@pytest.mark.parametrize("whom", ["nobody", "somebody else", "empty"])
def test_without_saying_for_whom_there_are_no_rows(walled: Walled, table: str, whom: str) -> None:
    behalf = {"nobody": None, "somebody else": JAN, "empty": dict.fromkeys(SETTINGS, "")}[whom]
    if whom == "somebody else" and WALLS[table].sees == IN_AN_ACT:
        assert ask(walled.app, f"SELECT * FROM {table}", behalf) == 1, "colleagues see it in whatever they do"
        return
    assert ask(walled.app, f"SELECT * FROM {table}", behalf) == 0
    assert ask(walled.superuser, f"SELECT * FROM {table}") == 1, "the row is there"


@pytest.mark.parametrize("table", HERS)
def test_everyone_sees_their_own(walled: Walled, table: str) -> None:
    assert ask(walled.app, f"SELECT * FROM {table}", ELS) == 1


@pytest.mark.parametrize(("who", "act", "seen"), [("els", "hit", 0), ("els", "sign_in", 1), ("jan", "sign_in", 0)])
def test_a_password_is_seen_at_the_door_by_its_own_account(walled: Walled, who: str, act: str, seen: int) -> None:
    asked = {"account": who, "person": who, "act": act, "purposes": ""}
    assert ask(walled.app, "SELECT * FROM credential", asked) == seen


def test_a_worker_sees_every_job_and_nothing_else(walled: Walled) -> None:
    worker = {"account": "worker", "person": "worker", "act": "work", "purposes": ""}
    colleagues = {table for table in PERSONAL if WALLS[table].sees == IN_AN_ACT}
    seen = {table for table in PERSONAL if ask(walled.app, f"SELECT * FROM {table}", worker)}
    assert seen - colleagues == {"job"}


@pytest.mark.parametrize("purposes", ["", "energie", "wonen2", "won", "energie,wonen"])
def test_a_necessity_is_seen_for_its_own_purpose_only(walled: Walled, purposes: str) -> None:
    assert ask(walled.app, "SELECT * FROM necessity", ELS | {"purposes": purposes}) == 0


@pytest.mark.parametrize("table", READERS)
def test_a_log_is_read_in_the_acts_that_read_it(walled: Walled, table: str) -> None:
    assert ask(walled.app, f"SELECT * FROM {table}", ELS) == 0
    assert ask(walled.app, f"SELECT * FROM {table}", ELS | {"act": READERS[table]}) == 1


def test_what_is_set_ends_with_the_transaction(walled: Walled) -> None:
    with psycopg.connect(walled.app, autocommit=True) as connection:
        with connection.transaction():
            for name, value in ELS.items():
                connection.execute("SELECT set_config(%s, %s, true)", [f"pandzicht.{name}", value])
            assert connection.execute("SELECT * FROM account").rowcount == 1
        assert connection.execute("SELECT * FROM account").rowcount == 0


@pytest.mark.parametrize("table", sorted(WALLS))
def test_no_right_is_there_that_is_not_declared(walled: Walled, table: str) -> None:
    column = metadata.tables[table].columns[0].name
    tried = {"UPDATE": f"UPDATE {table} SET {column} = {column}", "DELETE": f"DELETE FROM {table}"}
    tried |= {"TRUNCATE": f"TRUNCATE {table}", "DROP": f"DROP TABLE {table}"}
    tried |= {"ALTER": f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"}
    for right, statement in tried.items():
        if right in WALLS[table].rights:
            continue
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(walled.app, statement, ELS | {"act": "administer"})


@pytest.mark.parametrize("table", sorted(name for name, table in metadata.tables.items() if table.info.get("appended")))
def test_what_is_only_added_to_has_no_other_right(table: str) -> None:
    assert set(WALLS[table].rights) <= {"INSERT"}


def test_nobody_adds_for_somebody_else(walled: Walled) -> None:
    row = "('2', 'els', 'wonen', '9999010000000002', 'melding', '', '')"
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        ask(walled.app, f"INSERT INTO necessity VALUES {row}", JAN)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        ask(walled.app, "INSERT INTO account_role VALUES ('jan', 'alles', NULL, NULL, 'x', '', NULL)", JAN)


def test_a_shared_view_is_seen_for_its_purpose_and_changed_by_who_made_it_only(walled: Walled) -> None:
    changes = ("UPDATE saved_view SET name = 'x'", "DELETE FROM saved_view")
    assert ask(walled.app, "SELECT * FROM saved_view", JAN) == 0, "it is not shared"
    assert [ask(walled.app, change, ELS) for change in changes] == [1, 1]
    with psycopg.connect(walled.superuser, autocommit=True) as connection:
        connection.execute("UPDATE saved_view SET shared = 1")
        try:
            assert ask(walled.app, "SELECT * FROM saved_view", JAN) == 1
            assert ask(walled.app, "SELECT * FROM saved_view", JAN | {"purposes": "energie"}) == 0
            assert [ask(walled.app, change, JAN) for change in changes] == [0, 0]
        finally:
            connection.execute("UPDATE saved_view SET shared = 0")


@pytest.mark.parametrize("table", PERSONAL)
def test_every_personal_table_has_a_forced_policy_for_each_right(walled: Walled, table: str) -> None:
    with psycopg.connect(walled.superuser) as connection:
        found = connection.execute(
            "SELECT c.relrowsecurity AND c.relforcerowsecurity, array_agg(p.polcmd::text ORDER BY p.polcmd) "
            "FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid WHERE c.relname = %s GROUP BY 1",
            [table],
        ).fetchall()
    letters = {"SELECT": "r", "INSERT": "a", "UPDATE": "w", "DELETE": "d"}
    assert found == [(True, sorted(letters[right] for right in ("SELECT", *WALLS[table].rights)))]


@pytest.mark.parametrize("table", PERSONAL)
def test_even_the_owner_of_the_tables_sees_no_row(walled: Walled, table: str) -> None:
    assert ask(walled.owner, f"SELECT * FROM {table}") == 0


def test_a_state_is_not_opened_by_who_could_go_around_the_wall(walled: Walled) -> None:
    open_state(walled.app, now=NOW).close()
    with pytest.raises(StateFault, match=r"is superuser, has BYPASSRLS.*CREATE ROLE pandzicht LOGIN NOSUPERUSER"):
        open_state(walled.superuser, now=NOW)
    with pytest.raises(StateFault, match=r"role 'owner_\w+' owns the tables: row security would not hold"):
        open_state(walled.owner, now=NOW)


@pytest.mark.parametrize(
    "change", ["ALTER ROLE {role} BYPASSRLS", "GRANT postgres TO {role}", "GRANT {owner} TO {role}"]
)
def test_a_role_that_may_become_another_is_refused_too(change: str) -> None:
    with walled_postgres() as places:
        make_state(places.owner, role=places.role, now=NOW)
        with psycopg.connect(places.superuser, autocommit=True) as connection:
            superuser = connection.info.user
            owner = places.owner.partition("//")[2].partition(":")[0]
            connection.execute(change.replace("postgres", superuser).format(role=places.role, owner=owner))
        with pytest.raises(StateFault, match="row security would not hold"):
            open_state(places.app, now=NOW)


def test_a_table_whose_wall_was_taken_down_is_told(walled: Walled) -> None:
    with walled_postgres() as places:
        make_state(places.owner, role=places.role, now=NOW)
        with psycopg.connect(places.owner, autocommit=True) as connection:
            connection.execute("ALTER TABLE recusal NO FORCE ROW LEVEL SECURITY")
        with pytest.raises(StateFault, match="no policy protects recusal"):
            open_state(places.app, now=NOW)
        make_state(places.owner, role=places.role, now=NOW)
        open_state(places.app, now=NOW).close()


def test_an_empty_database_is_told(walled: Walled) -> None:
    with walled_postgres() as places, pytest.raises(StateFault, match="'pandzicht new-state ADDRESS --role pandzicht'"):
        open_state(places.app, now=NOW)


@pytest.mark.parametrize(("address", "role"), [("state.sqlite", "pandzicht"), ("postgresql://x@127.0.0.1:1/x", 'a"b')])
def test_what_cannot_be_made_is_told(address: str, role: str) -> None:
    with pytest.raises(StateFault, match="name an address that begins with postgresql://"):
        make_state(address, role=role, now=NOW)
