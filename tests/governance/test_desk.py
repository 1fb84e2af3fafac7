# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every act begins at the desk: no line, no answer; a denial is logged; what is read is logged or the act fails."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, NotFound, PurposeMissing, StateFault
from pandzicht.governance.actor import Actor
from pandzicht.governance.concerned import address, person, told
from pandzicht.governance.desk import Desk
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import StateDatabase, Transaction
from tests.desk import desk_in
from tests.sources.making import a_source as source

WONEN = Purpose("wonen", "Huisvestingswet art. 21", "wonen")
HENNEP = Purpose("hennep", "Opiumwet art. 13b", "hennep")
CHECK = Subject(Kind.CHECK, "wonen")


@pytest.fixture
def desk(tmp_path: Path, state: StateDatabase) -> Desk:
    return desk_in(tmp_path, state=state)


def audit(desk: Desk) -> list[dict[str, Any]]:
    with desk.state.transaction(reads=True) as transaction:
        return [json.loads(row["line"]) for row in transaction.rows("SELECT line FROM audit_entry ORDER BY entry_no")]


def processed(desk: Desk) -> list[dict[str, Any]]:
    with desk.state.transaction(reads=True) as transaction:
        return transaction.rows("SELECT * FROM processing_entry ORDER BY entry_no")


def test_an_act_is_logged_before_and_after(desk: Desk) -> None:
    with desk.operation(Action.SELECT, CHECK, [WONEN]) as operation:
        assert [line["result"] for line in audit(desk)] == ["allowed"]
        assert operation.act.purposes == ["wonen"]
    before, after = audit(desk)
    assert (before["result"], after["result"]) == ("allowed", "done")
    assert before["operation_id"] == after["operation_id"] == operation.act.operation_id
    six = {"action": "select", "object": "check:wonen", "actor": "tester", "origin": "test"}
    assert {name: before[name] for name in six} == six
    assert before["time"] == "2026-03-02T09:00:00.000000Z"


def test_a_denial_is_logged_with_its_reason(desk: Desk) -> None:
    stranger = replace(desk, actor=Actor("vreemd", "vreemd"))
    with pytest.raises(
        AccessDenied, match="vreemd may not select check:wonen: account 'vreemd' has no role; ask whoever"
    ):
        stranger.operation(Action.SELECT, CHECK, [WONEN]).__enter__()
    (line,) = audit(desk)
    assert (line["result"], line["why"]) == ("denied", "account 'vreemd' has no role")


def test_an_act_without_the_purpose_that_it_needs_is_denied(desk: Desk) -> None:
    with pytest.raises(AccessDenied, match="'select' needs a purpose"):
        desk.operation(Action.SELECT, CHECK).__enter__()


def test_an_act_that_fails_says_so_and_nothing_of_what_it_held(desk: Desk) -> None:
    with pytest.raises(ValueError, match="999990639"), desk.operation(Action.SELECT, CHECK, [WONEN]):
        raise ValueError("burger 999990639")
    assert [(line["result"], line.get("why")) for line in audit(desk)][-1] == ("failed", "ValueError")
    assert "999990639" not in json.dumps(audit(desk))


def test_a_function_asks_for_its_own_act(desk: Desk) -> None:
    with desk.operation(Action.SELECT, CHECK, [WONEN]) as operation:
        operation.allows(Action.SELECT, Action.EXPLAIN)
        with pytest.raises(AccessDenied, match="this is load, and what was asked and logged is select"):
            operation.allows(Action.LOAD)


def test_a_purpose_that_was_not_asked_for_is_not_served(desk: Desk) -> None:
    with desk.operation(Action.SELECT, CHECK, [WONEN]) as operation:
        operation.serves(WONEN)
        with pytest.raises(PurposeMissing, match="purpose 'hennep' of check 'hennep' was not asked for"):
            operation.serves(HENNEP)


def test_rows_of_a_source_outside_the_purpose_are_not_read(desk: Desk) -> None:
    with desk.operation(Action.SELECT, CHECK, [HENNEP]) as operation:
        with pytest.raises(PurposeMissing, match="its purposes are wonen"):
            operation.reads(source(purposes=["wonen"]), [person("aa")])
        operation.refuse_unlogged()


def test_whom_it_concerned_is_one_line_each_and_encrypted(desk: Desk) -> None:
    with desk.operation(Action.SELECT, CHECK, [WONEN]) as operation:
        operation.reads(source(purposes=["wonen"]), [person("00ff00ff00ff00ff"), person("00ff00ff00ff00ff")])
        assert operation.concerns([address("9999010000000001")], activity="check:wonen@1", run="r") == 2
    (entry,) = processed(desk)
    line = json.loads(entry["line"])
    assert "tester" not in entry["line"], "no user identity in the processing log (LDV)"
    assert line["attributes"]["dpl.core.processing_activity_id"] == "check:wonen@1"
    assert (line["operation_id"], line["trace_id"]) == (operation.act.operation_id, operation.act.trace_id)
    assert (len(line["operation_id"]), len(line["trace_id"])) == (16, 32)
    with desk.state.transaction(reads=True) as transaction:
        kept = [bytes(row["subject"]) for row in transaction.rows("SELECT subject FROM processing_subject")]
    assert not any(b"00ff" in item or b"9999" in item for item in kept)
    opened = {told(desk.keys.opened(entry["key_id"], item)) for item in kept}
    assert opened == {("person", "00ff00ff00ff00ff"), ("address", "9999010000000001")}


def test_rows_that_were_read_and_not_logged_fail_the_act(desk: Desk) -> None:
    with (
        pytest.raises(StateFault, match="1 persons were read of in select and not logged"),
        desk.operation(Action.SELECT, CHECK, [WONEN]) as operation,
    ):
        operation.reads(source(purposes=["wonen"]), [person("aa")])
    assert [line["result"] for line in audit(desk)] == ["allowed", "failed"]


@pytest.mark.own_lines
def test_without_a_log_there_is_no_operation(desk: Desk) -> None:
    with desk.state.transaction() as transaction:
        transaction.run("DROP TABLE audit_entry")
    with pytest.raises(StateFault, match="nothing was changed"):
        desk.operation(Action.SELECT, CHECK, [WONEN]).__enter__()


def test_without_a_processing_log_no_answer_leaves(desk: Desk) -> None:
    with desk.state.transaction() as transaction:
        transaction.run("DROP TABLE processing_subject")
    with pytest.raises(StateFault), desk.operation(Action.SELECT, CHECK, [WONEN]) as operation:
        operation.concerns([person("aa")], activity="check:wonen@1")


def test_a_change_and_its_line_are_one(desk: Desk) -> None:
    with desk.operation(Action.ADMINISTER) as operation, operation.change() as transaction:
        transaction.run("UPDATE log_tip SET frontier = frontier WHERE log = 'processing'")
    assert [line["result"] for line in audit(desk)] == ["allowed", "done"]


def test_a_change_that_fails_leaves_no_line_that_it_was_done(desk: Desk) -> None:
    def half_done() -> None:
        with desk.operation(Action.ADMINISTER) as operation, operation.change() as transaction:
            row = {"account": "x", "person": "x", "name": "x", "made_at": "", "closed_at": None}
            transaction.insert("account", row)
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        half_done()
    assert [line["result"] for line in audit(desk)] == ["allowed", "failed"]
    with desk.state.transaction(reads=True) as transaction:
        assert transaction.rows("SELECT * FROM account") == []


def test_what_is_seen_for_several_purposes_is_what_each_of_them_allows(desk: Desk) -> None:
    assert desk.decide(Action.SELECT, CHECK, "wonen").allowed
    assert not desk.decide(Action.SELECT, CHECK, None).allowed
    assert audit(desk) == [], "asking whether one may is no act"


def results(desk: Desk) -> list[str]:
    return [line["result"] for line in audit(desk)]


def test_an_act_that_answers_after_its_end_has_whom_it_concerned_confirmed_with_its_end(desk: Desk) -> None:
    with desk.operation(Action.SELECT, CHECK, [WONEN], answers_after=True) as operation:
        operation.concerns([person("aa")], activity="check:wonen@1")
        operation.concerns([person("bb")], activity="check:wonen@1")
        assert (processed(desk), results(desk)) == ([], ["allowed"])
    assert (len(processed(desk)), results(desk)) == (2, ["allowed", "done"])


def test_an_act_that_answers_after_its_end_writes_twice(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    written, transaction = [], StateDatabase.transaction

    def counted(state: StateDatabase, *, reads: bool = False) -> AbstractContextManager[Transaction]:
        written.append(None if reads else state)
        return transaction(state, reads=reads)

    monkeypatch.setattr(StateDatabase, "transaction", counted)
    with desk.operation(Action.SELECT, CHECK, [WONEN], answers_after=True) as operation:
        operation.concerns([person("aa")], activity="check:wonen@1")
    assert len([state for state in written if state]) == 2


@pytest.mark.parametrize("lost", ["processing_subject", "processing_entry"])
@pytest.mark.own_lines
def test_an_act_of_which_cannot_be_said_whom_it_concerned_is_not_done(desk: Desk, lost: str) -> None:
    with desk.state.transaction() as transaction:
        transaction.run(f"DROP TABLE {lost}")
    with (
        pytest.raises(StateFault),
        desk.operation(Action.SELECT, CHECK, [WONEN], answers_after=True) as operation,
    ):
        operation.concerns([person("aa")], activity="check:wonen@1")
    assert results(desk) == ["allowed", "failed"]


def fails(desk: Desk, fault: Exception) -> None:
    """An act that answers after its end, and fails when it is known whom it concerned."""
    with desk.operation(Action.SELECT, CHECK, [WONEN], answers_after=True) as operation:
        operation.concerns([person("aa")], activity="check:wonen@1")
        raise fault


def test_an_act_that_fails_says_whom_it_had_concerned(desk: Desk) -> None:
    with pytest.raises(ValueError, match="no"):
        fails(desk, ValueError("no"))
    assert (len(processed(desk)), results(desk)) == (1, ["allowed", "failed"])


@pytest.mark.own_lines
def test_a_refusal_that_cannot_say_whom_it_concerned_does_not_go_out(desk: Desk) -> None:
    with desk.state.transaction() as transaction:
        transaction.run("DROP TABLE processing_subject")
    with pytest.raises(StateFault):
        fails(desk, NotFound("no such address; near it lives aa"))
    assert results(desk) == ["allowed", "failed"]


def test_whom_a_change_concerned_is_confirmed_with_it(desk: Desk) -> None:
    with desk.operation(Action.ADMINISTER, answers_after=True) as operation:
        operation.concerns([person("aa")], activity="check:wonen@1")
        with operation.change() as transaction:
            transaction.run("UPDATE log_tip SET frontier = frontier WHERE log = 'processing'")
        assert (len(processed(desk)), results(desk)) == (1, ["allowed", "done"])
        operation.concerns([person("bb")], activity="check:wonen@1")
    assert (len(processed(desk)), results(desk)) == (2, ["allowed", "done"])


def test_after_its_end_nothing_of_an_act_waits(desk: Desk) -> None:
    with desk.operation(Action.SELECT, CHECK, [WONEN], answers_after=True) as operation:
        pass
    operation.concerns([person("aa")], activity="check:wonen@1")
    assert len(processed(desk)) == 1


def test_two_acts_that_end_at_once_do_not_wait_for_each_other(desk: Desk) -> None:
    def acts(number: int) -> None:
        for _ in range(10):
            with desk.operation(Action.SELECT, CHECK, [WONEN], answers_after=number % 2 == 0) as operation:
                operation.concerns([person(f"{number:02}")], activity="check:wonen@1")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(acts, range(4)))
    assert (len(processed(desk)), len(results(desk))) == (40, 80)
