# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht propose`, `proposals`, `approve`, `reject` and `withdraw`: what takes four eyes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.checking import COUNTED, checked_catalogue
from pandzicht.cli.desk import desk_at, now
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.cli.trying import try_out
from pandzicht.definitions.action import Action
from pandzicht.definitions.difference import Change, Difference, KeyChange, differences
from pandzicht.governance.catalogue_in_force import CATALOGUE, catalogue_in_force, propose_catalogue
from pandzicht.governance.desk import Desk
from pandzicht.governance.folder_in_force import follow
from pandzicht.governance.matter import RULES, Matter
from pandzicht.governance.proposal import OPEN, STATES, Proposal, State, states
from pandzicht.governance.proposals import approve as approve_version
from pandzicht.governance.proposals import proposal_named, proposals
from pandzicht.governance.proposals import reject as reject_version
from pandzicht.governance.proposals import withdraw as withdraw_version
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language, message
from pandzicht.store.workspace import open_workspace

CHANGES = {
    Change.ADDED: message("added: {place}"),
    Change.CHANGED: message("changed: {place}"),
    Change.REMOVED: message("removed: {place}"),
}
HEADINGS = (message("proposal"), message("about"), message("of"), message("proposed by"), message("state"))
ReferenceArgument = Annotated[str, typer.Argument(help="The proposal, as 'pandzicht proposals' names it.")]
BecauseOption = Annotated[str, typer.Option("--because", help="Why; it is kept.")]


def propose(
    because: Annotated[str, typer.Option("--because", help="Why; it is kept.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Propose nothing: say which answers and lists of the run in force change.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Propose the catalogue in the folder: says what differs from the one in force; somebody else approves it."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    desk = desk_at(space, output)
    follow(desk, space.catalogue)
    catalogue = checked_catalogue(workspace)
    if dry_run:
        try_out(desk, space, output, catalogue)
        return
    with desk.operation(Action.PROPOSE, CATALOGUE) as operation:
        made, found = propose_catalogue(operation, catalogue, because)
    document = _document(made, State.PROPOSED) | {"differences": [_plain(item) for item in found]}

    def show(page: Page) -> None:
        text = page.say(
            "Proposal {name}: {count} definition differs from what is in force.",
            "Proposal {name}: {count} definitions differ from what is in force.",
            name=made.reference,
            count=len(found),
        )
        page.line(text)
        _show_differences(page, found, is_first=not made.base)
        page.line(page.say("Somebody else approves it:"))
        page.command(f"pandzicht approve {made.reference}")

    output.answer(document, show)


def listed(
    reference: Annotated[str, typer.Argument(help="One proposal, to see what it holds.")] = "",
    all_: Annotated[
        bool, typer.Option("--all", help="Also what is in force, replaced, rejected or withdrawn.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """List what waits for approval, or show one proposal with all that it changes."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    subject = Subject(Kind.PROPOSAL, reference)
    with desk.operation(Action.SEE_PROPOSALS, subject) as act, act.state.transaction(reads=True) as transaction:
        kept = proposals(transaction)
        standing = states(kept, now())
        if reference:
            _answer_one(output, desk, proposal_named(transaction, reference), standing)
            return
    shown = [item for item in kept if all_ or standing[item.proposal_id] in OPEN]
    document = [_document(item, standing[item.proposal_id]) for item in shown]
    output.answer(document, lambda to: _show_list(to, shown, standing))


def approve(
    reference: ReferenceArgument,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Approve a proposal of somebody else, in exactly the version that you name."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    with desk.operation(Action.APPROVE, Subject(Kind.PROPOSAL, reference)) as operation:
        after = approve_version(operation, reference)
    _answer_state(output, after)


def reject(
    reference: ReferenceArgument,
    because: BecauseOption,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Reject a proposal of somebody else, as long as it is not in force."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    with desk.operation(Action.APPROVE, Subject(Kind.PROPOSAL, reference)) as operation:
        after = reject_version(operation, reference, because)
    _answer_state(output, after)


def withdraw(
    reference: ReferenceArgument,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Withdraw a proposal of your own, as long as it is not in force."""
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    subject = Subject(Kind.PROPOSAL, reference)
    with desk.acting(Action.SEE_PROPOSALS).transaction(reads=True) as transaction:
        acts = RULES[proposal_named(transaction, reference).matter].proposed_by
    action = next((act for act in acts if desk.decide(act, subject, None).allowed), acts[0])
    with desk.operation(action, subject) as operation:
        after = withdraw_version(operation, reference)
    _answer_state(output, after)


def _answer_state(output: Output, proposal: Proposal) -> None:
    state = proposal.state(now())

    def show(page: Page) -> None:
        page.line(page.say("Proposal {name}: {state}.", name=proposal.reference, state=page.say(STATES[state])))
        missing = proposal.needs - len(proposal.counted)
        if state is State.PROPOSED:
            text = page.say("{count} approval more is needed.", "{count} approvals more are needed.", count=missing)
            page.line(text)
        if state is State.APPROVED:
            page.line(page.say("In force from {moment}.", moment=proposal.due_at))

    output.answer(_document(proposal, state), show)


def _answer_one(output: Output, desk: Desk, proposal: Proposal, standing: dict[str, State]) -> None:
    """Answer with one proposal: what it changes of what is in force, or for another matter what it says."""
    content = json.loads(proposal.content)
    found: tuple[Difference, ...] = ()
    if proposal.matter is Matter.DEFINITIONS:
        with desk.acting(Action.SEE_PROPOSALS).transaction(reads=True) as transaction:
            found = differences(catalogue_in_force(transaction, now()), content)
    document = _document(proposal, standing[proposal.proposal_id]) | {
        "content": content,
        "differences": [_plain(item) for item in found],
    }

    def show(page: Page) -> None:
        _show_list(page, [proposal], standing)
        page.line(proposal.reason)
        if proposal.matter is Matter.DEFINITIONS:
            _show_differences(page, found, is_first=not proposal.base)
        else:
            for key, value in content.items():
                page.line(f"{key}: {_text(value)}", indent=2, hang=2)

    output.answer(document, show)


def _show_list(page: Page, shown: Sequence[Proposal], standing: dict[str, State]) -> None:
    if not shown:
        page.line(page.say("Nothing waits for approval."))
        return
    rows = [
        [
            item.reference,
            page.say(RULES[item.matter].label),
            str(item.subject),
            item.account,
            page.say(STATES[standing[item.proposal_id]]),
        ]
        for item in shown
    ]
    page.table([page.say(heading) for heading in HEADINGS], rows)


def _show_differences(page: Page, found: Sequence[Difference], *, is_first: bool) -> None:
    """Show what changes in words; of a first catalogue only how much it holds, because all of it is new."""
    if is_first:
        folders = [item.folder for item in found]
        counts = ", ".join(page.say(COUNTED[name], count=folders.count(name)) for name in COUNTED if name in folders)
        page.line(page.say("It is the first catalogue: {counts}.", counts=counts))
        return
    for item in found:
        page.line(page.say(CHANGES[item.change], place=item.place), hang=2)
        for key in item.keys:
            page.line(_changed(key), indent=2, hang=2)


def _changed(key: KeyChange) -> str:
    return f"{key.key}: {_text(key.before)} -> {_text(key.after)}"


def _text(value: Any) -> str:
    return "-" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(item: Difference) -> dict[str, Any]:
    keys = [{"key": key.key, "before": key.before, "after": key.after} for key in item.keys]
    return {"definition": item.place, "change": item.change.value, "keys": keys}


def _document(proposal: Proposal, state: State) -> dict[str, Any]:
    return {
        "proposal": proposal.reference,
        "matter": proposal.matter.value,
        "subject": str(proposal.subject),
        "content_hash": proposal.content_hash,
        "by": proposal.account,
        "at": proposal.proposed_at,
        "because": proposal.reason,
        "state": state.value,
        "approved_by": [item.account for item in proposal.counted],
        "needs": proposal.needs,
        "in_force_from": proposal.due_at,
    }
