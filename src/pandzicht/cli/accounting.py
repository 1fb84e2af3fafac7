# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht account`: what is told to registers and residents, made from what the system runs on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption, today, workspace_and_catalogue
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.errors import AccountDiffers, PandzichtError
from pandzicht.language import Language
from pandzicht.runs.account_difference import differences, made_from, read_account
from pandzicht.runs.public_account import Asked, PublicAccount, asked_of_run, make_account, write_account
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
    force: Annotated[bool, typer.Option("--force", help="Replace the account in that folder.")] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Write the entries of the registers, the privacy statements and the public pages, or hold them against reality."""
    output = Output(language, as_json=as_json)
    if to and not compare:
        with desk_at(open_workspace(workspace), output).operation(Action.PUBLISH):
            made = make_account(_asked(workspace, check, run))
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


def _asked(workspace: Path, check: str, run: str) -> Asked:
    if run:
        return asked_of_run(open_workspace(workspace), _run_name(run), check)
    space, catalogue = workspace_and_catalogue(workspace)
    return Asked(space, catalogue, today(), check)


def _run_name(run: str) -> str | None:
    return None if run in ("", CURRENT) else run


def _compare(output: Output, workspace: Path, folder: Path) -> None:
    """Hold a published account against one made now, of the same checks; of a run against the run in force."""
    with desk_at(open_workspace(workspace), output).operation(Action.VERIFY):
        published = read_account(folder)
        check, run = made_from(published)
        made = make_account(_asked(workspace, check, CURRENT if run else ""))
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
