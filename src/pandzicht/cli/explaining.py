# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht explain`: first whether something is known of an address; once it is said why, what is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.explained import show_explanation
from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.governance.desk import Desk
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.subject import Subject
from pandzicht.language import Language
from pandzicht.runs.explain import Explainer
from pandzicht.runs.explanation import Explanation
from pandzicht.runs.finding import active_checks, address_in, named_run, purposes_of
from pandzicht.runs.hits import Hit, hits
from pandzicht.runs.opened import open_run
from pandzicht.store.workspace import Workspace, open_workspace


@dataclass(frozen=True, slots=True)
class _Asked:
    """One address of one run for some checks, as one account asks about it."""

    space: Workspace
    desk: Desk
    run_id: str
    subject: Subject
    checks: tuple[str, ...]
    language: Language

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        return purposes_of(self.space, self.run_id, self.checks)


def explain(
    address: Annotated[str, typer.Argument(help="A BAG id, or street, number and woonplaats.")],
    because: Annotated[
        str, typer.Option("--because", help="Why you need what is known; kept, and good for 30 days.")
    ] = "",
    check: Annotated[list[str] | None, typer.Option("--check", help="Only these checks.")] = None,
    run: Annotated[str, typer.Option("--run", help="The run; by default the one in force.")] = "",
    all_rows: Annotated[
        bool, typer.Option("--all-rows", help="Also the rows behind figures of a street or owner.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Explain one address: whether something is known, and with --because all of it, to the rows of the sources."""
    space = open_workspace(workspace).within(channel)
    output = Output(language, as_json=as_json)
    run_id = named_run(space, run or None)
    subject = address_in(space, run_id, address)
    desk = desk_at(space, output)
    checks = _allowed(space, desk, run_id, subject, tuple(check or active_checks(space, run_id)))
    asked = _Asked(space, desk, run_id, subject, checks, language)
    found = _first(asked, because)
    if not because and not _is_open(asked):
        document = {"run": run_id, "address_id": subject.name, "hits": [asdict(hit) for hit in found]}
        output.answer(document, _told(found, address))
        return
    explanation = _content(asked, all_rows=all_rows)
    output.answer(asdict(explanation), lambda to: show_explanation(to, explanation))


def _allowed(space: Workspace, desk: Desk, run_id: str, subject: Subject, checks: tuple[str, ...]) -> tuple[str, ...]:
    """Return the checks whose purpose the account may ask for; all of them when there is none, so that it is denied."""
    mine = tuple(
        name
        for name in checks
        if all(desk.decide(Action.HIT, subject, item.name).allowed for item in purposes_of(space, run_id, [name]))
    )
    return mine or checks


def _first(asked: _Asked, because: str) -> Sequence[Hit]:
    """Return whether something is known, and keep why more is needed where that was said."""
    with asked.desk.operation(Action.HIT, asked.subject, asked.purposes) as operation:
        found = hits(open_run(asked.space, operation, asked.run_id), asked.subject.name, asked.checks, asked.language)
        if because:
            operation.needs(because)
    return found


def _is_open(asked: _Asked) -> bool:
    """Tell whether the content may be seen: the necessity stands for every purpose."""
    decisions = (asked.desk.decide(Action.EXPLAIN, asked.subject, purpose.name) for purpose in asked.purposes)
    return all(decision.allowed for decision in decisions)


def _content(asked: _Asked, *, all_rows: bool) -> Explanation:
    with asked.desk.operation(Action.EXPLAIN, asked.subject, asked.purposes) as operation:
        opened = open_run(asked.space, operation, asked.run_id)
        return Explainer(opened, language=asked.language).explain(
            asked.subject.name, checks=asked.checks, wide=all_rows
        )


def _told(found: Sequence[Hit], address: str) -> Callable[[Page], None]:
    """Return what shows per check whether something is known, and how to see more."""

    def show(page: Page) -> None:
        known, nothing = page.say("something is known"), page.say("nothing is known")
        page.table(
            [page.say("check"), page.say("known")], [[hit.label, known if hit.hit else nothing] for hit in found]
        )
        page.line(page.say("To see what, say why you need it; it is kept with your name:"))
        page.command(f'pandzicht explain "{address}" --because "{page.say("REASON")}"')

    return show
