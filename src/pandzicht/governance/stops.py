# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The stop button: from one person's word on, a check is drawn at random without its points; releasing takes four eyes.

A report of discrimination stops a check too, and freezes what is needed to look into it (lawful.md 16, 17; AK org-15,
owk-02). Nothing that was drawn before is touched.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import document_hash
from pandzicht.definitions.role import Role
from pandzicht.errors import NotFound
from pandzicht.governance.desk import Operation
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Draft, Proposal
from pandzicht.governance.proposals import propose_together, standing_approval
from pandzicht.governance.reason import told_reason
from pandzicht.governance.subject import Kind, Subject, subject_of
from pandzicht.language import message
from pandzicht.store.state_database import Transaction, moment


class Cause(StrEnum):
    """Why a check was stopped."""

    STOP = "stop"
    DISCRIMINATION = "discrimination"


ENDED_BY: Mapping[Cause, Matter] = {Cause.STOP: Matter.RELEASE, Cause.DISCRIMINATION: Matter.DISCRIMINATION}
"""What four eyes must see before a stop ends."""
CAUSES: Mapping[Cause, str] = {
    Cause.STOP: message("stopped"),
    Cause.DISCRIMINATION: message("report of discrimination"),
}
TOLD = frozenset({Action.STOP, Action.APPROVE, Action.DISPUTE})
"""Who may do one of these is told of a report of discrimination."""
EVERYTHING = Subject(Kind.CHECK, "*")
"""All checks at once."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: of which check, why, by whom and since when."""

    stop_id: str
    subject: Subject
    cause: Cause
    account: str
    reason: str
    stopped_at: str

    @property
    def content(self) -> dict[str, object]:
        """What is proposed to end it."""
        return {"stop": self.stop_id}

    def covers(self, check: str) -> bool:
        """Tell whether it holds for a check."""
        return self.subject in {EVERYTHING, Subject(Kind.CHECK, check)}


def stop(operation: Operation, subject: Subject, reason: str, cause: Cause = Cause.STOP) -> Stop:
    """Stop a check, or all; it holds at once, for one person sees a fire first."""
    operation.allows(Action.STOP)
    made = Stop(
        stop_id=secrets.token_hex(4),
        subject=subject,
        cause=cause,
        account=operation.act.account,
        reason=told_reason(reason, "the check is stopped"),
        stopped_at=moment(operation.desk.clock()),
    )
    with operation.change() as transaction:
        row = {name: getattr(made, name) for name in ("stop_id", "account", "reason", "stopped_at")}
        transaction.insert("stopped", row | {"subject": str(subject), "cause": cause.value})
    return made


def stops(transaction: Transaction, now: datetime) -> tuple[Stop, ...]:
    """Return the stops that hold: those whose end four eyes did not see yet."""
    found = (
        Stop(**{**row, "subject": subject_of(row["subject"]), "cause": Cause(row["cause"])})
        for row in transaction.rows("SELECT * FROM stopped ORDER BY stopped_at, stop_id")
    )
    return tuple(item for item in found if not _is_ended(transaction, item, now))


def stop_of(operation: Operation, check: str) -> Stop | None:
    """Return the first stop that holds for a check, None when its points may be used."""
    desk = operation.desk
    with operation.state.transaction(reads=True) as transaction:
        return next((item for item in stops(transaction, desk.clock()) if item.covers(check)), None)


def frozen_checks(transaction: Transaction, now: datetime, checks: Collection[str]) -> frozenset[str]:
    """Return of which of these checks nothing may be destroyed, because a report of discrimination is looked into."""
    reports = [item for item in stops(transaction, now) if item.cause is Cause.DISCRIMINATION]
    return frozenset(name for name in checks if any(item.covers(name) for item in reports))


def propose_end(operation: Operation, subject: Subject, reason: str, cause: Cause = Cause.STOP) -> tuple[Proposal, ...]:
    """Propose to end every stop of a check that has this cause; raise NotFound when none holds."""
    operation.allows(Action.STOP)
    desk = operation.desk
    with operation.state.transaction(reads=True) as transaction:
        found = [item for item in stops(transaction, desk.clock()) if (item.subject, item.cause) == (subject, cause)]
    if not found:
        raise NotFound(f"{subject} is not stopped; see 'pandzicht stop' for what is")
    return propose_together(operation, [Draft(ENDED_BY[cause], subject, item.content, reason) for item in found])


def to_be_told(roles: Mapping[str, Role]) -> tuple[Role, ...]:
    """Return the roles that must hear of a report of discrimination: whoever may stop, judge its end, or handle it."""
    return tuple(role for _, role in sorted(roles.items()) if not role.demo and not TOLD.isdisjoint(role.may))


def _is_ended(transaction: Transaction, item: Stop, now: datetime) -> bool:
    content = document_hash(item.content)
    return standing_approval(transaction, ENDED_BY[item.cause], item.subject, content, now) is not None
