# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in slows down as it fails, for whoever is tried and from wherever; on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.governance.sign_in_attempt import (
    FORGOTTEN_AFTER,
    FREE,
    LONGEST_WAIT,
    begin_attempt,
    counted,
    end_attempt,
    wait_after,
)
from pandzicht.store.state_database import StateDatabase
from tests.desk import NOW

SECRET = b"geheim"
ELS = counted(SECRET, account="els", origin="10.0.0.1")


def attempts(state: StateDatabase, count: int, *, now: datetime = NOW, origin: str = "10.0.0.1") -> int:
    """Fail that many times for els at one moment; return the wait of the next."""
    by = counted(SECRET, account="els", origin=origin)
    for _ in range(count):
        with state.transaction() as transaction:
            begin_attempt(transaction, by, now)
    with state.transaction() as transaction:
        return begin_attempt(transaction, by, now)


@given(failures=st.integers(0, 10**9), free=st.integers(1, 100))
def test_a_wait_only_grows_and_never_beyond_a_minute(failures: int, free: int) -> None:
    assert 0 <= wait_after(failures, free) <= wait_after(failures + 1, free) <= LONGEST_WAIT
    assert (wait_after(failures, free) == 0) is (failures < free)


def test_the_sixth_attempt_for_an_account_waits_from_wherever_it_comes(state: StateDatabase) -> None:
    for number in range(FREE["account"]):
        assert attempts(state, 0, origin=f"10.0.0.{number}") == 0
    assert attempts(state, 0, origin="10.9.9.9") == 1


def test_an_origin_that_tries_many_accounts_waits_too(state: StateDatabase) -> None:
    for number in range(FREE["origin"]):
        with state.transaction() as transaction:
            assert begin_attempt(transaction, counted(SECRET, account=f"a{number}", origin="x"), NOW) == 0
    with state.transaction() as transaction:
        assert begin_attempt(transaction, counted(SECRET, account="nog een", origin="x"), NOW) == 1
        assert begin_attempt(transaction, counted(SECRET, account="nog een", origin="y"), NOW) == 0


def test_whoever_waits_is_not_counted_and_the_wait_doubles_with_each_failure(state: StateDatabase) -> None:
    assert attempts(state, FREE["account"] + 20) == 1
    waits, now = [], NOW
    for _ in range(9):
        wait = attempts(state, 0, now=now)
        waits.append(wait)
        now += timedelta(seconds=wait)
        assert attempts(state, 0, now=now) == 0
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_clock_that_is_set_back_lets_nobody_wait_longer(state: StateDatabase) -> None:
    assert attempts(state, FREE["account"]) == 1
    assert attempts(state, 0, now=NOW - timedelta(days=1)) == 1


def test_after_an_hour_it_begins_anew_and_nothing_is_left(state: StateDatabase) -> None:
    attempts(state, FREE["account"] + 3)
    later = NOW + FORGOTTEN_AFTER + timedelta(seconds=1)
    assert attempts(state, 0, now=later) == 0
    with state.transaction(reads=True) as transaction:
        assert transaction.column("SELECT failures FROM sign_in_attempt") == [1, 1]


def test_success_forgets_the_account_and_takes_one_from_the_origin(state: StateDatabase) -> None:
    attempts(state, 2)
    with state.transaction() as transaction:
        end_attempt(transaction, *ELS)
        kept = transaction.rows("SELECT counted, failures FROM sign_in_attempt")
    assert kept == [{"counted": ELS[1].name, "failures": 2}]


def test_nothing_of_what_was_typed_is_kept(state: StateDatabase) -> None:
    by = counted(SECRET, account="mijn wachtwoord", origin="10.0.0.1")
    with state.transaction() as transaction:
        begin_attempt(transaction, by, NOW)
        kept = str(transaction.rows("SELECT * FROM sign_in_attempt"))
    assert not [text for text in ("wachtwoord", "10.0.0.1") if text in kept]
    assert by != counted(b"ander geheim", account="mijn wachtwoord", origin="10.0.0.1")


@pytest.mark.parametrize("typed", ["\ud800", "a" * 100_000, ""])
def test_whatever_is_typed_has_a_name_of_one_length(typed: str) -> None:
    assert len(counted(SECRET, account=typed)[0].name) == 32


def test_many_at_once_are_all_counted(state: StateDatabase) -> None:
    attempts(state, 0)
    waits: list[int] = []

    def attempt() -> None:
        with state.transaction() as transaction:
            waits.append(begin_attempt(transaction, ELS, NOW))

    threads = [Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(waits) == [0] * (FREE["account"] - 1) + [1] * (12 - FREE["account"] + 1)
