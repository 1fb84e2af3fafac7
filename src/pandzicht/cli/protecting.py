# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht protected`: whether an address is protected and why, for the one role that may know it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.runs.finding import active_checks, named_run, purposes_of
from pandzicht.runs.protected import Protectedness, why_protected
from pandzicht.store.workspace import open_workspace


def protected(
    address: Annotated[str, typer.Argument(help="The BAG id of the object, in 16 digits.")],
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Say whether an address is protected and why, to the contact for protected residents; to nobody else."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    run_id = named_run(space)
    purposes = purposes_of(space, run_id, active_checks(space, run_id))
    with desk_at(space, output).operation(Action.HIT, Subject(Kind.ADDRESS, address), purposes) as operation:
        found = why_protected(space, operation, address)
    output.answer(asdict(found), lambda to: _show(to, found))


def _show(page: Page, found: Protectedness) -> None:
    if not found.reasons:
        told = {"address": found.address_id, "run": found.run}
        page.line(page.say("Address {address} is not protected in run {run}.", **told))
        return
    page.line(page.say("Address {address} is protected:", address=found.address_id))
    for reason in found.reasons:
        page.line(f"{reason.label.in_(page.language)}: {reason.because.in_(page.language)}", indent=2, hang=2)
