# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking an original out: it holds all that was delivered, refused columns and protected people too.

So it takes a purpose of its source, a reason, and the approval of a second person for this account and this delivery
(lawful.md 1, 23a, 40). It is for whoever may see the whole of it, because no part of it can be left out.
"""

from __future__ import annotations

from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import Source
from pandzicht.errors import AccessDenied
from pandzicht.governance.activity import activity_of_source
from pandzicht.governance.desk import Operation
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import Draft, Proposal
from pandzicht.governance.proposals import propose, refuse_unapproved
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.subject import Kind, Subject
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.originals import refuse_gone, unseal
from pandzicht.sources.persons import persons_in
from pandzicht.store.workspace import Workspace


def purpose_of_unsealing(source: Source, name: str) -> Purpose:
    """Return a purpose for which an original is taken out, with the first article that carries its delivery."""
    return Purpose(name, source.legal_basis[0].article, "unseal")


def subject_of_unsealing(delivery: Delivery) -> Subject:
    """Return what is taken out, as the log names it."""
    return Subject(Kind.DELIVERY, f"{delivery.source}/{delivery.id}")


def ask_to_unseal(
    workspace: Workspace, operation: Operation, source: Source, delivery: Delivery, reason: str
) -> Proposal:
    """Propose to take an original out; raises as `unseal_approved` does, and PandzichtError for an empty reason."""
    _refuse(workspace, operation, source, delivery)
    return propose(operation, Draft(Matter.UNSEALING, operation.act.subject, _content(operation, delivery), reason))


def unseal_approved(
    workspace: Workspace, operation: Operation, source: Source, delivery: Delivery, folder: Path
) -> tuple[Path, ...]:
    """Write the files of a delivery into a new folder, after everybody whom its rows name was logged.

    Raises NotApproved unless somebody else approved that this account does so for this purpose, NotAvailable for an
    original that was destroyed, AccessDenied for somebody who may see a part only, PurposeMissing for another purpose.
    """
    _refuse(workspace, operation, source, delivery)
    desk = operation.desk
    with operation.state.transaction(reads=True) as transaction:
        content = _content(operation, delivery)
        refuse_unapproved(transaction, Matter.UNSEALING, operation.act.subject, content, desk.clock())
    operation.reads(source, persons_in(source, [delivery.rows] if delivery.rows.is_file() else []))
    operation.concerns((), activity=activity_of_source(source), sources=[source.source], run=delivery.id)
    return unseal(workspace, operation, delivery, folder)


def _content(operation: Operation, delivery: Delivery) -> dict[str, object]:
    return {
        "account": operation.act.account,
        "delivery": f"{delivery.source}/{delivery.id}",
        "purposes": list(operation.act.purposes),
        "files": [file.sha256 for file in delivery.files],
    }


def _refuse(workspace: Workspace, operation: Operation, source: Source, delivery: Delivery) -> None:
    operation.allows(Action.UNSEAL)
    operation.reads(source, ())
    if not operation.sight.is_whole:
        raise AccessDenied(
            "an original cannot be taken out in part, and you may see some areas only or declared a bond with an "
            "address; ask a colleague without either"
        )
    if delivery.counts.get("protected") and not operation.sight.protected:
        raise AccessDenied(
            f"delivery {delivery.id} of '{delivery.source}' holds rows of protected people, so only the contact for "
            "protected residents takes its original out"
        )
    refuse_gone(workspace, delivery)
