# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of the logs are right, and hold nothing of what was delivered, typed or kept secret (S10)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pandzicht.cli.main import main
from pandzicht.definitions.action import Action
from pandzicht.errors import StateFault
from pandzicht.governance.desk import Desk
from pandzicht.governance.log import Log, canonical
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import StateDatabase, open_state
from tests.desk import NOW, desk_in
from tests.log_lines import AUDIT, BIO, BSN, CANARIES, DELIVERED, NAME, PASSWORD, PROCESSING, Kept, Lines
from tests.runs.published_city import publish_city, rows
from tests.signals.small_city import Row
from tests.sources.making import address_rows, csv_file

ADDRESS = "0518010000000000"


def planted() -> dict[str, list[Row]]:
    """The rows of the small city, with what may stand in no log."""
    listed = rows()
    living = [{**row, "persoon": BSN, "straat": NAME} for row in listed["bewoning"]]
    return listed | {"bewoning": living, "meldingen": [{**row, "soort": DELIVERED} for row in listed["meldingen"]]}


def test_no_log_holds_what_was_delivered_typed_or_kept_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = publish_city(tmp_path / "city", listed=planted()).root
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    wrong = csv_file(tmp_path / "in.csv", [*address_rows(3), {**address_rows(1)[0], "nummer": BSN, "soort": DELIVERED}])
    commands = [
        ["explain", ADDRESS, "--because", f"melding van {NAME} {BSN}", "--all-rows"],
        ["explain", NAME],
        ["select", "wonen", "--size", "2", "--add", f"{ADDRESS}={NAME} {DELIVERED}"],
        ["select", "wonen", "--size", "2", "--add", f"{BSN}={NAME}"],
        ["export", "current", "--check", "wonen", "--to", str(tmp_path / "x.csv")],
        ["load", "meldingen", str(wrong), "--date", "2026-02-21"],
        ["load", "bewoning", str(wrong), "--date", "2026-02-21"],
        ["judge", str(wrong), "--by", NAME],
        ["grant", "jan", "alles", "--name", NAME],
    ]
    codes = [main([*words, "--workspace", str(root)]) for words in commands]
    assert 0 in codes
    assert 1 in codes
    with open_state(root / "state" / "state.sqlite", now=NOW).transaction(reads=True) as transaction:
        kept = {log: transaction.column(f"SELECT line FROM {log.value}_entry") for log in Log}
    assert all(kept.values())
    assert [line for log in Log for line in kept[log] for canary in CANARIES if canary in line] == []


def test_a_fault_of_the_state_does_not_tell_what_was_to_be_written(state: StateDatabase) -> None:
    row = {"account": BSN, "person": NAME, "name": DELIVERED, "made_at": "", "closed_at": None}

    def write_twice() -> None:
        with state.transaction() as transaction:
            transaction.insert("account", row)
            transaction.insert("account", row)

    with pytest.raises(StateFault) as told:
        write_twice()
    assert [canary for canary in CANARIES if canary in str(told.value)] == []


HOSTILE = ("a\r\nb", "a\x1b[2Jb", "a\x00b", "a\x85b", "a\u2028b", "a\u202eb", 'a","result":"done', "a\udcffb", "\x7f")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_a_line_or_controls_a_screen(tmp_path: Path, name: str) -> None:
    desk: Desk = desk_in(tmp_path)
    with desk.operation(Action.LINK, Subject(Kind.FILE, name)):
        pass
    with desk.state.transaction(reads=True) as transaction:
        lines = transaction.column("SELECT line FROM audit_entry ORDER BY entry_no")
    assert len(lines) == 2
    for line in lines:
        assert line.splitlines() == [line]
        assert line.isprintable()
        assert '"result":"done"' in line or '"result":"allowed"' in line
        assert canonical(json_of(line)) == line


def json_of(line: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(line)
    return found


GOOD: dict[str, Any] = {
    "time": "2026-03-02T09:00:00.000000Z",
    "actor": "els",
    "origin": "test",
    "action": "run",
    "object": "run:1",
    "result": "done",
    "operation_id": "a" * 16,
    "trace_id": "0" * 32,
}
PROCESSED: dict[str, Any] = {
    "trace_id": "0" * 32,
    "operation_id": "a" * 16,
    "status": "ok",
    "name": "compare",
    "start_time": "2026-03-02T09:00:00.000000Z",
    "end_time": "2026-03-02T09:00:00.000000Z",
    "attributes": {"dpl.core.processing_activity_id": "check:wonen@1"},
}


def faults(*lines: tuple[Log, dict[str, Any]]) -> list[str]:
    """What is found in a state that keeps these lines."""
    kept: dict[Log, list[Kept]] = {log: [] for log in Log}
    for log, line in lines:
        at = line["time"] if log is Log.AUDIT else line["end_time"]
        kept[log].append(Kept(len(kept[log]) + 1, line["operation_id"], at, canonical(line)))
    seen = Lines()
    return [*seen.take(kept), *seen.untold([])]


ALLOWED = (Log.AUDIT, GOOD | {"result": "allowed"})


def test_lines_as_they_must_be_have_no_faults() -> None:
    assert set(AUDIT) >= set(BIO)
    assert set(PROCESSING) == set(PROCESSED)
    assert faults(ALLOWED, (Log.PROCESSING, PROCESSED), (Log.AUDIT, GOOD)) == []


@pytest.mark.parametrize("name", sorted(set(BIO) - {"time", "result"}))
def test_a_line_without_one_of_the_six_fields_would_be_found(name: str) -> None:
    line = {key: value for key, value in ALLOWED[1].items() if key != name}
    assert faults((Log.AUDIT, line)) == [f"audit 1: {name} is missing"]
    assert faults((Log.AUDIT, ALLOWED[1] | {name: ""})) == [f"audit 1: {name} is ''"]


FOUND: dict[str, tuple[dict[str, Any], str]] = {
    "a user": ({"name": "els"}, "the processing log names els"),
    "a user within a text": ({"name": "compare by els"}, "the processing log names els"),
    "a field of its own": ({"actor": "x"}, "processing 1: actor is no field of this log"),
    "another act": ({"operation_id": "1" * 16}, "a processing belongs to no act of the audit log"),
    "a BSN": ({"name": "compare 999990019"}, "processing 1: 999990019 may be a BSN"),
    "what was delivered": ({"name": DELIVERED}, f"processing 1: {DELIVERED} stands in a line"),
}


@pytest.mark.parametrize("what", sorted(FOUND))
def test_what_may_not_stand_in_a_processing_would_be_found(what: str) -> None:
    change, fault = FOUND[what]
    assert faults(ALLOWED, (Log.PROCESSING, PROCESSED | change)) == [fault]


@pytest.mark.parametrize(
    "results", [["done"], ["allowed", "done", "done"], ["denied", "done"], ["allowed", "allowed"], ["failed"]]
)
def test_an_act_that_is_not_told_once_would_be_found(results: list[str]) -> None:
    lines = [(Log.AUDIT, GOOD | {"result": result}) for result in results]
    assert faults(*lines) == [f"act {GOOD['operation_id']} is told as {' '.join(results)}"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, 1),
        ({"action": "run"}, 0),
        ({"origin": "test"}, 0),
        ({"result": "failed"}, 0),
    ],
)
def test_a_command_that_read_and_left_no_processing_would_be_found(change: dict[str, Any], told: int) -> None:
    act = {"action": "explain", "origin": "command line on host"}
    begun, ended = (Log.AUDIT, ALLOWED[1] | act | change | {"result": "allowed"}), (Log.AUDIT, GOOD | act | change)
    assert faults(begun, ended) == [f"act {GOOD['operation_id']} read and no line says so"] * told
    assert faults(begun, ended, (Log.PROCESSING, PROCESSED)) == []
