# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A log is walked page by page, whatever falls on the edge of a page; a subject that is kept for no entry shows."""

from __future__ import annotations

from unittest import mock

import pytest

from pandzicht.governance import log_walk
from pandzicht.governance.log import Entry, Log, append_entry
from pandzicht.governance.log_walk import entries_of, log_faults
from pandzicht.store.state_database import StateDatabase, moment
from tests.desk import NOW

COUNTS = (0, 1, 5, 0, 4, 2, 1, 0)
"""How many subjects each entry has."""

pytestmark = pytest.mark.own_lines


@pytest.fixture
def written(state: StateDatabase) -> StateDatabase:
    for log in Log:
        with state.transaction() as transaction:
            for number, count in enumerate(COUNTS, start=1):
                subjects = [bytes([number, 9 - part]) for part in range(count)] if log is Log.PROCESSING else []
                append_entry(transaction, log, Entry(f"{number:016x}", moment(NOW), {"n": number}, subjects, "2029-03"))
    return state


@pytest.mark.parametrize("size", [1, 2, 3, 4, 8, 100])
def test_every_entry_comes_once_with_its_own_subjects(written: StateDatabase, size: int) -> None:
    with mock.patch.object(log_walk, "_BATCH", size), written.transaction(reads=True) as transaction:
        found = list(entries_of(transaction, Log.PROCESSING))
        later = list(entries_of(transaction, Log.PROCESSING, after=3))
        audit = list(entries_of(transaction, Log.AUDIT))
    assert [entry.number for entry in found] == list(range(1, 9))
    assert [len(entry.subjects) for entry in found] == list(COUNTS)
    assert all(list(entry.subjects) == sorted(entry.subjects) for entry in found)
    assert all(subject[0] == entry.number for entry in found for subject in entry.subjects)
    assert later == found[3:]
    assert [(entry.number, entry.subjects) for entry in audit] == [(number, ()) for number in range(1, 9)]


@pytest.mark.parametrize("size", [1, 3, 100])
def test_the_tree_grows_by_as_many_leaves_as_may_wait(written: StateDatabase, size: int) -> None:
    with mock.patch.object(log_walk, "_LEAVES", size), written.transaction(reads=True) as transaction:
        assert [log_faults(transaction, log, []) for log in Log] == [[], []]


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        (0, "entry 1 is not as it was written, or an entry before it is missing"),
        (9, "a subject is kept for entry 9, which is not there"),
    ],
)
def test_a_subject_of_no_entry_shows(written: StateDatabase, owner: int, told: str) -> None:
    with written.transaction() as transaction:
        transaction.append("processing_subject", ("entry_no", "subject"), [(owner, b"x")])
    with written.transaction(reads=True) as transaction:
        assert log_faults(transaction, Log.PROCESSING, []) == [told]
