# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht log`, `export-log` and `sign-logs`: who did what, about whom; for auditors; fixed outside the state."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import JsonOption, LanguageOption, WorkspaceOption, day
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.errors import ExportRefused
from pandzicht.exports.target import refuse_unless_writable, whole_file
from pandzicht.governance.concerned import address as concerned_address
from pandzicht.governance.log import Log
from pandzicht.governance.log_reading import Form, acts, exported, processed_about
from pandzicht.governance.signed_heads import Heads, sign_head
from pandzicht.governance.subject import Kind, Subject
from pandzicht.governance.tree_head import SignedHead
from pandzicht.language import Language
from pandzicht.runs.finding import address_in, named_run
from pandzicht.store.workspace import open_workspace

_FORMS = (".jsonl",)


def show(
    about: Annotated[str, typer.Option("--about", help="Only what was done about this address.")] = "",
    operation: Annotated[str, typer.Option("--operation", help="Only the act with this id.")] = "",
    since: Annotated[str, typer.Option("--since", help="Only from this day on.")] = "",
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Show who did what: everything, one act, or whatever concerned an address."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    desk = desk_at(space, output)
    subject = address_in(space, named_run(space), about) if about else Subject(Kind.LOG, "audit")
    from_moment = day(since, "--since").isoformat() if since else ""
    with desk.operation(Action.READ_LOG, subject) as act, act.state.transaction(reads=True) as transaction:
        wanted = iter((operation,)) if operation else None
        if about:
            found = processed_about(transaction, desk.keys, concerned_address(subject.name))
            wanted = iter([item.operation_id for item in found])
        lines = [line for line in acts(transaction, wanted, from_moment) if line["time"] >= from_moment]
    output.answer(lines, lambda to: _show(to, lines))


def export(
    log: Annotated[Log, typer.Argument(help="Which of the two logs.")],
    to: Annotated[Path, typer.Option("--to", help="The file: .jsonl.")],
    form: Annotated[
        Form, typer.Option("--as", help="entries: to verify; ldv: one line per data subject.")
    ] = Form.ENTRIES,
    force: Annotated[bool, typer.Option("--force", help="Replace the file when it exists.")] = False,
    workspace: WorkspaceOption = Path(),
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Write a log to a file, for an auditor or a logboek elsewhere; whom it concerned stays encrypted."""
    if form is Form.LDV and log is Log.AUDIT:
        raise ExportRefused("the audit log names users and has no place in a logboek dataverwerkingen; leave --as out")
    refuse_unless_writable(to, _FORMS, force=force)
    output = Output(language, as_json=as_json)
    desk = desk_at(open_workspace(workspace), output)
    with (
        desk.operation(Action.READ_LOG, Subject(Kind.LOG, log.value)) as operation,
        operation.state.transaction(reads=True) as transaction,
        whole_file(to) as place,
        place.open("w", encoding="utf-8", newline="\n") as stream,
    ):
        count = 0
        for line in exported(transaction, log, form):
            stream.write(line)
            count += 1
    output.answer(
        {"to": to, "lines": count}, lambda page: page.line(page.say("{file}: {count} lines.", file=to, count=count))
    )


def sign(
    workspace: WorkspaceOption = Path(), language: LanguageOption = Language.NL, as_json: JsonOption = False
) -> None:
    """Sign how far both logs are, in the folder of heads: every night, and keep that folder elsewhere."""
    space = open_workspace(workspace)
    output = Output(language, as_json=as_json)
    desk = desk_at(space, output)
    heads = Heads(space.heads, space.signing_key)
    with desk.operation(Action.SIGN_LOGS) as operation, operation.state.transaction() as transaction:
        signed = [sign_head(transaction, log, heads, desk.clock()) for log in Log]
    output.answer([head.model_dump() for head in signed], lambda to: _show_heads(to, signed, heads.folder))


def _show(page: Page, lines: list[dict[str, Any]]) -> None:
    if not lines:
        page.line(page.say("Nothing was done that answers this."))
        return
    say = page.say
    headings = [say("time"), say("account"), say("act"), say("of"), say("result"), say("purposes")]
    rows = [
        [
            line["time"][:19],
            line["actor"],
            line["action"],
            line["object"],
            line["result"],
            ", ".join(line.get("purposes", ())),
        ]
        for line in lines
    ]
    page.table(headings, rows)


def _show_heads(page: Page, signed: list[SignedHead], folder: Path) -> None:
    for head in signed:
        page.line(f"{head.log.value} {head.time}: {head.entries} {head.root}", hang=2)
    page.line(page.say("Keep {folder} on another machine: it shows any later change.", folder=folder))
