# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A log grows by entries in one order; its chain and its tree are those of its lines, whoever computes them."""

from __future__ import annotations

import hashlib
import json
import threading

import pytest

from pandzicht.errors import StateFault
from pandzicht.governance.log import Entry, Log, append_entry, canonical, tip_of
from pandzicht.governance.merkle import EMPTY, chained, leaf_hash
from pandzicht.store.state_database import StateDatabase, moment
from tests.desk import NOW

pytestmark = pytest.mark.own_lines
AT = moment(NOW)


def entry(number: int, *subjects: bytes) -> Entry:
    return Entry(f"{number:016x}", AT, {"n": number, "text": "regel\r\nmet \x00 erin"}, subjects, "2029-03")


def append(state: StateDatabase, log: Log, *entries: Entry) -> list[int]:
    numbers = []
    for item in entries:
        with state.transaction() as transaction:
            numbers.append(append_entry(transaction, log, item))
    return numbers


def test_entries_are_numbered_from_one_in_each_log(state: StateDatabase) -> None:
    assert append(state, Log.AUDIT, entry(1), entry(2)) == [1, 2]
    assert append(state, Log.PROCESSING, entry(3)) == [1]


def test_the_end_of_a_log_is_what_its_lines_give(state: StateDatabase) -> None:
    subjects = [b"\xff", b"\x01\x02", b"a"]
    append(state, Log.PROCESSING, entry(1), entry(2, *subjects), entry(3, b"z"))
    frontier, chain = EMPTY, bytes(32)
    for number, own in ((1, []), (2, sorted(subjects)), (3, [b"z"])):
        line = hashlib.sha256(canonical(entry(number).line).encode()).digest()
        leaves = [leaf_hash(line, subject) for subject in own] or [leaf_hash(line)]
        frontier, chain = frontier.extended(leaves), chained(chain, leaves)
    with state.transaction(reads=True) as transaction:
        tip = tip_of(transaction, Log.PROCESSING)
        kept = transaction.rows("SELECT line, chain FROM processing_entry ORDER BY entry_no")
    assert (tip.entries, tip.frontier, tip.chain) == (3, frontier, chain)
    assert bytes(kept[-1]["chain"]) == chain
    assert tip.frontier.size == 1 + 3 + 1


def test_a_subject_that_is_named_twice_is_one_line(state: StateDatabase) -> None:
    append(state, Log.PROCESSING, entry(1, b"a", b"a", b"b"))
    with state.transaction(reads=True) as transaction:
        assert tip_of(transaction, Log.PROCESSING).frontier.size == 2
        assert transaction.rows("SELECT count(*) AS n FROM processing_subject") == [{"n": 2}]


def test_what_is_written_can_break_no_line(state: StateDatabase) -> None:
    append(state, Log.AUDIT, entry(1))
    with state.transaction(reads=True) as transaction:
        (row,) = transaction.rows("SELECT line FROM audit_entry")
    assert "\n" not in row["line"]
    assert "\x00" not in row["line"]
    assert json.loads(row["line"]) == entry(1).line


def test_an_entry_goes_with_its_transaction(state: StateDatabase) -> None:
    def half_done() -> None:
        with state.transaction() as transaction:
            append_entry(transaction, Log.PROCESSING, entry(1, b"a"))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        half_done()
    with state.transaction(reads=True) as transaction:
        assert tip_of(transaction, Log.PROCESSING).entries == 0
        assert transaction.rows("SELECT count(*) AS n FROM processing_subject") == [{"n": 0}]


def test_many_writers_make_one_chain(state: StateDatabase) -> None:
    threads = [
        threading.Thread(target=append, args=(state, Log.AUDIT, *(entry(10 * by + n) for n in range(10))))
        for by in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    chain = bytes(32)
    with state.transaction(reads=True) as transaction:
        for row in transaction.rows("SELECT line, chain FROM audit_entry ORDER BY entry_no"):
            chain = chained(chain, [leaf_hash(hashlib.sha256(row["line"].encode()).digest())])
            assert bytes(row["chain"]) == chain
        assert tip_of(transaction, Log.AUDIT).entries == 40


def test_a_log_that_lost_its_end_is_written_no_further(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        transaction.run("DELETE FROM log_tip")
    with pytest.raises(StateFault, match="its end is missing from the state database; restore it"):
        append(state, Log.AUDIT, entry(1))
