# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Four eyes: what one person proposes is in force once another approved exactly that, and its waiting time has passed.

Pure rules over values. An approval is of one version of the content; a change makes another version, which nobody
approved yet. The author is a person: by whatever account or role, they do not approve (BIO2 5.3; lawful.md 40).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pandzicht.definitions.action import Action
from pandzicht.definitions.approval import ApprovalTerm
from pandzicht.definitions.catalogue import document_hash
from pandzicht.definitions.role import exclude_each_other
from pandzicht.definitions.words import Duration
from pandzicht.errors import AccessDenied, PandzichtError
from pandzicht.governance.access import Circumstances, may
from pandzicht.governance.actor import Actor
from pandzicht.governance.log import canonical
from pandzicht.governance.matter import RULES, Matter
from pandzicht.governance.reason import told_reason
from pandzicht.governance.subject import Subject
from pandzicht.language import message
from pandzicht.store.state_database import moment


class State(StrEnum):
    """How a proposal stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"


OPEN = (State.PROPOSED, State.APPROVED)
"""A proposal that can still come into force, or not; `approved` waits for its time."""

STATES: Mapping[State, str] = {
    State.PROPOSED: message("waits for approval"),
    State.APPROVED: message("approved, its waiting time runs"),
    State.IN_FORCE: message("in force"),
    State.REPLACED: message("replaced by a later one"),
    State.REJECTED: message("rejected"),
    State.WITHDRAWN: message("withdrawn"),
    State.VOIDED: message("void: another came into force"),
}


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's approval of one version of a proposal."""

    version: int
    content_hash: str
    account: str
    person: str
    approved_at: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a proposal ended that did not come into force: rejected, withdrawn or voided."""

    state: State
    account: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be proposed; `base` is the hash of what was in force, where one takes another's place."""

    matter: Matter
    subject: Subject
    content: Mapping[str, object]
    reason: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it stands: its exact content, its author, and who approved which version."""

    proposal_id: str
    matter: Matter
    subject: Subject
    content: str
    content_hash: str
    base: str
    account: str
    person: str
    proposed_at: str
    reason: str
    needs: int
    waits: str
    version: int = 1
    approvals: tuple[Approval, ...] = ()
    ending: Ending | None = None

    @property
    def reference(self) -> str:
        """The name by which it is approved: it holds the version, so nobody approves what they did not see."""
        return f"{self.proposal_id}-{self.version}"

    @property
    def counted(self) -> tuple[Approval, ...]:
        """The approvals that count: of this very content, by others than the author, of each person one."""
        own = (
            item for item in self.approvals if (item.version, item.content_hash) == (self.version, self.content_hash)
        )
        first = {item.person: item for item in sorted(own, key=lambda item: item.approved_at, reverse=True)}
        return tuple(sorted((item for item in first.values() if item.person != self.person), key=_when))

    @property
    def due_at(self) -> str | None:
        """The moment from which it is in force; None as long as approvals are missing."""
        if len(self.counted) < self.needs:
            return None
        last = datetime.fromisoformat(self.counted[self.needs - 1].approved_at)
        return moment(datetime.combine(Duration(self.waits).after(last.date()), last.timetz()))

    def state(self, now: datetime) -> State:
        """Return how it stands at a moment on the clock; what waits is in force only while the clock says so."""
        if self.ending:
            return self.ending.state
        if self.due_at is None:
            return State.PROPOSED
        waits = Duration(self.waits)
        return State.IN_FORCE if not (waits.months or waits.days) or moment(now) >= self.due_at else State.APPROVED


def _when(item: Approval) -> tuple[str, str]:
    return item.approved_at, item.person


def proposed(proposal_id: str, draft: Draft, by: Actor, term: ApprovalTerm, at: str) -> Proposal:
    """Return a proposal that begins at a moment and takes what the term of its matter says.

    Raises PandzichtError when its reason says nothing.

    >>> from datetime import date
    >>> from pandzicht.governance.subject import WORKSPACE
    >>> draft = Draft(Matter.DEFINITIONS, WORKSPACE, {"norms": {}}, "jaarlijkse herziening")
    >>> term = ApprovalTerm(start=date(2026, 1, 1), article="Mandaatbesluit")
    >>> proposed("7f3a9c21", draft, Actor("jan", "jan"), term, "2026-03-01T08:00:00.000000Z").reference
    '7f3a9c21-1'
    """
    return Proposal(
        proposal_id=proposal_id,
        matter=draft.matter,
        subject=draft.subject,
        content=canonical(draft.content),
        content_hash=document_hash(draft.content),
        base=draft.base,
        account=by.account,
        person=by.person,
        proposed_at=at,
        reason=told_reason(draft.reason, "this is proposed"),
        needs=term.persons,
        waits=term.waits,
    )


def revised(proposal: Proposal, draft: Draft, by: Actor, term: ApprovalTerm, now: datetime) -> Proposal:
    """Return a proposal with other content, which voids every approval; the same content changes nothing.

    It takes what holds at that moment, as a new one would.

    Raises AccessDenied for anybody but the author, PandzichtError for one that is not open.
    """
    _refuse_unless_open(proposal, now)
    if by.person != proposal.person:
        raise AccessDenied(f"proposal {proposal.reference} is of {proposal.account}; make a proposal of your own")
    if (document_hash(draft.content), draft.base) == (proposal.content_hash, proposal.base):
        return proposal
    return replace(
        proposal,
        content=canonical(draft.content),
        content_hash=document_hash(draft.content),
        base=draft.base,
        reason=told_reason(draft.reason, "this is proposed"),
        needs=term.persons,
        waits=term.waits,
        version=proposal.version + 1,
    )


@dataclass(frozen=True, slots=True)
class Approver:
    """Who is about to approve, as they stand at that moment: this account, the person's others, and what forbids."""

    actor: Actor
    accounts: Collection[Actor]
    """Every account of the same person."""
    given: Circumstances


def approved(proposal: Proposal, by: Approver, *, version: int, at: datetime, now: datetime) -> Proposal:
    """Return a proposal with one approval more.

    `at` is the moment that is written, never before what was written earlier; `now` is what the clock says. Raises
    AccessDenied for whoever may not approve it, PandzichtError when it is not open or was changed since.
    """
    _refuse_unless_open(proposal, now)
    if proposal.due_at is not None:
        raise PandzichtError(f"proposal {proposal.reference} has every approval that it needs; another adds nothing")
    if version != proposal.version:
        raise PandzichtError(
            f"proposal {proposal.proposal_id}-{version} was changed; look at {proposal.reference} and approve that"
        )
    _refuse_barred(proposal, by, "approve")
    if any(item.person == by.actor.person for item in proposal.counted):
        raise AccessDenied(f"{by.actor.account} approved proposal {proposal.reference} already: a person counts once")
    approval = Approval(version, proposal.content_hash, by.actor.account, by.actor.person, moment(at))
    return replace(proposal, approvals=(*proposal.approvals, approval))


def _refuse_barred(proposal: Proposal, by: Approver, act: str) -> None:
    reason = next(_barring(proposal, by), None)
    if reason:
        raise AccessDenied(f"{by.actor.account} may not {act} proposal {proposal.reference}: {reason}")


def _barring(proposal: Proposal, by: Approver) -> Iterator[str]:
    """Yield why somebody may not judge a proposal."""
    if by.actor.person == proposal.person:
        yield "its author does not judge it, by whatever account or role; ask somebody else (BIO2 5.3)"
    decision = may(by.actor, Action.APPROVE, proposal.subject, None, by.given)
    if not decision.allowed:
        yield decision.why
    held = {grant.role for actor in by.accounts for grant in actor.grants if grant.holds_on(by.given.on)}
    barred = {
        role: other
        for role in decision.roles
        for other in sorted(held)
        if exclude_each_other(by.given.roles, role, other)
    }
    if decision.roles and len(barred) == len(decision.roles):
        role, other = next(iter(barred.items()))
        yield f"the person also has role '{other}', which nobody may have beside '{role}'"


def rejected(proposal: Proposal, by: Approver, why: str, *, at: datetime, now: datetime) -> Proposal:
    """Return a proposal that somebody rejected who could approve it; the author withdraws it instead."""
    _refuse_unless_open(proposal, now)
    _refuse_barred(proposal, by, "reject")
    return _ended(proposal, State.REJECTED, by.actor, at, told_reason(why, "it is rejected"))


def withdrawn(proposal: Proposal, by: Actor, *, at: datetime, now: datetime) -> Proposal:
    """Return a proposal that its author withdrew."""
    _refuse_unless_open(proposal, now)
    if by.person != proposal.person:
        raise AccessDenied(f"proposal {proposal.reference} is of {proposal.account}; who approves may reject it")
    return _ended(proposal, State.WITHDRAWN, by, at, "")


def voided(proposal: Proposal, other: Proposal, by: Actor, *, at: datetime) -> Proposal:
    """Return a proposal that became void because another took the place that it was made for."""
    return _ended(proposal, State.VOIDED, by, at, f"proposal {other.reference} was approved")


def _ended(proposal: Proposal, state: State, by: Actor, at: datetime, why: str) -> Proposal:
    return replace(proposal, ending=Ending(state, by.account, moment(at), why))


def _refuse_unless_open(proposal: Proposal, now: datetime) -> None:
    state = proposal.state(now)
    if state not in OPEN:
        raise PandzichtError(f"proposal {proposal.reference} is {state.value.replace('_', ' ')}; make a new proposal")


def states(proposals: Iterable[Proposal], now: datetime) -> dict[str, State]:
    """Return how proposals stand beside each other: where one takes another's place, the last one is in force."""
    found = list(proposals)
    standing = {item.proposal_id: item.state(now) for item in found}
    in_force = [item for item in found if standing[item.proposal_id] is State.IN_FORCE and RULES[item.matter].replaces]
    last = {(item.matter, item.subject): item for item in sorted(in_force, key=_since)}
    gone = {item.proposal_id for item in in_force if item is not last[item.matter, item.subject]}
    return {name: State.REPLACED if name in gone else state for name, state in standing.items()}


def _since(proposal: Proposal) -> tuple[str, str]:
    return proposal.due_at or "", proposal.proposal_id
