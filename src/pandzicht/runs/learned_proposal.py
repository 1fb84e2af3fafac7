# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Learned points as a proposal: a check that tries them, or takes them over, or goes back; somebody else decides.

It is a changed definition like any other, so whoever learned it never approves it (lawful.md 40, and section 3, 10).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.definitions.ai_act import Classification
from pandzicht.definitions.ai_act_rules import INFERRED, says_nothing_inferred
from pandzicht.definitions.catalogue import Catalogue, read_catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.check_text import with_challenger, with_class, with_own_points
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
    desk: Desk,
    folder: Path,
    name: str,
    learned: Learned,
    motive: Mapping[str, str],
    reason: str,
    classed: Classification | None = None,
) -> Made:
    """Propose that a check tries the learned points on a share of its own.

    Raises NotAvailable when something speaks against it, when the check has other points by now than were judged, or
    when it says that it is no AI system and nobody says what it is with these points (AI act art. 3(1)).
    """
    if learned.against_trying or not isinstance(learned.result, LearnedPoints):
        raise NotAvailable(_refusal("tried", [one.value for one in learned.against_trying]))
    points = learned.result.points

    def tried(check: Check, _catalogue: Catalogue, text: str) -> str:
        if classed is None and says_nothing_inferred(check):
            raise NotAvailable(
                f"check '{name}' says that it is no AI system, and points that outcomes taught are inferred "
                f"({INFERRED}); say what it is then and why, with --ai-class and --ai-reason"
            )
        return _classed(with_challenger(text, points, motive), classed)

    return _proposed(desk, folder, name, learned, tried, reason)


def propose_taking_over(
    desk: Desk, folder: Path, name: str, learned: Learned, reason: str, classed: Classification | None = None
) -> Made:
    """Propose that the points that a check tries become its own; raises as `propose_trying`."""
    if learned.against_taking_over:
        raise NotAvailable(_refusal("taken over", [one.value for one in learned.against_taking_over]))

    def taken_over(check: Check, catalogue: Catalogue, text: str) -> str:
        return _classed(_taken_over(check, catalogue, text), classed)

    return _proposed(desk, folder, name, learned, taken_over, reason)


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


def _classed(text: str, classed: Classification | None) -> str:
    return with_class(text, classed) if classed else text


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
