# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A selection is handed over once, by one person or two, and is taken back with a reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.approval import Approval, Matter
from pandzicht.errors import AccessDenied, NotApproved, NotFound, PandzichtError, ReasonMissing
from pandzicht.governance.accounts import make_account
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.handover import (
    LONGEST_NOTE,
    HandedOver,
    hand_over,
    handed_to,
    handovers_of,
    needs_approval,
    open_handover,
    propose_handover,
    take_back,
)
from pandzicht.governance.proposals import approve
from pandzicht.governance.purpose import Purpose
from pandzicht.store.state_database import StateDatabase, moment
from tests.desk import NOW, begun, desk_in
from tests.governance.test_proposal import ELS, JAN, ROLES

WHAT = HandedOver("wonen-1", "wonen", "wonen", {"selection.parquet": "aa"})
PURPOSE = Purpose("wonen", "art. 1", "wonen")
BECAUSE = "de ronde gaat niet door"
TERMS = [{"persons": 1, "from": "2020-01-01", "article": "art. 1"}]


@pytest.fixture
def desk(tmp_path: Path, state: StateDatabase) -> Desk:
    with state.transaction() as transaction:
        make_account(transaction, "jan", person="jan", name="Jan", at=moment(NOW))
        role = {"account": "jan", "role": "vaststeller", "granted_by": "x", "granted_at": "x"}
        transaction.insert("account_role", role)
    roles = ROLES | {
        "analist": ROLES["analist"].model_copy(update={"may": (Action.HAND_OVER,), "purposes": "all"}),
        "vaststeller": ROLES["vaststeller"],
    }
    return desk_in(tmp_path, actor=ELS, roles=roles, state=state)


def act(desk: Desk) -> Operation:
    return begun(desk, Action.HAND_OVER, WHAT.subject, [PURPOSE])


def careful(desk: Desk) -> Desk:
    """A desk where the municipality asks for a second person."""
    asked = Approval.model_validate({"approval": Matter.HANDOVER.value, "terms": TERMS})
    return replace(desk, approvals=dict(desk.approvals) | {Matter.HANDOVER: asked})


def test_what_is_handed_over_is_had_until_it_is_taken_back(desk: Desk) -> None:
    made = hand_over(act(desk), WHAT, "  week 10 ")
    with desk.state.transaction(reads=True) as transaction:
        assert handed_to(transaction, ["wonen"]) == (made,)
        assert handed_to(transaction, ["hennep"]) == ()
    assert made.note == "week 10"
    take_back(act(desk), WHAT.selection_id, BECAUSE)
    with desk.state.transaction(reads=True) as transaction:
        assert open_handover(transaction, WHAT.selection_id) is None
        (kept,) = handovers_of(transaction, WHAT.selection_id)
    assert (kept.withdrawn_by, kept.withdrawn_because) == ("els", BECAUSE)


def test_it_is_handed_over_once_at_a_time(desk: Desk) -> None:
    hand_over(act(desk), WHAT, "")
    with pytest.raises(PandzichtError, match="was handed over already; take it back first"):
        hand_over(act(desk), WHAT, "")
    take_back(act(desk), WHAT.selection_id, BECAUSE)
    hand_over(act(desk), WHAT, "")
    with desk.state.transaction(reads=True) as transaction:
        assert len(handovers_of(transaction, WHAT.selection_id)) == 2


def test_taking_back_needs_a_reason_and_something_to_take(desk: Desk) -> None:
    with pytest.raises(NotFound, match="there is nothing to take back"):
        take_back(act(desk), WHAT.selection_id, BECAUSE)
    hand_over(act(desk), WHAT, "")
    with pytest.raises(ReasonMissing):
        take_back(act(desk), WHAT.selection_id, "nee")


def test_a_note_is_short(desk: Desk) -> None:
    with pytest.raises(PandzichtError, match="write at most 300"):
        hand_over(act(desk), WHAT, "x" * (LONGEST_NOTE + 1))


def test_another_act_hands_nothing_over(desk: Desk) -> None:
    other = replace(desk, actor=JAN)
    with pytest.raises(AccessDenied):
        hand_over(begun(other, Action.APPROVE), WHAT, "")


def test_where_the_municipality_asks_for_it_a_second_person_agrees_first(desk: Desk) -> None:
    assert not needs_approval(act(desk))
    desk = careful(desk)
    with pytest.raises(NotApproved):
        hand_over(act(desk), WHAT, "")
    made = propose_handover(act(desk), WHAT, "de ronde van week 10")
    with pytest.raises(NotApproved):
        hand_over(act(desk), WHAT, "")
    approve(begun(replace(desk, actor=JAN), Action.APPROVE), made.reference)
    changed = replace(WHAT, files={"selection.parquet": "bb"})
    with pytest.raises(NotApproved):
        hand_over(act(desk), changed, "")
    hand_over(act(desk), WHAT, "")
