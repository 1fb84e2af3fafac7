# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which catalogue is in force: the one whose content two persons saw, whatever stands in the folder (lawful.md 7, 40).

Everything in it counts, labels and roles too; comments and layout do not. In a demo everything runs, and is said to be
approved by nobody.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.definitions.approval import Approval
from pandzicht.definitions.catalogue import Catalogue, document_hash, plain
from pandzicht.definitions.channel import Channel
from pandzicht.definitions.difference import Difference, Document, differences
from pandzicht.definitions.role import Role
from pandzicht.definitions.source import Source
from pandzicht.errors import NotApproved, PandzichtError
from pandzicht.governance.desk import Operation
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Draft, Proposal
from pandzicht.governance.proposals import in_force, propose
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import Transaction

CATALOGUE = Subject(Kind.DEFINITION, "catalogue")
_KEYS = (Action.PROPOSE, Action.APPROVE, Action.ADMINISTER)
"""Acts without which a catalogue, once in force, would stay in force for ever."""
_NAMED = 10
"""Definitions that a refusal names; `pandzicht propose` tells all."""


def catalogue_in_force(transaction: Transaction, now: datetime) -> dict[str, dict[str, Any]]:
    """Return the definitions in force as `Catalogue.whole` gave them; empty before the first were approved."""
    found = in_force(transaction, Matter.DEFINITIONS, CATALOGUE, now)
    document: dict[str, dict[str, Any]] = json.loads(found[0].content) if found else {}
    return document


def roles_of(document: Document) -> dict[str, Role]:
    """Return the roles of what is in force: one that stands in the folder allows nothing until it was approved."""
    return {name: Role.model_validate(item) for name, item in document.get("roles", {}).items()}


def approvals_of(document: Document) -> dict[str, Approval]:
    """Return what takes four eyes by what is in force: nobody shortens a waiting time by writing in a folder."""
    return {name: Approval.model_validate(item) for name, item in document.get("approvals", {}).items()}


def propose_catalogue(
    operation: Operation, catalogue: Catalogue, reason: str
) -> tuple[Proposal, tuple[Difference, ...]]:
    """Propose a catalogue; return the proposal, and in what it differs from what is in force.

    Raises PandzichtError when it differs in nothing, or when nobody could change it afterwards.
    """
    operation.allows(Action.PROPOSE)
    _refuse_locked(catalogue, operation.desk.clock().date())
    before = _in_force_for(operation)
    found = differences(before, catalogue.whole())
    if not found:
        raise PandzichtError("the catalogue in the folder is the one in force; there is nothing to propose")
    base = document_hash(before) if before else ""
    return propose(operation, Draft(Matter.DEFINITIONS, CATALOGUE, catalogue.whole(), reason, base)), found


def _refuse_locked(catalogue: Catalogue, today: date) -> None:
    roles = [role for role in catalogue.roles.values() if not role.demo]
    missing = [action.value for action in _KEYS if not any(action in role.may for role in roles)]
    if missing:
        raise PandzichtError(
            f"no role of this catalogue may {' or '.join(missing)}, so once in force nobody could change it any more; "
            "give that to a role"
        )
    decided = catalogue.approvals.get(Matter.DEFINITIONS)
    if decided is None or decided.on(today) is None:
        raise PandzichtError(
            f"approvals/{Matter.DEFINITIONS.value}.yaml says nothing of {today}, so once in force nobody could change "
            "it any more; begin its first term today or before"
        )


def is_approved(operation: Operation, catalogue: Catalogue) -> bool:
    """Tell whether a catalogue is the one in force; in a demo it need not be, elsewhere raise NotApproved."""
    before = _in_force_for(operation)
    found = differences(before, catalogue.whole())
    _refuse_different(operation, found, _told(found, is_first=not before))
    return not found


def refuse_source_not_in_force(operation: Operation, source: Source, channel: Channel | None) -> None:
    """Raise NotApproved, outside a demo, for a source that is not, with its channel, as it is in force.

    What else differs is no matter of a delivery: who prepares another norm still takes in this week's files.
    """
    own: Document = {
        "sources": {source.source: plain(source)},
        "channels": {channel.channel: plain(channel)} if channel else {},
    }
    before = _in_force_for(operation)
    same = {
        folder: {name: item for name, item in before.get(folder, {}).items() if name in names}
        for folder, names in own.items()
    }
    found = differences(same, own)
    _refuse_different(operation, found, f"nothing was read: {_told(found, is_first=not before)}")


def _in_force_for(operation: Operation) -> dict[str, dict[str, Any]]:
    with operation.state.transaction(reads=True) as transaction:
        return catalogue_in_force(transaction, operation.desk.clock())


def _refuse_different(operation: Operation, found: tuple[Difference, ...], told: str) -> None:
    if found and not operation.desk.demo:
        raise NotApproved(told)


def _told(found: tuple[Difference, ...], *, is_first: bool) -> str:
    how = "propose it with 'pandzicht propose --because \"...\"', and have somebody else approve it"
    if is_first:
        return f"no catalogue of this workspace was approved yet; {how}"
    named = ", ".join(f"{item.place} ({item.change.value})" for item in found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return f"the catalogue differs from the one in force in {named}{more}; {how}, or put back what was"
