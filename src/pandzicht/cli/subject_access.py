# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht access-report`: the answer to whoever asks what is held of an address (AVG art. 15)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.exports.access_report import AccessReport, report_document, report_json
from pandzicht.exports.disclosure import Disclosure
from pandzicht.exports.privacy_statement import rights
from pandzicht.exports.public_document import as_html, as_markdown
from pandzicht.exports.target import refuse_unless_writable, whole_file
from pandzicht.language import Language
from pandzicht.runs.finding import active_checks, address_in, named_run, purposes_of
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.subject_access import AccessAsk, access_report
from pandzicht.store.workspace import open_workspace

FORMS = (".html", ".md", ".json")


def report(
    address: Annotated[str, typer.Argument(help="A BAG id, or street, number and woonplaats.")],
    to: Annotated[Path, typer.Option("--to", help="The file: .html, .md or .json.")],
    person: Annotated[
        str, typer.Option("--person", help="The pseudonym of who asks: own rows are not masked. Without it all are.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file when it exists.")] = False,
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Write what is held of an address and what was done with it, for who asks; what is about others is masked."""
    space = open_workspace(workspace).within(channel)
    output = Output(language, as_json=as_json)
    refuse_unless_writable(to, FORMS, force=force)
    run_id = named_run(space)
    subject, purposes = address_in(space, run_id, address), purposes_of(space, run_id, active_checks(space, run_id))
    with desk_at(space, output).operation(Action.SUBJECT_ACCESS, subject, purposes) as operation:
        run = open_run(space, operation, run_id)
        made = access_report(run, AccessAsk(subject.name, person, language))
        text = _text(run, made, to.suffix.lower(), language)
    with whole_file(to) as place:
        place.write_text(text, encoding="utf-8", newline="\n")
    counts = {"rows": len(made.held), "lists": len(made.lists), "processed": len(made.processed)}
    output.answer({"to": to, "address_id": made.address_id, **counts}, lambda page: show_report(page, to, made))


def _text(run: OpenRun, made: AccessReport, form: str, language: Language) -> str:
    if form == ".json":
        return json.dumps(report_json(made), indent=1, ensure_ascii=False, default=str) + "\n"
    first = run.catalogue.checks[made.uses[0].check]
    told = rights(Disclosure(run.catalogue, first, run.workspace.organisation, language))
    document = report_document(made, told, language)
    return as_html(document) if form == ".html" else as_markdown(document)


def show_report(page: Page, to: Path, made: AccessReport) -> None:
    """Say what was written."""
    text = page.say(
        "{to}: {rows} rows, {lists} lists, {processed} lines of the logs about {address}.",
        to=to,
        rows=len(made.held),
        lists=len(made.lists),
        processed=len(made.processed),
        address=made.adres,
    )
    page.line(text)
