# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Proposals as they are kept: each step with its line, the right looked at anew, a clock that was set back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.approval import Approval
from pandzicht.definitions.catalogue import document_hash
from pandzicht.errors import AccessDenied, NotApproved, NotFound, PandzichtError
from pandzicht.governance.accounts import account_named, make_account, withdraw_role
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Draft, Proposal, State, states
from pandzicht.governance.proposals import (
    approve,
    in_force,
    proposal_named,
    proposals,
    propose,
    refuse_unapproved,
    reject,
    standing_approval,
    withdraw,
)
from pandzicht.governance.recusal import Bond, Recusal, declare
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import StateDatabase, moment
from tests.desk import NOW, begun, desk_in
from tests.governance.test_proposal import ANA, ELS, JAN, ROLES

CHECK = Subject(Kind.CHECK, "wonen")
Asks = Callable[..., Operation]


@pytest.fixture
def asks(tmp_path: Path, state: StateDatabase) -> Asks:
    """Begin an act of one of three colleagues, on a day."""
    with state.transaction() as transaction:
        for actor in (ELS, JAN, ANA):
            make_account(transaction, actor.account, person=actor.person, name=actor.account, at=moment(NOW))
            role = {"account": actor.account, "role": actor.grants[0].role, "granted_by": "x", "granted_at": "x"}
            transaction.insert("account_role", role)
    allowed = {name: role.model_copy(update={"may": (*role.may, Action.DESTROY)}) for name, role in ROLES.items()}

    def asked(who: str, action: Action, now: datetime = NOW) -> Operation:
        actor = {"els": ELS, "jan": JAN, "ana": ANA}[who]
        return begun(desk_in(tmp_path, actor=actor, roles=allowed, state=state, now=now), action)

    return asked


def draft(content: int = 1, matter: Matter = Matter.DEFINITIONS, base: str = "") -> Draft:
    return Draft(matter, CHECK, {"content": content}, "omdat het nodig is", base)


def desk_of(asks: Asks) -> Desk:
    return asks("els", Action.PROPOSE).desk


def standing(desk: Desk, now: datetime = NOW) -> dict[str, State]:
    with desk.state.transaction(reads=True) as transaction:
        return states(proposals(transaction), now)


def kept(desk: Desk, proposal: Proposal) -> Proposal:
    with desk.state.transaction(reads=True) as transaction:
        return proposal_named(transaction, proposal.reference)


def test_what_is_kept_is_what_was_proposed_and_approved(asks: Asks) -> None:
    made = propose(asks("els", Action.PROPOSE), draft())
    after = approve(asks("jan", Action.APPROVE), made.reference)
    desk = desk_of(asks)
    assert kept(desk, made) == after
    assert (made.content, made.content_hash) == ('{"content":1}', document_hash({"content": 1}))
    with desk.state.transaction(reads=True) as transaction:
        given = standing_approval(transaction, Matter.DEFINITIONS, CHECK, made.content_hash, NOW)
        assert given == after.approvals[0]
        assert standing_approval(transaction, Matter.DEFINITIONS, CHECK, document_hash({"content": 2}), NOW) is None
        assert standing_approval(transaction, Matter.OVERRIDE, CHECK, made.content_hash, NOW) is None


def test_a_refusal_is_set_aside_by_an_approval_of_exactly_that(asks: Asks) -> None:
    made = propose(asks("els", Action.PROPOSE), draft(matter=Matter.OVERRIDE))
    refused = pytest.raises(NotApproved, match="a refusal set aside of check:wonen: nobody else approved this; propose")
    with refused, desk_of(asks).state.transaction(reads=True) as transaction:
        refuse_unapproved(transaction, Matter.OVERRIDE, CHECK, {"content": 1}, NOW)
    approve(asks("jan", Action.APPROVE), made.reference)
    with desk_of(asks).state.transaction(reads=True) as transaction:
        assert refuse_unapproved(transaction, Matter.OVERRIDE, CHECK, {"content": 1}, NOW).account == "jan"
        with pytest.raises(NotApproved):
            refuse_unapproved(transaction, Matter.OVERRIDE, CHECK, {"content": 2}, NOW)


def test_who_proposes_again_changes_the_open_proposal_and_voids_its_approval(asks: Asks) -> None:
    first = propose(asks("els", Action.PROPOSE), draft(matter=Matter.LEARNED))
    approve(asks("jan", Action.APPROVE), first.reference)
    second = propose(asks("els", Action.PROPOSE), draft(2, matter=Matter.LEARNED))
    assert second.reference == f"{first.proposal_id}-2"
    later = NOW + timedelta(days=30)
    assert standing(desk_of(asks), later) == {first.proposal_id: State.PROPOSED}
    with pytest.raises(PandzichtError, match="was changed; look at"):
        approve(asks("jan", Action.APPROVE), first.reference)


def test_what_came_into_force_voids_what_was_open_and_a_proposal_from_before_is_refused(asks: Asks) -> None:
    mine = propose(asks("els", Action.PROPOSE), draft(1))
    desk = desk_of(asks)
    other = replace(desk, actor=replace(ELS, account="kim", person="kim"))
    theirs = propose(begun(other, Action.PROPOSE), draft(2))
    approve(asks("jan", Action.APPROVE), mine.reference)
    assert standing(desk) == {mine.proposal_id: State.IN_FORCE, theirs.proposal_id: State.VOIDED}
    stale = propose(begun(other, Action.PROPOSE), draft(3))
    with pytest.raises(PandzichtError, match="was made from what is no longer in force"):
        approve(asks("jan", Action.APPROVE), stale.reference)
    fresh = propose(begun(other, Action.PROPOSE), draft(3, base=mine.content_hash))
    approve(asks("jan", Action.APPROVE), fresh.reference)
    assert standing(desk)[mine.proposal_id] is State.REPLACED
    with desk.state.transaction(reads=True) as transaction:
        assert [item.proposal_id for item in in_force(transaction, Matter.DEFINITIONS, CHECK, NOW)] == [
            fresh.proposal_id
        ]


def test_a_role_that_was_withdrawn_since_the_desk_was_opened_does_not_approve(asks: Asks) -> None:
    made = propose(asks("els", Action.PROPOSE), draft())
    late = asks("jan", Action.APPROVE)
    with late.desk.state.transaction() as transaction:
        withdraw_role(transaction, account_named(transaction, "jan"), "vaststeller")
    with pytest.raises(AccessDenied, match="account 'jan' has no role"):
        approve(late, made.reference)
    assert kept(late.desk, made).approvals == ()


def test_a_clock_that_is_set_back_does_not_shorten_the_waiting_time(asks: Asks) -> None:
    made = propose(asks("els", Action.DESTROY), draft(matter=Matter.DESTRUCTION))
    late = NOW + timedelta(days=20)
    asks("els", Action.DESTROY, late)
    after = approve(asks("jan", Action.APPROVE, NOW - timedelta(days=90)), made.reference)
    assert after.due_at == moment(late + timedelta(days=1))
    assert standing(desk_of(asks), late) == {made.proposal_id: State.APPROVED}


def test_a_proposal_takes_what_holds_when_it_is_made_or_changed(asks: Asks) -> None:
    act = asks("els", Action.PROPOSE)
    later = Approval.model_validate(
        {
            "approval": "geleerde_punten",
            "terms": [
                {"from": "2026-01-01", "to": "2026-03-31", "waits": "P7D", "article": "Mandaatbesluit"},
                {"from": "2026-04-01", "waits": "P1D", "persons": 2, "article": "Mandaatbesluit 2"},
            ],
        }
    )

    def proposes(content: int, now: datetime) -> Proposal:
        desk = replace(act.desk, approvals={later.approval: later}, clock=lambda: now)
        return propose(begun(desk, Action.PROPOSE), draft(content, matter=Matter.LEARNED))

    april = datetime(2026, 4, 1, 9, tzinfo=UTC)
    found = [proposes(content, now) for content, now in ((1, NOW), (1, april), (2, april), (3, NOW))]
    assert [(item.version, item.needs, item.waits) for item in found] == [
        (1, 1, "P7D"),
        (1, 1, "P7D"),
        (2, 2, "P1D"),
        (3, 2, "P1D"),
    ], "a clock that is set back finds no earlier term"


def test_what_nobody_decided_on_cannot_be_proposed(asks: Asks) -> None:
    desk = replace(desk_of(asks), approvals={})
    with pytest.raises(PandzichtError, match=r"nothing says how many persons approve 'definities' on 2026-03-02"):
        propose(begun(desk, Action.PROPOSE), draft())
    assert standing(desk) == {}


def test_a_proposal_is_rejected_by_another_and_withdrawn_by_its_author(asks: Asks) -> None:
    first, second = (propose(asks("els", Action.DESTROY), draft(n, Matter.DESTRUCTION)) for n in (1, 2))
    reject(asks("jan", Action.APPROVE), first.reference, "dit moet nog blijven")
    withdraw(asks("els", Action.DESTROY), second.reference)
    desk = desk_of(asks)
    assert standing(desk) == {first.proposal_id: State.REJECTED, second.proposal_id: State.WITHDRAWN}
    ending = kept(desk, first).ending
    assert ending is not None
    assert (ending.account, ending.why) == ("jan", "dit moet nog blijven")


def test_each_step_is_one_transaction_with_its_line(asks: Asks) -> None:
    made = propose(asks("els", Action.PROPOSE), draft())
    desk = desk_of(asks)

    def lines() -> int:
        with desk.state.transaction(reads=True) as transaction:
            return len(transaction.rows('SELECT entry_no FROM audit_entry WHERE line LIKE \'%"result":"done"%\''))

    done = lines()
    approve(asks("jan", Action.APPROVE), made.reference)
    assert lines() == done + 1
    with pytest.raises(PandzichtError):
        approve(asks("ana", Action.APPROVE), made.reference)
    assert lines() == done + 1


@pytest.mark.parametrize("action", [Action.DESTROY, Action.APPROVE])
def test_a_matter_is_proposed_by_its_own_act(asks: Asks, action: Action) -> None:
    with pytest.raises(AccessDenied, match="this is propose, and what was asked and logged is"):
        propose(asks("jan", action), draft())


def test_who_has_a_bond_with_an_address_proposes_nothing_about_it(asks: Asks) -> None:
    home = Subject(Kind.ADDRESS, "9999010000000001")
    with desk_of(asks).state.transaction() as transaction:
        declare(transaction, Recusal("1", "els", home.name, Bond.OWN, moment(NOW)))
    with pytest.raises(AccessDenied, match="you declared a bond with address:9999010000000001"):
        propose(asks("els", Action.DESTROY), Draft(Matter.DESTRUCTION, home, {}, "omdat het nodig is"))


@pytest.mark.parametrize(("reference", "said"), [("7f3a9c21-1", "does not exist"), ("7f3a9c21", "names no version")])
def test_a_name_that_is_none_is_told(asks: Asks, reference: str, said: str) -> None:
    with pytest.raises((NotFound, PandzichtError), match=said):
        approve(asks("jan", Action.APPROVE), reference)
