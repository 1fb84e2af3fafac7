# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Heads fix the logs as they are kept: whatever is changed afterwards shows, here and to an outsider's script."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pandzicht.errors import HeadFaults
from pandzicht.governance.log import Entry, Log, append_entry
from pandzicht.governance.log_reading import Form, exported
from pandzicht.governance.log_walk import log_faults
from pandzicht.governance.signed_heads import PUBLIC_KEY, Heads, sign_head
from pandzicht.governance.tree_head import SignedHead
from pandzicht.store.state_database import StateDatabase, Transaction, moment
from tests.desk import NOW

pytestmark = pytest.mark.own_lines
VERIFIER = Path(__file__).resolve().parents[2] / "audit" / "verify_log.py"


def write(state: StateDatabase, log: Log, count: int, *, begin: int = 0) -> None:
    with state.transaction() as transaction:
        for number in range(begin, begin + count):
            subjects = [b"%d-%d" % (number, part) for part in range(number % 4)] if log is Log.PROCESSING else []
            line = {"operation_id": f"{number:016x}", "n": number}
            append_entry(transaction, log, Entry(f"{number:016x}", moment(NOW), line, subjects, "2029-03"))


def sign(state: StateDatabase, log: Log, heads: Heads, at: datetime = NOW) -> SignedHead:
    with state.transaction() as transaction:
        return sign_head(transaction, log, heads, at)


def faults(state: StateDatabase, log: Log, heads: Heads) -> list[str]:
    with state.transaction() as transaction:
        return log_faults(transaction, log, heads.read(transaction, log))


@pytest.fixture
def heads(tmp_path: Path) -> Heads:
    return Heads(tmp_path / "heads", tmp_path / "keys" / "heads.pem")


@pytest.mark.parametrize("log", list(Log))
def test_a_log_is_signed_again_and_again_as_it_grows(state: StateDatabase, heads: Heads, log: Log) -> None:
    sizes = []
    for round_ in range(4):
        write(state, log, 5 + round_, begin=10 * round_)
        sizes.append(sign(state, log, heads, NOW + timedelta(days=round_)).entries)
    assert sizes == [5, 11, 18, 26]
    assert faults(state, log, heads) == []
    again = sign(state, log, heads, NOW + timedelta(days=9))
    assert again.entries == 26
    assert len(heads.file(log).read_text(encoding="utf-8").splitlines()) == 4, "nothing new, so no new head"


@pytest.mark.parametrize("log", list(Log))
def test_an_outsider_verifies_what_is_exported_without_anything_of_ours(
    state: StateDatabase, heads: Heads, tmp_path: Path, log: Log
) -> None:
    write(state, log, 30)
    sign(state, log, heads)
    path = tmp_path / "log.jsonl"
    with state.transaction(reads=True) as transaction:
        path.write_text("".join(exported(transaction, log, Form.ENTRIES)), encoding="utf-8")
    key = heads.folder / PUBLIC_KEY
    words = [sys.executable, str(VERIFIER), log.value, str(path), "--heads", str(heads.file(log)), "--key", str(key)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, "SOUND" in done.stdout) == (0, True), done.stdout + done.stderr
    path.write_text(path.read_text(encoding="utf-8").replace('\\"n\\":7', '\\"n\\":8', 1), encoding="utf-8")
    assert subprocess.run(words, capture_output=True, check=False).returncode == 1


Attack = Callable[[Transaction, str], object]
ATTACKS: dict[str, Attack] = {
    "a line is changed": lambda t, log: t.run(f"UPDATE {log}_entry SET line = '{{}}' WHERE entry_no = 7"),
    "an entry is taken out": lambda t, log: t.run(f"DELETE FROM {log}_entry WHERE entry_no = 7"),
    "an entry is put in": lambda t, log: t.run(
        f"INSERT INTO {log}_entry (entry_no, operation_id, written_at, line, chain) "
        f"SELECT 0, operation_id, written_at, line, chain FROM {log}_entry WHERE entry_no = 7"
    ),
    "two entries change places": lambda t, log: t.run(
        f"UPDATE {log}_entry SET line = (SELECT line FROM {log}_entry WHERE entry_no = 8) WHERE entry_no = 7"
    ),
    "the tail is cut": lambda t, log: (
        t.run(f"DELETE FROM {log}_entry WHERE entry_no > 10"),
        t.run("UPDATE log_tip SET entries = 10 WHERE log = :log", log=log),
    ),
    "everything is taken away": lambda t, log: (
        t.run(f"DELETE FROM {log}_entry"),
        t.run("UPDATE log_tip SET entries = 0, leaves = 0, frontier = :none WHERE log = :log", none=b"", log=log),
    ),
}


@pytest.mark.parametrize("log", list(Log))
@pytest.mark.parametrize("attack", list(ATTACKS))
def test_whatever_is_changed_shows(state: StateDatabase, heads: Heads, log: Log, attack: str) -> None:
    write(state, log, 12)
    sign(state, log, heads)
    with state.transaction() as transaction:
        ATTACKS[attack](transaction, log.value)
    assert faults(state, log, heads)


def test_a_subject_that_is_taken_out_shows(state: StateDatabase, heads: Heads) -> None:
    write(state, Log.PROCESSING, 12)
    sign(state, Log.PROCESSING, heads)
    with state.transaction() as transaction:
        assert transaction.run("DELETE FROM processing_subject WHERE subject = :one", one=b"7-1") == 1
    assert faults(state, Log.PROCESSING, heads) == [
        "entry 8 is not as it was written, or an entry before it is missing"
    ]


def test_a_log_that_was_made_anew_as_a_whole_shows_by_its_head(state: StateDatabase, heads: Heads) -> None:
    write(state, Log.AUDIT, 12)
    sign(state, Log.AUDIT, heads)
    with state.transaction() as transaction:
        transaction.run("DELETE FROM audit_entry")
        transaction.run(
            "UPDATE log_tip SET entries = 0, leaves = 0, frontier = :none, chain = :chain WHERE log = 'audit'",
            none=b"",
            chain=bytes(32),
        )
    write(state, Log.AUDIT, 12, begin=100)
    (found,) = faults(state, Log.AUDIT, heads)
    assert "the entries up to 12 are not those of the head" in found
    write(state, Log.AUDIT, 3, begin=200)
    with pytest.raises(HeadFaults):
        sign(state, Log.AUDIT, heads, NOW + timedelta(days=1))


def test_a_log_whose_new_lines_were_changed_is_not_signed(state: StateDatabase, heads: Heads) -> None:
    write(state, Log.AUDIT, 5)
    with state.transaction() as transaction:
        transaction.run("UPDATE audit_entry SET line = '{}' WHERE entry_no = 3")
    with pytest.raises(HeadFaults, match="its lines give another end than is kept beside them"):
        sign(state, Log.AUDIT, heads)
    assert not heads.file(Log.AUDIT).exists()


def test_an_older_file_of_heads_in_the_place_of_a_newer_shows(state: StateDatabase, heads: Heads) -> None:
    write(state, Log.AUDIT, 5)
    sign(state, Log.AUDIT, heads)
    older = heads.file(Log.AUDIT).read_bytes()
    write(state, Log.AUDIT, 5, begin=10)
    sign(state, Log.AUDIT, heads, NOW + timedelta(days=1))
    heads.file(Log.AUDIT).write_bytes(older)
    with pytest.raises(HeadFaults, match="which is known from elsewhere, is not there"):
        faults(state, Log.AUDIT, heads)


def test_a_head_that_the_state_did_not_come_to_keeping_does_no_harm(state: StateDatabase, heads: Heads) -> None:
    write(state, Log.AUDIT, 5)
    sign(state, Log.AUDIT, heads)
    with state.transaction() as transaction:
        transaction.run("DELETE FROM log_head")
    write(state, Log.AUDIT, 6, begin=10)
    assert sign(state, Log.AUDIT, heads, NOW + timedelta(days=1)).entries == 11
    assert faults(state, Log.AUDIT, heads) == []


def test_the_standard_has_one_line_per_data_subject(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        line = {"attributes": {"dpl.core.processing_activity_id": "check:wonen@1"}}
        append_entry(transaction, Log.PROCESSING, Entry("a", moment(NOW), line, [b"\x02", b"\x01"], "2029-03"))
        append_entry(transaction, Log.PROCESSING, Entry("b", moment(NOW), line))
        found = [json.loads(text)["attributes"] for text in exported(transaction, Log.PROCESSING, Form.LDV)]
    assert [item.get("dpl.core.data_subject_id") for item in found] == ["01", "02", None]
