# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody changes a definition of: their own open proposal, else the catalogue in force, else the folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue, document_hash, plain
from pandzicht.definitions.difference import Difference, Document
from pandzicht.definitions.edit import Edited, placed
from pandzicht.definitions.yaml_file import written
from pandzicht.errors import PandzichtError
from pandzicht.governance.catalogue_in_force import CATALOGUE, catalogue_in_force, propose_catalogue
from pandzicht.governance.definition_text import keep_text, text_saying
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.matter import Matter
from pandzicht.governance.proposal import OPEN, Proposal
from pandzicht.governance.proposals import proposals


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A catalogue that somebody changes, and their open proposal that a change becomes part of."""

    catalogue: Catalogue
    folder: Catalogue
    own: Proposal | None = None

    def definition(self, folder: str, name: str) -> Mapping[str, Any]:
        """Return a definition as plain data; raise NotFound."""
        return plain(self.catalogue.named(folder, name))


def working_copy(desk: Desk, folder: Catalogue) -> WorkingCopy:
    """Return what somebody changes; `folder` is the catalogue in the folder, empty where that cannot be read."""
    now = desk.clock()
    with desk.acting(Action.PROPOSE).transaction(reads=True) as transaction:
        in_force, kept = catalogue_in_force(transaction, now), proposals(transaction)
    base = document_hash(in_force) if in_force else ""
    mine = [item for item in kept if _is_open_of(item, desk.actor.person) and item.state(now) in OPEN]
    own = next((item for item in mine if item.base == base), None)
    document: Document = json.loads(own.content) if own else in_force
    return WorkingCopy(placed(document, folder) if document else folder, folder, own)


def _is_open_of(item: Proposal, person: str) -> bool:
    return item.matter is Matter.DEFINITIONS and item.subject == CATALOGUE and item.person == person


def text_of(desk: Desk, copy: WorkingCopy, folder: str, name: str, in_folder: str | None) -> str:
    """Return the text of a definition as it is changed: as in the folder, as kept, or else written from what it says.

    `in_folder` is the text of its file, None where there is none.
    """
    says = copy.definition(folder, name)
    own = copy.folder.of(folder).get(name)
    if in_folder is not None and own is not None and plain(own) == says:
        return in_folder
    with desk.acting(Action.PROPOSE).transaction(reads=True) as transaction:
        kept = text_saying(transaction, f"{folder}/{name}", says)
    return kept if kept is not None else written(says)


def propose_edit(
    operation: Operation, copy: WorkingCopy, edited: Edited, reason: str
) -> tuple[Proposal, tuple[Difference, ...]]:
    """Propose the catalogue with a changed definition, and keep its text.

    Raises PandzichtError with faults, or when it says what was said already.
    """
    operation.allows(Action.PROPOSE)
    place = f"{edited.edit.folder}/{edited.edit.name}"
    if edited.faults or edited.definition is None:
        raise PandzichtError(f"{place} has {len(edited.faults)} faults; mend them before it is proposed")
    says, said = plain(edited.definition), copy.definition(edited.edit.folder, edited.edit.name)
    if says == said:
        raise PandzichtError(f"{place} says what it said; comments and layout alone are not proposed")
    with operation.state.transaction() as transaction:
        keep_text(transaction, place, edited.edit.text, says=says, said=said, now=operation.desk.clock())
    return propose_catalogue(operation, edited.catalogue, reason)
