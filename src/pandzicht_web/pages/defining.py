# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changing a definition: its text with every fault as it is typed, its examples, what would turn, and the proposal."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue, Rule, plain, read_catalogue
from pandzicht.definitions.difference import Difference, differences
from pandzicht.definitions.edit import Edit, refuse_unedited
from pandzicht.definitions.handbook import entry_of
from pandzicht.definitions.rules import RULES, known_reader
from pandzicht.errors import DefinitionFaults, PandzichtError
from pandzicht.governance.catalogue_in_force import CATALOGUE
from pandzicht.governance.folder_in_force import file_of
from pandzicht.governance.subject import Kind, Subject
from pandzicht.governance.working_copy import WorkingCopy, propose_edit, text_of, working_copy
from pandzicht.runs.opened import open_run
from pandzicht.signals.edit_check import CheckedEdit, checked_edit
from pandzicht.sources.known_readers import known_readers
from pandzicht.worklist.trial import TURNS, trial
from pandzicht_web.chapters import TITLES, chapter_named
from pandzicht_web.route import Form, Needs, Place, Route
from pandzicht_web.visit import Visit


def edit(visit: Visit, chapter: str, name: str) -> HttpResponseBase:
    """Show the text of a definition to change it."""
    copy, folder = _copy(visit), chapter_named(chapter).value
    refuse_unedited(copy.catalogue, folder, name)
    file = file_of(visit.office.workspace.catalogue, folder, name)
    in_folder = file.read_text(encoding="utf-8") if file.is_file() else None
    text = text_of(visit.desk, copy, folder, name, in_folder)
    return _page(visit, copy, chapter, _checked(copy, Edit(folder, name, text)))


def checked(visit: Visit, chapter: str, name: str) -> HttpResponseBase:
    """Show every fault of the text as it is now, what it changes, and what its examples answer."""
    copy, asked = _copy(visit), _edit(visit, chapter, name)
    found = _checked(copy, asked)
    if not visit.request.headers.get("HX-Request"):
        return _page(visit, copy, chapter, found)
    return visit.page("pandzicht/catalogue/checked.html", _values(visit, copy, chapter, found))


def tried(visit: Visit, chapter: str, name: str) -> HttpResponseBase:
    """Show which addresses would turn in the comparison in force, for the purpose of the session."""
    copy, asked = _copy(visit), _edit(visit, chapter, name)
    found = _checked(copy, asked)
    subject = Subject(Kind.DEFINITION, f"{asked.folder}/{asked.name}")
    with visit.operation(Action.TRY_OUT, subject, visit.serves.purposes) as operation:
        run = open_run(visit.office.workspace, operation, visit.serves.run_id, visit.office.shelf)
        made = trial(run, found.edited, tuple(visit.serves.checks), visit.language)
    values = {"trial": made, "turns": TURNS, "purpose": visit.serves.name}
    if not visit.request.headers.get("HX-Request"):
        return _page(visit, copy, chapter, found, values)
    return visit.page("pandzicht/catalogue/tried.html", values)


def proposed(visit: Visit, chapter: str, name: str) -> HttpResponseBase:
    """Propose the change, so that somebody else decides; with faults it is shown again."""
    copy, asked = _copy(visit), _edit(visit, chapter, name)
    found = _checked(copy, asked)
    if not found.is_sound:
        return _page(visit, copy, chapter, found, {"refused": visit.say("It has faults, so it was not proposed.")})
    reason = visit.request.POST.get("because", "")
    try:
        with visit.operation(Action.PROPOSE, CATALOGUE) as operation:
            made, _ = propose_edit(operation, copy, found.edited, reason)
    except PandzichtError as fault:
        return _page(visit, copy, chapter, found, {"refused": str(fault), "because": reason})
    return visit.moved("proposal", made.reference)


def _copy(visit: Visit) -> WorkingCopy:
    """Return what is changed; raise the faults of the folder when nothing else is there to change."""
    try:
        return working_copy(visit.desk, read_catalogue(visit.office.workspace.catalogue))
    except DefinitionFaults:
        copy = working_copy(visit.desk, Catalogue())
        if not copy.catalogue.checks:
            raise
        return copy


def _edit(visit: Visit, chapter: str, name: str) -> Edit:
    return Edit(chapter_named(chapter).value, name, visit.request.POST.get("text", "").replace("\r\n", "\n"))


def _checked(copy: WorkingCopy, asked: Edit) -> CheckedEdit:
    rules: tuple[Rule, ...] = (*RULES, known_reader(known_readers()))
    return checked_edit(copy.catalogue, asked, rules)


def _page(
    visit: Visit, copy: WorkingCopy, chapter: str, found: CheckedEdit, more: dict[str, Any] | None = None
) -> HttpResponseBase:
    values = _values(visit, copy, chapter, found) | (more or {})
    page = visit.page("pandzicht/catalogue/edit.html", values)
    page.status_code = 400 if "refused" in values else 200
    return page


def _values(visit: Visit, copy: WorkingCopy, chapter: str, found: CheckedEdit) -> dict[str, Any]:
    asked, of = found.edited.edit, chapter_named(chapter)
    own = [fault for fault in found.edited.faults if fault.file == asked.label]
    return {
        "is_part": bool(visit.request.headers.get("HX-Request")),
        "slug": chapter,
        "chapter": TITLES[of],
        "entry": entry_of(copy.catalogue, of, asked.name, visit.language),
        "edit": asked,
        "lines": range(1, asked.text.count("\n") + 2),
        "faults": [(_line(fault.place), fault) for fault in own],
        "others": [fault for fault in found.edited.faults if fault.file != asked.label],
        "tried": found.tried,
        "edit_faults": len(found.edited.faults),
        "is_sound": found.is_sound,
        "differences": _differences(copy, found),
        "own": copy.own,
        "may_try": visit.may(Action.TRY_OUT),
    }


def _line(place: str) -> int:
    digits = "".join(sign for sign in place.partition(",")[0] if sign.isdigit())
    return int(digits or 1)


def _differences(copy: WorkingCopy, found: CheckedEdit) -> tuple[Difference, ...]:
    """Return what the definition says otherwise than before; nothing as long as it cannot be read."""
    asked, item = found.edited.edit, found.edited.definition
    if item is None:
        return ()
    before = {asked.folder: {asked.name: copy.definition(asked.folder, asked.name)}}
    return differences(before, {asked.folder: {asked.name: plain(item)}})


_PATH = "catalogus/<slug:chapter>/<slug:name>"
ROUTES = (
    Route("edit", f"{_PATH}/wijzigen", edit, (Action.PROPOSE,), place=Place.CATALOGUE),
    Route(
        "edit_checked",
        f"{_PATH}/nagaan",
        checked,
        (Action.PROPOSE,),
        methods=("POST",),
        place=Place.CATALOGUE,
        form=Form.PART,
    ),
    Route(
        "edit_tried",
        f"{_PATH}/proef",
        tried,
        (Action.TRY_OUT,),
        Needs.PURPOSE,
        methods=("POST",),
        place=Place.CATALOGUE,
        form=Form.PART,
    ),
    Route(
        "edit_proposed", f"{_PATH}/voorstellen", proposed, (Action.PROPOSE,), methods=("POST",), place=Place.CATALOGUE
    ),
)
