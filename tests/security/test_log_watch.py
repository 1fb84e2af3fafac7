# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The watch over the logs of all tests sees what it is there for."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from pandzicht.definitions.action import Action
from pandzicht.store.state_database import open_state
from tests.desk import NOW, begun, desk_in
from tests.log_watch import Watch
from tests.state_places import fresh_postgres


@pytest.fixture
def watch() -> Iterator[Watch]:
    """A watch of its own, beside that of all tests."""
    own = Watch()
    with own.standing():
        yield own


def changed(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "state.sqlite")) as connection:
        connection.execute(statement)
        connection.commit()


def test_an_act_that_is_told_of_has_no_faults(watch: Watch, tmp_path: Path) -> None:
    for _ in range(2):
        with desk_in(tmp_path).operation(Action.VERIFY):
            pass
        assert watch.look() == []


def test_an_act_that_postgresql_tells_of_has_no_faults(watch: Watch, tmp_path: Path) -> None:
    with fresh_postgres() as place:
        state = open_state(place, now=NOW, demo=True)
        with desk_in(tmp_path, state=state).operation(Action.VERIFY):
            pass
        state.close()
        watch.look_in_postgres(place)
    assert watch.look() == []


@pytest.mark.own_lines
def test_a_state_of_postgresql_that_went_before_anybody_looked_is_found(watch: Watch, tmp_path: Path) -> None:
    with fresh_postgres() as place:
        state = open_state(place, now=NOW, demo=True)
        with desk_in(tmp_path, state=state).operation(Action.VERIFY):
            pass
        state.close()
    assert ["is gone" in fault for fault in watch.look()] == [True]


@pytest.mark.own_lines
@pytest.mark.parametrize(
    ("lost", "told"),
    [
        ('result":"allowed', "is told as done"),
        ('result":"done', "ended and no line says so"),
        ("actor", "began and no line says so"),
    ],
)
def test_an_act_of_which_a_line_is_lost_is_found(watch: Watch, tmp_path: Path, lost: str, told: str) -> None:
    with desk_in(tmp_path).operation(Action.VERIFY):
        pass
    changed(tmp_path, f"DELETE FROM audit_entry WHERE line LIKE '%{lost}%'")
    assert [told in fault for fault in watch.look()] == [True]


def test_an_act_whose_end_is_not_waited_for_needs_no_end(watch: Watch, tmp_path: Path) -> None:
    watch.unended.add(begun(desk_in(tmp_path), Action.VERIFY).act.operation_id)
    assert watch.look() == []


def test_an_act_that_another_thread_is_at_is_looked_at_when_it_ended(watch: Watch, tmp_path: Path) -> None:
    began, may_end = Event(), Event()
    other = Thread(target=_verifies, args=(tmp_path, began, may_end))
    other.start()
    began.wait()
    assert watch.look() == []
    may_end.set()
    other.join()
    assert watch.look() == []


@pytest.mark.own_lines
def test_an_act_that_another_thread_is_at_is_not_forgotten(watch: Watch, tmp_path: Path) -> None:
    began, may_end = Event(), Event()
    other = Thread(target=_verifies, args=(tmp_path, began, may_end))
    other.start()
    began.wait()
    assert watch.look() == []
    may_end.set()
    other.join()
    changed(tmp_path, "DELETE FROM audit_entry WHERE line LIKE '%result\":\"done%'")
    assert ["ended and no line says so" in fault for fault in watch.look()] == [True]


@pytest.mark.own_lines
def test_an_act_that_its_thread_left_behind_has_ended(watch: Watch, tmp_path: Path) -> None:
    left = desk_in(tmp_path).operation(Action.VERIFY)
    left.__enter__()
    assert ["ended and no line says so" in fault for fault in watch.look()] == [True]


@pytest.mark.own_lines
def test_an_act_whose_thread_is_gone_has_ended(watch: Watch, tmp_path: Path) -> None:
    left = desk_in(tmp_path).operation(Action.VERIFY)
    other = Thread(target=left.__enter__)
    other.start()
    other.join()
    assert ["ended and no line says so" in fault for fault in watch.look()] == [True]


def _verifies(folder: Path, began: Event, may_end: Event) -> None:
    with desk_in(folder).operation(Action.VERIFY):
        began.set()
        may_end.wait()


@pytest.mark.own_lines
def test_a_log_that_cannot_be_read_is_found_once(watch: Watch, tmp_path: Path) -> None:
    with desk_in(tmp_path).operation(Action.VERIFY):
        pass
    changed(tmp_path, "DROP TABLE processing_entry")
    assert ["cannot be read" in fault for fault in watch.look()] == [True]
    assert watch.look(tmp_path) == []


@pytest.mark.own_lines
def test_a_state_that_went_before_anybody_looked_is_found(watch: Watch, tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    with desk.operation(Action.VERIFY):
        pass
    desk.state.close()
    (tmp_path / "state.sqlite").unlink()
    assert watch.look() == [f"{tmp_path / 'state.sqlite'} is gone, and its logs were not looked at"]


@pytest.mark.own_lines
def test_a_state_that_takes_the_place_of_another_is_looked_at_from_its_begin(watch: Watch, tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / "state.sqlite").unlink(missing_ok=True)
        desk = desk_in(tmp_path)
        for _ in range(2 - number):
            with desk.operation(Action.VERIFY):
                pass
        desk.state.close()
        assert watch.look() == []


OTHER = """
import sys
from pathlib import Path
from pandzicht.definitions.action import Action
from tests.desk import desk_in
with desk_in(Path(sys.argv[1])).operation(Action.VERIFY):
    pass
"""


@pytest.mark.own_lines
def test_what_another_process_wrote_is_looked_at(watch: Watch, tmp_path: Path, root: Path) -> None:
    subprocess.run([sys.executable, "-c", OTHER, str(tmp_path)], check=True, cwd=root)
    changed(tmp_path, "UPDATE audit_entry SET line = replace(line, 'tester', '\u2028')")
    assert watch.look() == []
    assert len(watch.look(tmp_path)) == 2
