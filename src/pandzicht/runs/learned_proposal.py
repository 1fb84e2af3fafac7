# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learned points as a proposal: a check that tries them, or takes them over, or goes back; somebody else decides.

It is a changed definition like any other, so whoever learned it never approves it (lawful.md 40, and section 3, 10).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue, read_catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.check_text import with_challenger, with_own_points
from pandzicht.definitions.closed_list import shortest_list
from pandzicht.definitions.difference import Difference
from pandzicht.definitions.edit import Edit
from pandzicht.definitions.rules import RULES, known_reader
from pandzicht.definitions.yaml_file import written
from pandzicht.errors import DefinitionFaults, NotAvailable
from pandzicht.governance.catalogue_in_force import CATALOGUE
from pandzicht.governance.definition_text import text_saying
from pandzicht.governance.desk import Desk
from pandzicht.governance.earlier_definition import said_before
from pandzicht.governance.folder_in_force import file_of, follow
from pandzicht.governance.proposal import Proposal
from pandzicht.governance.working_copy import propose_edit, text_of, working_copy
from pandzicht.learning.learned import Learned
from pandzicht.learning.learned_points import LearnedPoints
from pandzicht.signals.edit_check import checked_edit
from pandzicht.sources.known_readers import known_readers

CHECKS = "checks"
Made = tuple[Proposal, tuple[Difference, ...]]
"""A proposal, and in what it differs from what is in force."""
Changed = Callable[[Check, Catalogue, str], str]
"""Gives the text of a check as it is to be, from what it says, the catalogue it is of, and its text."""


def propose_trying(
    desk: Desk, folder: Path, name: str, learned: Learned, motive: Mapping[str, str], reason: str
) -> Made:
    """Propose that a check tries the learned points on a share of its own.

    Raises NotAvailable when something speaks against it, or when the check has other points by now than were judged.
    """
    if learned.against_trying or not isinstance(learned.result, LearnedPoints):
        raise NotAvailable(_refusal("tried", [one.value for one in learned.against_trying]))
    points = learned.result.points
    return _proposed(
        desk, folder, name, learned, lambda _check, _catalogue, text: with_challenger(text, points, motive), reason
    )


def propose_taking_over(desk: Desk, folder: Path, name: str, learned: Learned, reason: str) -> Made:
    """Propose that the points that a check tries become its own; raises as `propose_trying`."""
    if learned.against_taking_over:
        raise NotAvailable(_refusal("taken over", [one.value for one in learned.against_taking_over]))
    return _proposed(desk, folder, name, learned, _taken_over, reason)


def propose_going_back(desk: Desk, folder: Path, name: str, reason: str) -> Made:
    """Propose what a check said before; raise NotFound when it never said anything else while in force."""
    with desk.acting(Action.PROPOSE).transaction(reads=True) as transaction:
        before = said_before(transaction, CHECKS, name, desk.clock())
        text = text_saying(transaction, f"{CHECKS}/{name}", before) or written(before)
    return _proposed(desk, folder, name, None, lambda _check, _catalogue, _text: text, reason)


def _refusal(what: str, grounds: list[str]) -> str:
    return f"points are not {what} ({', '.join(grounds)}); the model card of 'pandzicht learn' says it in full"


def _proposed(desk: Desk, folder: Path, name: str, learned: Learned | None, changed: Changed, reason: str) -> Made:
    follow(desk, folder)
    copy = working_copy(desk, read_catalogue(folder))
    check = Check.model_validate(copy.definition(CHECKS, name))
    if learned is not None:
        _refuse_changed(check, learned)
    file = file_of(folder, CHECKS, name)
    in_folder = file.read_text(encoding="utf-8") if file.is_file() else None
    edit = Edit(CHECKS, name, changed(check, copy.catalogue, text_of(desk, copy, CHECKS, name, in_folder)))
    found = checked_edit(copy.catalogue, edit, (*RULES, known_reader(known_readers())))
    if found.edited.faults:
        raise DefinitionFaults(f"check {name} with other points", found.edited.faults)
    with desk.operation(Action.PROPOSE, CATALOGUE) as operation:
        return propose_edit(operation, copy, found.edited, reason)


def _taken_over(check: Check, catalogue: Catalogue, text: str) -> str:
    """Return a check with the points that it tries as its own; what only dropped signals needed is read no more."""
    points = dict(check.challenger.points) if check.challenger else {}
    bare = check.model_copy(update={"points": points, "challenger": None})
    severity = {name: told for name, told in check.severity.items() if name in points}
    learned, sources = check.challenger is not None and check.challenger.learned, shortest_list(catalogue, bare)
    return with_own_points(text, points, sources=sources, severity=severity, learned=learned)


def _refuse_changed(check: Check, learned: Learned) -> None:
    tried = dict(check.challenger.points) if check.challenger else {}
    if (dict(check.points), tried) != (dict(learned.asked.points), dict(learned.asked.tried)):
        raise NotAvailable(
            f"check '{check.check}' has other points by now than those that were judged; make a run with the catalogue "
            "as it is, and learn again"
        )
