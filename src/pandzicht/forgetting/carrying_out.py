# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Carries out a plan of destruction: exactly what it lists, registered first, so that what is cut off goes later."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.errors import AccessDenied, Altered
from pandzicht.forgetting.due import Due, Kind, Plan, what_is_due
from pandzicht.forgetting.endings import ended_rows
from pandzicht.forgetting.held import folder_of, held_in, parts_of
from pandzicht.forgetting.removal import blank_rows, concerned_by, remove_folder
from pandzicht.forgetting.state_rows import STATE_RULES, forget_row, state_rows
from pandzicht.governance.activity import activity_of_destruction
from pandzicht.governance.desk import Operation
from pandzicht.governance.destroyed import Destroyed, register_destroyed, registered_things
from pandzicht.governance.handover import forget_notes
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.sources.originals import destroy, original_of
from pandzicht.store.state_database import StateDatabase, moment
from pandzicht.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ApprovedPlan:
    """The approval of what needs a second person: the hash of the plan that was seen, and the person who approved."""

    plan_hash: str
    by: str


def plan_of(workspace: Workspace, catalogue: Catalogue, state: StateDatabase, keys: SubjectKeys, on: date) -> Plan:
    """Return what is due in a workspace on a day: exactly what carrying it out destroys, and nothing is changed."""
    held = list(held_in(workspace, keys))
    with state.transaction(reads=True) as transaction:
        held += state_rows(transaction)
        registered = registered_things(transaction)
    return what_is_due(held, ended_rows(workspace, catalogue, on), registered, catalogue, on)


def carry_out(
    workspace: Workspace, catalogue: Catalogue, operation: Operation, plan: Plan, approved: ApprovedPlan | None = None
) -> tuple[Destroyed, ...]:
    """Destroy everything in a plan and return the lines of the register.

    Raises AccessDenied when something in it needs an approval that is not there, is of another plan, or was given by
    whoever carries it out; Altered when something in it is no longer as it was listed. Then nothing is destroyed.
    """
    operation.allows(Action.DESTROY)
    _refuse_unapproved(plan, operation, approved)
    with ExitStack() as locks:
        for part in parts_of(workspace):
            locks.enter_context(part.writing())
        desk = operation.desk
        _refuse_outdated(plan, plan_of(workspace, catalogue, operation.state, desk.keys, plan.on))
        concerned = concerned_by(workspace, catalogue, plan.due)
        operation.concerns(concerned, activity=activity_of_destruction(catalogue))
        lines = tuple(_lines(plan, operation, approved))
        with operation.change() as transaction:
            register_destroyed(transaction, lines)
            for item in plan.due:
                if item.kind in STATE_RULES:
                    forget_row(transaction, item.kind, item.name)
                elif item.kind is Kind.SELECTION:
                    own = item.name.rpartition("/")[2]
                    forget_notes(transaction, own, operation.act.account, moment(desk.clock()))
        for item, line in zip(plan.due, lines, strict=True):
            if item.kind not in STATE_RULES:
                _DESTROYED_BY[item.kind](workspace, desk.keys, item, line)
    return lines


def _refuse_unapproved(plan: Plan, operation: Operation, approved: ApprovedPlan | None) -> None:
    if not plan.waiting:
        return
    if approved is None:
        raise AccessDenied(
            f"{len(plan.waiting)} things in this plan need the approval of somebody else; have plan {plan.hash[:12]} "
            "approved, or carry out the routine part only"
        )
    if approved.plan_hash != plan.hash:
        raise AccessDenied(
            f"what was approved is plan {approved.plan_hash[:12]} and this is plan {plan.hash[:12]}: it changed since; "
            "have this one approved"
        )
    if approved.by == operation.desk.actor.person:
        raise AccessDenied("nobody approves the destruction that they carry out themselves; ask a colleague")


def _refuse_outdated(plan: Plan, now: Plan) -> None:
    gone = sorted(set(plan.due) - set(now.due))
    if gone:
        named = ", ".join(f"{item.kind.value} {item.name}" for item in gone[:5])
        raise Altered(f"{len(gone)} things are no longer as they were listed ({named}); look at the list again")


def _lines(plan: Plan, operation: Operation, approved: ApprovedPlan | None) -> Iterator[Destroyed]:
    at = moment(operation.desk.clock())
    for item in plan.due:
        yield Destroyed(
            number=secrets.token_hex(8),
            kind=item.kind.value,
            name=item.name,
            rule=item.rule,
            basis=item.basis,
            due_on=item.due_on.isoformat(),
            was=item.was,
            destroyed_at=at,
            operation_id=operation.act.operation_id,
            approved_by=approved.by if approved and not item.is_routine else None,
        )


def _folder(workspace: Workspace, _keys: SubjectKeys, item: Due, line: Destroyed) -> None:
    remove_folder(folder_of(workspace, item.kind, item.name), item.kind, line)


def _rows(workspace: Workspace, _keys: SubjectKeys, item: Due, line: Destroyed) -> None:
    blank_rows(folder_of(workspace, item.kind, item.name), item.rows, item.columns, line)


def _original(workspace: Workspace, _keys: SubjectKeys, item: Due, _line: Destroyed) -> None:
    part, own = workspace.part_of(item.name)
    destroy(original_of(part, own.rpartition("/")[2]))


def _key(_workspace: Workspace, keys: SubjectKeys, item: Due, _line: Destroyed) -> None:
    keys.destroy(item.name)


def _whole_folder(workspace: Workspace, _keys: SubjectKeys, item: Due, _line: Destroyed) -> None:
    shutil.rmtree(folder_of(workspace, item.kind, item.name))


_DESTROYED_BY: Mapping[Kind, Callable[[Workspace, SubjectKeys, Due, Destroyed], None]] = {
    Kind.ORIGINAL: _original,
    Kind.ROWS: _rows,
    Kind.DELIVERY: _folder,
    Kind.RUN: _folder,
    Kind.SELECTION: _folder,
    Kind.PROXY_TEST: _folder,
    Kind.JUDGEMENTS: _folder,
    Kind.SUBJECT_KEY: _key,
    Kind.EXPORT: _whole_folder,
    Kind.UNFINISHED: _whole_folder,
}
