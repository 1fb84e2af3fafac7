# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht destroy`: what may not be kept any longer; a list first, and exactly that list when it is carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import (
    JsonOption,
    LanguageOption,
    WorkspaceOption,
    day,
    today,
)
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import PandzichtError
from pandzicht.forgetting.carrying_out import carry_out, plan_of
from pandzicht.forgetting.due import LABELS, Due, Kind, Plan
from pandzicht.governance.destroyed import Destroyed, register_of_destroyed
from pandzicht.language import Language
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import open_workspace


def destroy(
    carry: Annotated[
        bool, typer.Option("--carry-out", help="Destroy what is listed; without it nothing goes.")
    ] = False,
    on: Annotated[str, typer.Option("--date", help="What is due on this day; by default today, never later.")] = "",
    register: Annotated[bool, typer.Option("--register", help="Show what was destroyed before, and why.")] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """List what may not be kept any longer, with rule and article; with --carry-out destroy exactly that."""
    space, output = open_workspace(workspace), Output(language, as_json=as_json)
    with desk_at(space, output).operation(Action.DESTROY) as operation:
        if register:
            with operation.desk.state.transaction(reads=True) as transaction:
                lines = register_of_destroyed(transaction)
            output.answer([asdict(line) for line in lines], lambda to: _show_register(to, lines))
            return
        catalogue = sound_catalogue(space.catalogue, readers=known_readers())
        plan = plan_of(space, catalogue, operation.desk.state, operation.desk.keys, _day(on))
        gone = carry_out(space, catalogue, operation, plan.routine) if carry else ()
    document = {
        "on": plan.on,
        "plan": plan.hash,
        "due": [asdict(item) | {"routine": item.is_routine} for item in plan.due],
        "without_term": plan.without_term,
        "destroyed": [asdict(line) for line in gone],
    }
    output.answer(document, lambda to: _show(to, plan, gone, carried=carry))


def _day(text: str) -> date:
    asked = day(text, "--date") if text else today()
    if asked > today():
        raise PandzichtError(f"--date {asked} lies after today; nothing is destroyed before its time")
    return asked


def _show(page: Page, plan: Plan, gone: Sequence[Destroyed], *, carried: bool) -> None:
    say = page.say
    if not plan.due:
        page.line(say("Nothing is due on {on}.", on=plan.on.isoformat()))
    elif carried:
        page.line(say("{count} thing destroyed:", "{count} things destroyed:", count=len(gone)))
    else:
        page.line(say("Due on {on}; nothing was destroyed:", on=plan.on.isoformat()))
    _table(page, plan.routine.due)
    if plan.waiting:
        page.line(say("These need the approval of a second person (plan {plan}):", plan=plan.hash[:12]))
        _table(page, plan.waiting)
    if plan.routine.due and not carried:
        page.line(say("To destroy what needs no approval:"))
        page.command("pandzicht destroy --carry-out")
    for name in plan.without_term:
        page.line(say("No term is set for {name}, so it is kept: set one in the catalogue.", name=name))


def _table(page: Page, due: Sequence[Due]) -> None:
    say = page.say
    rows = [
        [say(LABELS[item.kind]), item.name, len(item.rows) or "", item.rule, item.basis, item.due_on] for item in due
    ]
    if rows:
        page.table((say("what"), say("name"), say("rows"), say("rule"), say("basis"), say("until")), rows)


def _show_register(page: Page, lines: Sequence[Destroyed]) -> None:
    say = page.say
    if not lines:
        page.line(say("Nothing was destroyed yet."))
        return
    rows = [
        [line.destroyed_at[:10], say(LABELS[Kind(line.kind)]), line.name, line.rule, line.basis, line.approved_by or ""]
        for line in lines
    ]
    headings = (say("on"), say("what"), say("name"), say("rule"), say("basis"), say("approved by"))
    page.table(headings, rows)
