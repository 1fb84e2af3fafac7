# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Destruction under four eyes: what a second person approved goes; without it only what a rule alone decides."""

from __future__ import annotations

from pandzicht.definitions.catalogue import Catalogue, document_hash
from pandzicht.errors import NotApproved
from pandzicht.forgetting.carrying_out import ApprovedPlan, carry_out
from pandzicht.forgetting.due import Plan
from pandzicht.governance.desk import Operation
from pandzicht.governance.destroyed import Destroyed
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Draft, Proposal
from pandzicht.governance.proposals import propose, standing_approval
from pandzicht.governance.stops import frozen_checks
from pandzicht.governance.subject import WORKSPACE
from pandzicht.store.workspace import Workspace


def content_of(plan: Plan) -> dict[str, object]:
    """Return what is approved of a plan: its day, its hash, and the things by name."""
    things = [f"{item.kind.value} {item.name}: {item.rule}" for item in plan.waiting]
    return {"on": plan.on.isoformat(), "plan": plan.hash, "things": things}


def ask_for_destruction(operation: Operation, plan: Plan, reason: str) -> Proposal:
    """Propose to destroy what needs a second person; raise NotApproved when nothing in the plan does."""
    if not plan.waiting:
        raise NotApproved(f"nothing that is due on {plan.on} needs the approval of somebody else; carry it out")
    return propose(operation, Draft(Matter.DESTRUCTION, WORKSPACE, content_of(plan), reason))


def carry_out_approved(
    workspace: Workspace, catalogue: Catalogue, operation: Operation, plan: Plan
) -> tuple[Destroyed, ...]:
    """Destroy the whole plan where somebody else approved exactly this one, and otherwise its routine part.

    While a report of discrimination is looked into nothing goes but by routine: it may be needed (lawful.md 16).
    """
    now = operation.desk.clock()
    with operation.state.transaction(reads=True) as transaction:
        content = document_hash(content_of(plan))
        approval = standing_approval(transaction, Matter.DESTRUCTION, WORKSPACE, content, now)
        is_frozen = bool(frozen_checks(transaction, now, catalogue.checks))
    if approval is None or is_frozen:
        return carry_out(workspace, catalogue, operation, plan.routine)
    return carry_out(workspace, catalogue, operation, plan, ApprovedPlan(plan.hash, approval.person))
