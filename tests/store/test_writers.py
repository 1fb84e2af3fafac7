# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writers of one process take turns, first come, first served; whoever fails or gives up keeps nobody waiting."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from pandzicht.errors import StateFault
from pandzicht.store import state_database
from pandzicht.store.state_database import moment, open_state
from pandzicht.store.writers import Writers, writers_of
from tests.desk import NOW

LONG = 60.0


def in_line(writers: Writers, number: int) -> None:
    """Go on when so many have their turn or wait for it."""
    while writers.count < number:
        pass


def test_writers_come_in_the_order_in_which_they_asked() -> None:
    writers, came = Writers(), list[int]()

    def write(number: int) -> None:
        with writers.turn(LONG):
            came.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    with writers.turn(LONG):
        for number, thread in enumerate(threads):
            thread.start()
            in_line(writers, number + 2)
        assert came == []
    for thread in threads:
        thread.join()
    assert (came, writers.count) == ([*range(8)], 0)


def test_one_writes_at_a_time() -> None:
    writers, inside, seen = Writers(), set[int](), list[int]()

    def write(number: int) -> None:
        for _ in range(50):
            with writers.turn(LONG):
                inside.add(number)
                seen.append(len(inside))
                inside.remove(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1] * 200


def fail(writers: Writers) -> None:
    with writers.turn(LONG):
        raise ValueError("halfway")


def test_a_writer_that_fails_lets_the_next_one_in() -> None:
    writers = Writers()
    with pytest.raises(ValueError, match="halfway"):
        fail(writers)
    with writers.turn(0.0):
        assert writers.count == 1


def test_who_waits_too_long_is_told_and_keeps_nobody_waiting() -> None:
    writers = Writers()
    with writers.turn(LONG):
        with pytest.raises(TimeoutError, match="others have been writing for 0 seconds"):
            writers.turn(0.0).__enter__()
        assert writers.count == 1
    with writers.turn(0.0):
        pass


def test_all_who_write_in_a_file_are_its_writers(tmp_path: Path) -> None:
    here = writers_of(tmp_path / "state.sqlite")
    assert writers_of(tmp_path / "x" / ".." / "state.sqlite") is here
    assert writers_of(tmp_path / "other.sqlite") is not here


def test_a_transaction_within_another_is_told_that_it_waits_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state_database, "_WAIT_SECONDS", 0.0)
    state, same = (open_state(tmp_path / "state.sqlite", now=NOW) for _ in range(2))
    with state.transaction() as transaction:
        with pytest.raises(StateFault, match=r"others have been writing for 0 seconds; try again; nothing was changed"):
            same.transaction().__enter__()
        with same.transaction(reads=True) as reading:
            assert reading.column("SELECT count(*) FROM account") == [0]
        row = {"account": "els", "person": "els", "name": "Els", "made_at": moment(NOW), "closed_at": None}
        transaction.insert("account", row)
    with same.transaction() as transaction:
        assert transaction.column("SELECT account FROM account") == ["els"]
