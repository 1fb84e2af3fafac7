# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A handover (overdracht): a selection that somebody gave to the inspectors, and took back where it had to be."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound, PandzichtError
from pandzicht.governance.desk import Operation
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Draft, Proposal
from pandzicht.governance.proposals import propose, refuse_unapproved
from pandzicht.governance.reason import told_reason
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import Transaction, moment

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What is handed over: a selection by its name, its check and purpose, and the hashes of its files."""

    selection_id: str
    check_name: str
    purpose: str
    files: Mapping[str, str]

    @property
    def subject(self) -> Subject:
        """What the act is done to."""
        return Subject(Kind.SELECTION, self.selection_id)

    @property
    def content(self) -> dict[str, object]:
        """What a second person sees of it, where the municipality asks for one."""
        return {"selection": self.selection_id, "check": self.check_name, "files": dict(self.files)}


@dataclass(frozen=True, slots=True)
class Handover:
    """One handover, and how it ended if it did."""

    handover_id: str
    selection_id: str
    check_name: str
    purpose: str
    account: str
    note: str
    handed_at: str
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None
    withdrawn_because: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether inspectors have it now."""
        return self.withdrawn_at is None


def needs_approval(operation: Operation) -> bool:
    """Tell whether the municipality asks for a second person before a selection is handed over today."""
    decided = operation.desk.approvals.get(Matter.HANDOVER)
    return decided is not None and decided.on(operation.desk.clock().date()) is not None


def propose_handover(operation: Operation, what: HandedOver, reason: str) -> Proposal:
    """Ask a second person to agree with a handover; raises as `propose`."""
    operation.allows(Action.HAND_OVER)
    return propose(operation, Draft(Matter.HANDOVER, what.subject, what.content, reason))


def hand_over(operation: Operation, what: HandedOver, note: str) -> Handover:
    """Give a selection to the inspectors of its purpose.

    Raises PandzichtError when they have it already or for a note that is too long, NotApproved where the municipality
    asks for a second person and nobody else agreed.
    """
    operation.allows(Action.HAND_OVER)
    told, now = " ".join(note.split()), operation.desk.clock()
    if len(told) > LONGEST_NOTE:
        raise PandzichtError(f"the note has {len(told)} signs; write at most {LONGEST_NOTE}")
    made = Handover(
        secrets.token_hex(8),
        what.selection_id,
        what.check_name,
        what.purpose,
        operation.act.account,
        told,
        moment(now),
    )
    with operation.change() as transaction:
        if open_handover(transaction, what.selection_id) is not None:
            raise PandzichtError(f"selection '{what.selection_id}' was handed over already; take it back first")
        if needs_approval(operation):
            refuse_unapproved(transaction, Matter.HANDOVER, what.subject, what.content, now)
        transaction.insert("handover", asdict(made))
    return made


def take_back(operation: Operation, selection_id: str, because: str) -> None:
    """Take a selection back from the inspectors, and keep why; raise NotFound when they do not have it."""
    operation.allows(Action.HAND_OVER)
    reason = told_reason(because, "it is taken back")
    with operation.change() as transaction:
        found = open_handover(transaction, selection_id)
        if found is None:
            raise NotFound(f"selection '{selection_id}' was not handed over; there is nothing to take back")
        transaction.run(
            "UPDATE handover SET withdrawn_by = :by, withdrawn_at = :at, withdrawn_because = :why "
            "WHERE handover_id = :handover",
            by=operation.act.account,
            at=moment(operation.desk.clock()),
            why=reason,
            handover=found.handover_id,
        )


def forget_notes(transaction: Transaction, selection_id: str, by: str, at: str) -> None:
    """End what was handed over of a selection that is destroyed, and empty what was written with it.

    That it was handed over, when and by whom, stays; the notes go with the list that they are of (GDPR art. 5(1)(e)).
    """
    transaction.run(
        "UPDATE handover SET note = '', withdrawn_because = '', withdrawn_by = coalesce(withdrawn_by, :by), "
        "withdrawn_at = coalesce(withdrawn_at, :at) WHERE selection_id = :selection",
        by=by,
        at=at,
        selection=selection_id,
    )


def handovers_of(transaction: Transaction, selection_id: str) -> tuple[Handover, ...]:
    """Return every handover of a selection, the last one first."""
    statement = "SELECT * FROM handover WHERE selection_id = :selection ORDER BY handed_at DESC, handover_id"
    return tuple(_handover(row) for row in transaction.rows(statement, selection=selection_id))


def open_handover(transaction: Transaction, selection_id: str) -> Handover | None:
    """Return the handover by which inspectors have a selection now; None when they have not."""
    return next((item for item in handovers_of(transaction, selection_id) if item.is_open), None)


def handed_to(transaction: Transaction, checks: Collection[str]) -> tuple[Handover, ...]:
    """Return what inspectors have now of some checks, the last one first."""
    rows = transaction.rows("SELECT * FROM handover WHERE withdrawn_at IS NULL ORDER BY handed_at DESC, handover_id")
    return tuple(item for item in map(_handover, rows) if item.check_name in checks)


def ever_handed(transaction: Transaction, check_name: str) -> tuple[Handover, ...]:
    """Return every handover of the selections of a check, taken back or not, the first one first."""
    statement = "SELECT * FROM handover WHERE check_name = :name ORDER BY handed_at, handover_id"
    return tuple(_handover(row) for row in transaction.rows(statement, name=check_name))


def _handover(row: Mapping[str, Any]) -> Handover:
    return Handover(**row)
