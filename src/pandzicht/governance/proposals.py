# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proposals of a workspace as they are kept: every step is one transaction with its line in the audit log."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from pandzicht.definitions.action import Action
from pandzicht.definitions.approval import ApprovalTerm
from pandzicht.definitions.catalogue import document_hash
from pandzicht.errors import AccessDenied, NotApproved, NotFound, PandzichtError
from pandzicht.governance.access import Circumstances
from pandzicht.governance.accounts import account_named, accounts
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.matter import RULES, Matter
from pandzicht.governance.proposal import (
    OPEN,
    Approval,
    Approver,
    Draft,
    Proposal,
    State,
    approved,
    proposed,
    rejected,
    revised,
    states,
    voided,
    withdrawn,
)
from pandzicht.governance.proposal_rows import proposals_in, row_of
from pandzicht.governance.recusal import recused_addresses
from pandzicht.governance.subject import Subject
from pandzicht.store.state_database import Transaction, moment

_TICK = timedelta(microseconds=1)


def propose(operation: Operation, draft: Draft) -> Proposal:
    """Keep a proposal; what one person still has open of the same place becomes this, and loses its approvals.

    Raises AccessDenied for an act that does not propose the matter and for an address with which there is a bond,
    PandzichtError when nothing says what the matter takes.
    """
    (made,) = propose_together(operation, [draft])
    return made


def propose_together(operation: Operation, drafts: Sequence[Draft]) -> tuple[Proposal, ...]:
    """Keep several proposals in one change, all or none of them; raises as `propose` does."""
    for draft in drafts:
        operation.allows(*RULES[draft.matter].proposed_by)
        if draft.subject.name in operation.sight.recused:
            raise AccessDenied(
                f"you declared a bond with {draft.subject}, so somebody else proposes this (Awb art. 2:4)"
            )
    with operation.change() as transaction:
        return tuple(_kept(transaction, draft, operation.desk) for draft in drafts)


def _term(desk: Desk, matter: Matter, at: datetime) -> ApprovalTerm:
    decided = desk.approvals.get(matter)
    term = decided.on(at.date()) if decided else None
    if term is None:
        raise PandzichtError(
            f"nothing says how many persons approve '{matter.value}' on {at.date()}, so it cannot be proposed; decide "
            f"it in approvals/{matter.value}.yaml of the catalogue"
        )
    return term


def approve(operation: Operation, reference: str) -> Proposal:
    """Approve one version of a proposal; return it as it then stands.

    Raises NotFound, AccessDenied and PandzichtError as `approved` does; right, roles and bonds are those of the moment.
    """
    operation.allows(Action.APPROVE)
    proposal_id, version = _named(reference)
    now = operation.desk.clock()
    with operation.change() as transaction:
        found = _held(transaction, proposal_id)
        _refuse_moved(transaction, found, now)
        at = _no_earlier(transaction, now)
        by = _approver(transaction, operation, at)
        after = approved(found, by, version=version, at=at, now=now)
        transaction.insert("approval", {"proposal_id": proposal_id, **asdict(after.approvals[-1])})
        if after.due_at is not None and RULES[after.matter].replaces:
            for other in _open_beside(transaction, after.matter, after.subject, now):
                if other.proposal_id != proposal_id:
                    _update(transaction, voided(other, after, by.actor, at=at))
    return after


def reject(operation: Operation, reference: str, why: str) -> Proposal:
    """Reject a proposal and keep why; raises as `rejected` does."""
    operation.allows(Action.APPROVE)
    now = operation.desk.clock()
    with operation.change() as transaction:
        found = _held(transaction, _named(reference)[0])
        at = _no_earlier(transaction, now)
        after = rejected(found, _approver(transaction, operation, at), why, at=at, now=now)
        _update(transaction, after)
    return after


def withdraw(operation: Operation, reference: str) -> Proposal:
    """Withdraw a proposal; raises as `withdrawn` does, and AccessDenied for an act that does not propose its matter."""
    proposal_id = _named(reference)[0]
    now = operation.desk.clock()
    with operation.change() as transaction:
        found = _held(transaction, proposal_id)
        operation.allows(*RULES[found.matter].proposed_by)
        after = withdrawn(found, operation.desk.actor, at=_no_earlier(transaction, now), now=now)
        _update(transaction, after)
    return after


def proposals(transaction: Transaction) -> tuple[Proposal, ...]:
    """Return all proposals, oldest first."""
    return proposals_in(transaction, transaction.rows("SELECT * FROM proposal ORDER BY proposed_at, proposal_id"))


def proposal_named(transaction: Transaction, reference: str) -> Proposal:
    """Return one proposal by its name, with or without its version; raise NotFound."""
    name = reference.partition("-")[0]
    found = proposals_in(transaction, transaction.rows("SELECT * FROM proposal WHERE proposal_id = :name", name=name))
    if not found:
        raise NotFound(f"proposal '{reference}' does not exist; see 'pandzicht proposals'")
    return found[0]


def in_force(transaction: Transaction, matter: Matter, subject: Subject, now: datetime) -> tuple[Proposal, ...]:
    """Return what is in force of a subject in a matter, the latest first."""
    found = _of(transaction, matter, subject)
    standing = states(found, now)
    own = [item for item in found if standing[item.proposal_id] is State.IN_FORCE]
    return tuple(sorted(own, key=lambda item: item.due_at or "", reverse=True))


def standing_approval(
    transaction: Transaction, matter: Matter, subject: Subject, content_hash: str, now: datetime
) -> Approval | None:
    """Return the approval that carries exactly this content, None when four eyes have not seen it: then it may not be.

    The hash is that of `document_hash`; the last approval that was needed is the one returned.
    """
    fitting = (item for item in in_force(transaction, matter, subject, now) if item.content_hash == content_hash)
    found = next(fitting, None)
    return found.counted[found.needs - 1] if found else None


def refuse_unapproved(
    transaction: Transaction, matter: Matter, subject: Subject, content: Mapping[str, object], now: datetime
) -> Approval:
    """Return the approval that carries exactly this content; raise NotApproved when four eyes have not seen it.

    This is what whatever refuses something asks before it lets itself be set aside.
    """
    found = standing_approval(transaction, matter, subject, document_hash(content), now)
    if found is None:
        raise NotApproved(
            f"{RULES[matter].label} of {subject}: nobody else approved this; propose it, and have somebody else approve"
        )
    return found


def _named(reference: str) -> tuple[str, int]:
    name, _, version = reference.partition("-")
    if not version.isdecimal():
        raise PandzichtError(
            f"'{reference}' names no version of a proposal; write it as 'pandzicht proposals' shows it"
        )
    return name, int(version)


def _held(transaction: Transaction, proposal_id: str) -> Proposal:
    """Return a proposal, and hold it with all that are about the same until the transaction ends."""
    found = proposal_named(transaction, proposal_id)
    _of(transaction, found.matter, found.subject, hold=True)
    return proposal_named(transaction, proposal_id)


def _of(transaction: Transaction, matter: Matter, subject: Subject, *, hold: bool = False) -> tuple[Proposal, ...]:
    """Return the proposals about a subject in the order of their names, so that two who hold them never cross."""
    ask = transaction.held if hold else transaction.rows
    statement = "SELECT * FROM proposal WHERE matter = :matter AND subject = :subject ORDER BY proposal_id"
    return proposals_in(transaction, ask(statement, matter=matter.value, subject=str(subject)))


def _open_beside(transaction: Transaction, matter: Matter, subject: Subject, now: datetime) -> list[Proposal]:
    return [item for item in _of(transaction, matter, subject, hold=True) if item.state(now) in OPEN]


def _refuse_moved(transaction: Transaction, found: Proposal, now: datetime) -> None:
    """Raise PandzichtError when what a proposal takes the place of is no longer in force."""
    if not RULES[found.matter].replaces or found.state(now) not in OPEN:
        return
    current = in_force(transaction, found.matter, found.subject, now)
    if found.base != (current[0].content_hash if current else ""):
        raise PandzichtError(
            f"proposal {found.reference} was made from what is no longer in force; its author proposes it again"
        )


def _approver(transaction: Transaction, operation: Operation, at: datetime) -> Approver:
    """Return who approves as they stand within the transaction: roles can have changed since the desk was opened."""
    actor = account_named(transaction, operation.act.account).actor
    same = tuple(item.actor for item in accounts(transaction) if item.person == actor.person)
    recused = recused_addresses(transaction, actor.person)
    given = Circumstances(operation.desk.roles, at.date(), recused=recused, demo=operation.desk.demo)
    return Approver(actor, same, given)


def _no_earlier(transaction: Transaction, now: datetime) -> datetime:
    """Return the moment that is written: that of the clock, unless something was written later: it was set back."""
    logged = transaction.one("SELECT MAX(written_at) AS at FROM audit_entry") or {}
    last = transaction.one("SELECT MAX(approved_at) AS at FROM approval") or {}
    later = [datetime.fromisoformat(logged["at"])] if logged.get("at") else []
    later += [datetime.fromisoformat(last["at"]) + _TICK] if last.get("at") else []
    return max([now, *later])


def _kept(transaction: Transaction, draft: Draft, desk: Desk) -> Proposal:
    """Keep a proposal: as a new one, or as a new version of what the same person still has open."""
    by, now = desk.actor, desk.clock()
    at = _no_earlier(transaction, now)
    term = _term(desk, draft.matter, at)
    open_ones = _open_beside(transaction, draft.matter, draft.subject, now)
    own = next((item for item in open_ones if item.person == by.person), None)
    if own is None or not RULES[draft.matter].replaces:
        made = proposed(secrets.token_hex(4), draft, by, term, moment(at))
        transaction.insert("proposal", row_of(made))
        return made
    changed = revised(own, draft, by, term, now)
    _update(transaction, changed)
    return changed


def _update(transaction: Transaction, proposal: Proposal) -> None:
    row = row_of(proposal)
    set_ = ", ".join(f"{name} = :{name}" for name in row if name != "proposal_id")
    transaction.run(f"UPDATE proposal SET {set_} WHERE proposal_id = :proposal_id", **row)


__all__ = [
    "approve",
    "in_force",
    "proposal_named",
    "proposals",
    "propose",
    "propose_together",
    "refuse_unapproved",
    "reject",
    "standing_approval",
    "withdraw",
]
