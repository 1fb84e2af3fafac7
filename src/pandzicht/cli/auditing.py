# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht audit-package`: files from which an outsider recomputes what selections yielded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.exports.audit_package import CONTENTS, AuditedSelection, package_files, refuse_place, write_package
from pandzicht.exports.yield_words import said_ratio, said_share
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.runs.auditing import PackageAsk, audited
from pandzicht.runs.finding import named_run, purposes_of
from pandzicht.runs.opened import open_run
from pandzicht.runs.plan import code_version
from pandzicht.runs.selecting import kept_selection
from pandzicht.store.workspace import Workspace, open_workspace


def package(
    selections: Annotated[list[str], typer.Argument(help="The selections, as 'pandzicht select' named them.")],
    to: Annotated[Path, typer.Option("--to", help="A new folder, or an archive (.zip).")],
    outcomes: Annotated[
        str, typer.Option("--outcomes", help="The run that knows the visits; by default the one in force.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the package when it exists.")] = False,
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Write an audit package: the draw, the outcomes and the figures, with every unit under a pseudonym."""
    space = open_workspace(workspace).within(channel)
    output = Output(language, as_json=as_json)
    refuse_place(to, force=force)
    made = _made(space, output, tuple(dict.fromkeys(selections)), outcomes)
    files = package_files(made, code_version())
    write_package(files, to, force=force)
    sha256 = hashlib.sha256(files[CONTENTS].encode()).hexdigest()
    claims = {item.name: asdict(item.claims) for item in made}
    document = {"to": to, "files": sorted(files), "sha256": sha256, "claims": claims}
    output.answer(document, lambda page: show_package(page, to, made, sha256))


def _made(space: Workspace, output: Output, names: tuple[str, ...], outcomes: str) -> list[AuditedSelection]:
    kept = [kept_selection(space, name) for name in names]
    later = named_run(space, outcomes or None)
    purposes = tuple(
        dict.fromkeys(
            purpose
            for item in kept
            for purpose in purposes_of(space, str(item.account["run"]), [str(item.account["check"])])
        )
    )
    ask = PackageAsk(names, space.pseudonym_key())
    subject = Subject(Kind.SELECTION, ", ".join(names))
    with desk_at(space, output).operation(Action.AUDIT_PACKAGE, subject, purposes) as operation:
        known = open_run(space, operation, later)
        return [audited(open_run(space, operation, str(item.account["run"])), known, item, ask) for item in kept]


def show_package(page: Page, to: Path, made: Sequence[AuditedSelection], sha256: str) -> None:
    """Say what was written, what each selection yielded, and the hash by which the package is known."""
    for item in made:
        told = item.claims
        page.line(page.say("{name}: {frame} in the frame.", name=item.name, frame=item.frame.num_rows))
        for stratum, own in told.strata.items():
            counts = page.say(
                "{selected} selected, {visited} visited, {entered} entered, {established} established",
                selected=own.selected,
                visited=own.visited,
                entered=own.entered,
                established=own.established,
            )
            page.line(f"{stratum.value}: {counts}; {said_share(page.say, own.per_visited)}", indent=2, hang=2)
        page.line(f"{page.say('whole frame')}: {said_share(page.say, told.frame)}", indent=2, hang=2)
        page.line(f"{page.say('lift')}: {said_ratio(page.say, told.lift)}", indent=2, hang=2)
    page.line(page.say("{to}: written; package.json has SHA-256 {sha256}.", to=to, sha256=sha256))
