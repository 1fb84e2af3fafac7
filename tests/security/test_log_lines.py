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
from tests.log_lines import AUDIT, BIO, PROCESSING, Written
from tests.runs.published_city import publish_city, rows
from tests.signals.small_city import Row
from tests.sources.making import address_rows, csv_file

BSN, NAME, PASSWORD, DELIVERED = "999990639", "Kanarie-Van Gele", "gulden-kanarie-1", "er fluit hier iemand"
CANARIES = (BSN, NAME, PASSWORD, DELIVERED)
ADDRESS = "0518010000000000"


def planted() -> dict[str, list[Row]]:
    """The rows of the small city, with what may stand in no log."""
    listed = rows()
    living = [{**row, "persoon": BSN, "straat": NAME} for row in listed["bewoning"]]
    return listed | {"bewoning": living, "meldingen": [{**row, "soort": DELIVERED} for row in listed["meldingen"]]}


def test_no_log_holds_what_was_delivered_typed_or_kept_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_lines: Written
) -> None:
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
    assert {which for which, _ in log_lines.lines} == set(Log)
    with open_state(root / "state" / "state.sqlite", now=NOW).transaction(reads=True) as transaction:
        kept = [row["line"] for log in Log for row in transaction.rows(f"SELECT line FROM {log.value}_entry")]
    assert len(kept) == len(log_lines.lines)
    assert [line for line in kept for canary in CANARIES if canary in line] == []


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
    "operation_id": "0" * 16,
    "trace_id": "0" * 32,
}
PROCESSED: dict[str, Any] = {
    "trace_id": "0" * 32,
    "operation_id": "0" * 16,
    "status": "ok",
    "name": "compare",
    "start_time": "2026-03-02T09:00:00.000000Z",
    "end_time": "2026-03-02T09:00:00.000000Z",
    "attributes": {"dpl.core.processing_activity_id": "check:wonen@1"},
}


@pytest.mark.parametrize("name", sorted(BIO))
def test_a_line_without_one_of_the_six_fields_would_be_found(name: str) -> None:
    line = {key: value for key, value in GOOD.items() if key != name}
    assert Written([(Log.AUDIT, line)]).faults() == [f"{name} is missing"]
    assert Written([(Log.AUDIT, GOOD | {name: ""})]).faults() == [f"{name} is ''"]


def test_a_processing_that_names_a_user_or_belongs_to_no_act_would_be_found() -> None:
    assert set(AUDIT) >= set(BIO)
    assert set(PROCESSING) == set(PROCESSED)
    audit = (Log.AUDIT, GOOD)
    assert Written([audit, (Log.PROCESSING, PROCESSED)]).faults() == []
    assert Written([audit, (Log.PROCESSING, PROCESSED | {"name": "els"})]).faults() == ["the processing log names els"]
    assert Written([audit, (Log.PROCESSING, PROCESSED | {"actor": "x"})]).faults() == ["actor is no field of this log"]
    alone = Written([(Log.PROCESSING, PROCESSED)])
    assert alone.faults() == ["a processing belongs to no act of the audit log"]


def test_lines_are_taken_down(tmp_path: Path, log_lines: Written) -> None:
    with desk_in(tmp_path).operation(Action.VERIFY):
        pass
    assert [line["result"] for _, line in log_lines.lines] == ["allowed", "done"]
