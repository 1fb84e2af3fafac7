# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Behind every look-up stands a task of that moment and that colleague, or it is one to ask about."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.governance.look_up import LookUp, Task, Why, kept_tasks, tasks_behind
from pandzicht.governance.matter import Matter
from pandzicht.governance.necessity import needed, record
from pandzicht.governance.proposal import Draft
from pandzicht.governance.proposals import propose_together
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import StateDatabase, moment
from tests.desk import NOW, begun, desk_in

HOME = "9999010000000001"
SEEN = LookUp("jan", "explain", HOME, "2026-03-02T09:00:00.000000Z")


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (Task(HOME, Why.SELECTION, "2026-03-01"), (Why.SELECTION,)),
        (Task(HOME, Why.SELECTION, "2026-03-03"), ()),
        (Task("9999010000000002", Why.SELECTION, "2026-03-01"), ()),
        (Task(HOME, Why.NECESSITY, "2026-03-01", "jan", "2026-03-31"), (Why.NECESSITY,)),
        (Task(HOME, Why.NECESSITY, "2026-03-01", "els", "2026-03-31"), ()),
        (Task(HOME, Why.NECESSITY, "2026-01-01", "jan", "2026-01-31"), ()),
    ],
)
def test_a_task_carries_a_look_up_of_its_address_in_its_time(task: Task, expected: tuple[Why, ...]) -> None:
    assert tasks_behind([SEEN], [task]) == [(SEEN, expected)]


def test_a_look_up_without_any_task_stays_in_the_list() -> None:
    assert tasks_behind([SEEN], []) == [(SEEN, ())]


def test_proposals_about_an_address_and_recorded_reasons_are_tasks(state: StateDatabase, tmp_path: Path) -> None:
    reason = needed("1", "jan", "wonen", HOME, "melding van de buren", at=NOW)
    with state.transaction() as transaction:
        record(transaction, [reason])
    subjects = (Subject(Kind.ADDRESS, HOME), Subject(Kind.CHECK, "wonen"))
    drafts = [Draft(Matter.OVERRIDE, subject, {}, "omdat het nodig is") for subject in subjects]
    propose_together(begun(desk_in(tmp_path, state=state), Action.PROPOSE), drafts)
    with state.transaction(reads=True) as transaction:
        assert list(kept_tasks(transaction)) == [
            Task(HOME, Why.PROPOSAL, moment(NOW)),
            Task(HOME, Why.NECESSITY, moment(NOW), "jan", reason.until),
        ]
