# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht account`: what is told to registers and residents, made from what the system runs on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption, today, workspace_and_catalogue
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.errors import AccountDiffers, PandzichtError
from pandzicht.exports.public_yield import PublicRound
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.runs.account_difference import MadeFrom, differences, made_from, read_account
from pandzicht.runs.area_figures import PURPOSE
from pandzicht.runs.finding import active_checks, named_run, purposes_of
from pandzicht.runs.opened import open_run
from pandzicht.runs.public_account import Asked, PublicAccount, asked_of_run, checks_of, make_account, write_account
from pandzicht.runs.public_rounds import public_rounds
from pandzicht.store.workspace import open_workspace

CURRENT = "current"
"""Names the run in force."""


def account(
    to: Annotated[Path | None, typer.Option("--to", help="Write the account as this folder.")] = None,
    compare: Annotated[
        Path | None, typer.Option("--compare", help="Hold a published account against what the system runs on now.")
    ] = None,
    check: Annotated[str, typer.Option("--check", help="Only this check.")] = "",
    run: Annotated[str, typer.Option("--run", help="Tell what this run used; 'current' for the one in force.")] = "",
    yields: Annotated[bool, typer.Option("--yields", help="With --run: also what every list gave.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the account in that folder.")] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Write the entries of the registers, the privacy statements and the public pages, or hold them against reality."""
    output = Output(language, as_json=as_json)
    if yields and not run:
        raise PandzichtError("--yields tells what a run knows; give --run too")
    if to and not compare:
        with desk_at(open_workspace(workspace), output).operation(Action.PUBLISH):
            made = make_account(_asked(workspace, output, MadeFrom(check, run, yields)))
            write_account(made, to, force=force)
        document = {
            "to": to,
            "checks": made.checks,
            "files": sorted(made.files),
            "gaps": [str(gap) for gap in made.gaps],
        }
        output.answer(document, lambda page: show_account(page, to, made))
    elif compare and not to:
        _compare(output, workspace, compare)
    else:
        raise PandzichtError("give one of --to FOLDER and --compare FOLDER")


def _asked(workspace: Path, output: Output, about: MadeFrom) -> Asked:
    if about.run:
        asked = asked_of_run(open_workspace(workspace), _run_name(about.run), about.check)
        return replace(asked, rounds=_rounds(asked, output)) if about.yields else asked
    space, catalogue = workspace_and_catalogue(workspace)
    return Asked(space, catalogue, today(), about.check)


def _rounds(asked: Asked, output: Output) -> dict[str, tuple[PublicRound, ...]]:
    """Return what the lists of each check gave; who may not see a yield may not publish it either."""
    space, run = asked.workspace, named_run(asked.workspace, asked.last.run if asked.last else None)
    found = {}
    for name in sorted({check.check for check in checks_of(asked)} & set(active_checks(space, run))):
        purposes = (*purposes_of(space, run, [name]), PURPOSE)
        with desk_at(space, output).operation(Action.SEE_YIELD, Subject(Kind.CHECK, name), purposes) as operation:
            found[name] = public_rounds(open_run(space, operation, run), name)
    return found


def _run_name(run: str) -> str | None:
    return None if run in ("", CURRENT) else run


def _compare(output: Output, workspace: Path, folder: Path) -> None:
    """Hold a published account against one made now, of the same checks; of a run against the run in force."""
    with desk_at(open_workspace(workspace), output).operation(Action.VERIFY):
        published = read_account(folder)
        about = made_from(published)
        made = make_account(_asked(workspace, output, replace(about, run=CURRENT if about.run else "")))
        faults = tuple(differences(published, made.files))
    if faults:
        raise AccountDiffers(f"account {folder}", faults)
    document = {"same": True, "folder": folder, "files": sorted(made.files)}
    count = len(made.files)
    output.answer(document, lambda page: page.line(_same(page, folder, count)))


def _same(page: Page, folder: Path, count: int) -> str:
    return page.say("{folder}: {count} files say what the system runs on.", folder=folder, count=count)


def show_account(page: Page, folder: Path, made: PublicAccount) -> None:
    """Say what was written, and what is not filled in."""
    listed = ", ".join(made.checks)
    page.line(page.say("{folder}: {count} files about {checks}.", folder=folder, count=len(made.files), checks=listed))
    if made.gaps:
        page.line(page.say("Not filled in; outside a demo the account is refused until it is:"))
        for gap in made.gaps:
            page.line(str(gap), indent=2, hang=2)
