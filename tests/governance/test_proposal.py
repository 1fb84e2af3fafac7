# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of four eyes, one by one: the author, a change, a bond, an excluded role, a waiting time, a moved clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.approval import ApprovalTerm
from pandzicht.definitions.role import Role
from pandzicht.definitions.words import Text
from pandzicht.errors import AccessDenied, PandzichtError
from pandzicht.governance.access import Circumstances
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import (
    Approver,
    Draft,
    Proposal,
    State,
    approved,
    proposed,
    rejected,
    revised,
    states,
    withdrawn,
)
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import moment
from tests.desk import APPROVALS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOME = Subject(Kind.ADDRESS, "9999010000000001")
CHECK = Subject(Kind.CHECK, "wonen")
ROLES = {
    "analist": Role(role="analist", label=Text(nl="A"), may=(Action.PROPOSE,)),
    "vaststeller": Role(role="vaststeller", label=Text(nl="V"), may=(Action.APPROVE,), excludes=("analist",)),
}
ELS = Actor("els", "els", (Grant("analist"),))
JAN = Actor("jan", "jan", (Grant("vaststeller"),))
ANA = Actor("ana", "ana", (Grant("vaststeller"),))


def draft(matter: Matter = Matter.OVERRIDE, subject: Subject = CHECK, content: int = 1, base: str = "") -> Draft:
    return Draft(matter, subject, {"content": content}, "omdat het nodig is", base)


def term(matter: Matter = Matter.OVERRIDE) -> ApprovalTerm:
    found = APPROVALS[matter].on(NOW.date())
    assert found is not None
    return found


def made(matter: Matter = Matter.OVERRIDE, subject: Subject = CHECK, name: str = "7f3a9c21") -> Proposal:
    return proposed(name, draft(matter, subject), ELS, term(matter), moment(NOW))


def by(actor: Actor, *others: Actor, bonds: frozenset[str] = frozenset()) -> Approver:
    return Approver(actor, (actor, *others), Circumstances(ROLES, NOW.date(), recused=bonds))


def seen(proposal: Proposal, actor: Actor = JAN, at: datetime = NOW) -> Proposal:
    return approved(proposal, by(actor), version=proposal.version, at=at, now=at)


def test_what_another_person_approved_is_in_force() -> None:
    assert made().state(NOW) is State.PROPOSED
    assert seen(made()).state(NOW) is State.IN_FORCE


@pytest.mark.parametrize("account", ["els", "els-2"])
def test_the_author_does_not_approve_by_whatever_account(account: str) -> None:
    author = Actor(account, "els", (Grant("vaststeller"),))
    with pytest.raises(AccessDenied, match=f"{account} may not approve proposal 7f3a9c21-1: its author does not judge"):
        seen(made(), author)


def test_who_may_not_approve_at_that_moment_does_not() -> None:
    over = Actor("jan", "jan", (Grant("vaststeller", until=date(2026, 3, 1)),))
    with pytest.raises(AccessDenied, match="ended on 2026-03-01"):
        seen(made(), over)
    with pytest.raises(AccessDenied, match="account 'jan' has no role"):
        seen(made(), replace(JAN, grants=()))


def test_a_role_that_excludes_it_counts_also_on_another_account_of_the_person() -> None:
    second = Actor("jan-2", "jan", (Grant("analist"),))
    with pytest.raises(AccessDenied, match="also has role 'analist', which nobody may have beside 'vaststeller'"):
        approved(made(), by(JAN, second), version=1, at=NOW, now=NOW)


def test_who_has_a_bond_with_the_address_does_not_judge() -> None:
    bonds = frozenset({HOME.name})
    with pytest.raises(AccessDenied, match=r"jan may not reject .* declared a bond with address 9999010000000001"):
        rejected(made(subject=HOME), by(JAN, bonds=bonds), "dit klopt niet", at=NOW, now=NOW)
    with pytest.raises(AccessDenied, match="declared a bond with address 9999010000000001"):
        approved(made(subject=HOME), by(JAN, bonds=bonds), version=1, at=NOW, now=NOW)


def test_a_change_voids_approval_and_the_same_content_does_not() -> None:
    first = seen(made(Matter.DISCRIMINATION))
    assert revised(first, draft(Matter.DISCRIMINATION), ELS, term(Matter.DISCRIMINATION), NOW) is first
    changed = revised(first, draft(Matter.DISCRIMINATION, content=2), ELS, term(Matter.DISCRIMINATION), NOW)
    assert (changed.reference, changed.counted) == ("7f3a9c21-2", ())
    back = revised(changed, draft(Matter.DISCRIMINATION, content=1), ELS, term(Matter.DISCRIMINATION), NOW)
    assert (back.reference, back.counted) == ("7f3a9c21-3", ())


def test_an_earlier_version_cannot_be_approved() -> None:
    changed = revised(made(), draft(content=2), ELS, term(), NOW)
    with pytest.raises(PandzichtError, match="7f3a9c21-1 was changed; look at 7f3a9c21-2"):
        approved(changed, by(JAN), version=1, at=NOW, now=NOW)


def test_nobody_else_changes_or_withdraws_it() -> None:
    with pytest.raises(AccessDenied, match="is of els; make a proposal of your own"):
        revised(made(), draft(content=2), JAN, term(), NOW)
    with pytest.raises(AccessDenied, match="is of els; who approves may reject it"):
        withdrawn(made(), JAN, at=NOW, now=NOW)
    with pytest.raises(AccessDenied, match="els may not reject proposal 7f3a9c21-1: its author does not judge it"):
        rejected(made(), by(ELS), "dit klopt niet", at=NOW, now=NOW)


def test_a_matter_that_needs_two_counts_a_person_once() -> None:
    one = seen(made(Matter.DISCRIMINATION))
    with pytest.raises(AccessDenied, match="approved proposal 7f3a9c21-1 already: a person counts once"):
        seen(one)
    assert one.state(NOW) is State.PROPOSED
    twice = replace(one, approvals=one.approvals * 2)
    assert twice.state(NOW) is State.PROPOSED
    assert seen(one, ANA).state(NOW) is State.IN_FORCE


def test_what_waits_is_in_force_when_the_clock_says_so_and_may_be_rejected_until_then() -> None:
    waiting = seen(made(Matter.DESTRUCTION))
    day = timedelta(days=1)
    assert waiting.state(NOW) is State.APPROVED
    assert waiting.state(NOW + day - timedelta(microseconds=1)) is State.APPROVED
    assert waiting.state(NOW + day) is State.IN_FORCE
    assert rejected(waiting, by(ANA), "dit moet blijven", at=NOW, now=NOW).state(NOW + day) is State.REJECTED
    with pytest.raises(PandzichtError, match="is in force; make a new proposal"):
        rejected(waiting, by(ANA), "dit moet blijven", at=NOW, now=NOW + day)


def test_one_approval_more_than_needed_adds_nothing() -> None:
    with pytest.raises(PandzichtError, match="has every approval that it needs"):
        seen(seen(made(Matter.DESTRUCTION)), ANA)


def test_what_was_withdrawn_cannot_be_approved() -> None:
    gone = withdrawn(made(), ELS, at=NOW, now=NOW)
    with pytest.raises(PandzichtError, match="is withdrawn; make a new proposal"):
        seen(gone)


def test_a_later_one_takes_the_place_of_what_was_in_force() -> None:
    first = seen(made(Matter.DEFINITIONS, name="00000002"))
    second = seen(made(Matter.DEFINITIONS, name="00000001"), at=NOW + timedelta(hours=1))
    other = seen(made(name="00000003"))
    assert states([first, second, other], NOW + timedelta(hours=2)) == {
        "00000002": State.REPLACED,
        "00000001": State.IN_FORCE,
        "00000003": State.IN_FORCE,
    }


def test_a_proposal_says_why() -> None:
    with pytest.raises(PandzichtError, match="'x' does not say why this is proposed"):
        proposed("7f3a9c21", replace(draft(), reason="x"), ELS, term(), moment(NOW))
