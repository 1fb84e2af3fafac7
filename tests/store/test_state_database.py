# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state database: whole or nothing, on both databases, and a clear fault when it cannot be used."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from pandzicht.errors import StateFault
from pandzicht.store.state_database import StateDatabase, moment, open_state
from pandzicht.store.state_schema import VERSION, metadata
from tests.desk import NOW
from tests.state_places import fresh_postgres

ROW = {"account": "els", "person": "els", "name": "Els", "made_at": moment(NOW), "closed_at": None}


def names(state: StateDatabase) -> list[str]:
    with state.transaction(reads=True) as transaction:
        return [row["account"] for row in transaction.rows("SELECT account FROM account ORDER BY account")]


def test_what_is_done_in_a_transaction_becomes_true_together(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        transaction.insert("account", ROW)
        transaction.insert("account", ROW | {"account": "jan"})
    assert names(state) == ["els", "jan"]


def test_a_transaction_that_fails_leaves_nothing(state: StateDatabase) -> None:
    def half_done() -> None:
        with state.transaction() as transaction:
            transaction.insert("account", ROW)
            raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        half_done()
    assert names(state) == []


def test_a_second_row_of_the_same_name_is_told_and_changes_nothing(state: StateDatabase) -> None:
    def add_twice() -> None:
        with state.transaction() as transaction:
            transaction.insert("account", ROW)
            transaction.insert("account", ROW)

    with pytest.raises(StateFault, match="nothing was changed"):
        add_twice()
    assert names(state) == []


def test_many_rows_are_appended_at_once(state: StateDatabase) -> None:
    rows = [(0, number.to_bytes(4, "big")) for number in range(5_000)]
    with state.transaction() as transaction:
        transaction.append("processing_subject", ("entry_no", "subject"), rows)
    with state.transaction(reads=True) as transaction:
        found = transaction.rows("SELECT subject FROM processing_subject ORDER BY subject")
    assert [bytes(row["subject"]) for row in found] == [subject for _, subject in rows]


def test_a_change_tells_how_many_rows_it_met(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        transaction.insert("account", ROW)
        assert transaction.run("UPDATE account SET name = :name WHERE account = 'els'", name="E") == 1
        assert transaction.run("UPDATE account SET name = :name WHERE account = 'jan'", name="J") == 0


def test_writers_wait_for_each_other_and_lose_nothing(state: StateDatabase) -> None:
    def add_ten(by: str) -> None:
        for number in range(10):
            with state.transaction() as transaction:
                tip = transaction.locked_tip("audit")
                assert tip is not None
                transaction.insert("account", ROW | {"account": f"{by}-{number}"})
                transaction.run("UPDATE log_tip SET entries = :n WHERE log = 'audit'", n=tip["entries"] + 1)

    threads = [threading.Thread(target=add_ten, args=(by,)) for by in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with state.transaction(reads=True) as transaction:
        assert transaction.one("SELECT entries FROM log_tip WHERE log = 'audit'") == {"entries": 30}
    assert len(names(state)) == 30


def test_every_table_of_the_schema_is_there(state: StateDatabase) -> None:
    with state.transaction(reads=True) as transaction:
        for table in metadata.tables:
            assert transaction.rows(f"SELECT count(*) AS number FROM {table}")[0]["number"] >= 0


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    first = open_state(tmp_path / "s.sqlite", now=NOW)
    with first.transaction() as transaction:
        transaction.insert("account", ROW)
    first.close()
    assert names(open_state(tmp_path / "s.sqlite", now=NOW)) == ["els"]


def test_a_state_of_a_later_version_is_refused(tmp_path: Path) -> None:
    state = open_state(tmp_path / "s.sqlite", now=NOW)
    with state.transaction() as transaction:
        transaction.run("UPDATE state_version SET version = 99")
    with pytest.raises(StateFault, match="is of version 99, made by a later Pandzicht; this one knows"):
        open_state(tmp_path / "s.sqlite", now=NOW)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    path.write_text("geen database, maar wel lang genoeg om er een te lijken" * 20, encoding="utf-8")
    with pytest.raises(StateFault, match=r"s\.sqlite: cannot be opened: file is not a database"):
        open_state(path, now=NOW)


def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    with pytest.raises(StateFault, match="cannot be opened") as told:
        open_state("postgresql://els:geheim@127.0.0.1:1/x", now=NOW)
    assert "geheim" not in str(told.value)


def test_a_state_of_an_earlier_version_gets_the_tables_that_it_lacks(tmp_path: Path) -> None:
    place = tmp_path / "state.sqlite"
    state = open_state(place, now=NOW)
    with state.transaction() as transaction:
        transaction.run("DROP TABLE handover")
        transaction.run("UPDATE state_version SET version = 1")
    state.close()
    later = open_state(place, now=NOW)
    with later.transaction(reads=True) as transaction:
        assert transaction.column("SELECT version FROM state_version ORDER BY version") == [1, VERSION]
        assert transaction.column("SELECT count(*) FROM handover") == [0]
    later.close()


def test_in_postgresql_its_owner_brings_it_up_to_date() -> None:
    with fresh_postgres() as place:
        state = open_state(place, now=NOW, demo=True)
        with state.transaction() as transaction:
            transaction.run("UPDATE state_version SET version = 1")
        state.close()
        with pytest.raises(StateFault, match=r"is of version 1 and this Pandzicht needs .*: run 'pandzicht new-state'"):
            open_state(place, now=NOW)
