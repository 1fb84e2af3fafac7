# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht hand-over`: gives a selection to inspectors, takes it back, or says who has it."""

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
from pandzicht.governance.desk import Operation
from pandzicht.governance.handover import Handover, hand_over, handovers_of, propose_handover, take_back
from pandzicht.language import Language
from pandzicht.runs.finding import purposes_of
from pandzicht.runs.handed import told_of_handing, what_is_handed
from pandzicht.runs.selecting import KeptSelection, kept_selection
from pandzicht.store.workspace import open_workspace


def hand(
    selection: Annotated[str, typer.Argument(help="The selection, as 'pandzicht select' named it.")],
    note: Annotated[str, typer.Option("--note", help="For whoever goes; no names, nothing about an address.")] = "",
    because: Annotated[str, typer.Option("--because", help="Take it back, and why; it is kept.")] = "",
    propose: Annotated[str, typer.Option("--propose", help="Ask a second person to agree, and why.")] = "",
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Hand a selection over to inspectors: they get its addresses, and nothing of how it was drawn."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    kept = kept_selection(space, selection)
    what, purposes = what_is_handed(kept), purposes_of(space, kept.account["run"], [kept.account["check"]])
    proposal = ""
    with desk_at(space, output).operation(Action.HAND_OVER, what.subject, purposes) as operation:
        told_of_handing(space, operation, kept)
        if propose:
            proposal = propose_handover(operation, what, propose).reference
        elif because:
            take_back(operation, selection, because)
        else:
            hand_over(operation, what, note)
        found = _handovers(operation, kept)
    document = {"selection": selection, "proposal": proposal, "handovers": [asdict(item) for item in found]}
    output.answer(document, lambda to: _show(to, found, proposal))


def _handovers(operation: Operation, kept: KeptSelection) -> tuple[Handover, ...]:
    with operation.state.transaction(reads=True) as transaction:
        return handovers_of(transaction, kept.selection_id)


def _show(page: Page, found: tuple[Handover, ...], proposal: str) -> None:
    if proposal:
        page.line(page.say("Somebody else agrees with it, and then it is handed over:"))
        page.command(f"pandzicht approve {proposal}")
    for item in found:
        page.line(page.say("{day} handed over by {account}", day=item.handed_at[:10], account=item.account))
        if item.note:
            page.line(item.note, indent=4)
        if item.withdrawn_at:
            day, why = item.withdrawn_at[:10], item.withdrawn_because
            page.line(page.say("{day} taken back: {why}", day=day, why=why), indent=4)
