# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht load` and `pandzicht draft-source`: deliveries come in, sources are begun."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.desk import desk_at
from pandzicht.cli.options import (
    JsonOption,
    LanguageOption,
    ThreadsOption,
    WorkspaceOption,
    day,
    today,
    workspace_and_catalogue,
)
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.errors import DeliveryRefused
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language, message
from pandzicht.sources.audit import Fate
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.draft import draft_source
from pandzicht.sources.fault_words import said_fault, said_text
from pandzicht.sources.intake import load_delivery
from pandzicht.sources.preview import Preview, preview_delivery


def load(
    source: Annotated[str, typer.Argument(help="The source, as the catalogue names it.")],
    files: Annotated[list[Path], typer.Argument(help="The files of one delivery, or a folder.")],
    on: Annotated[str, typer.Option("--date", help="The day the delivery is of.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would happen; nothing is kept.")] = False,
    workspace: WorkspaceOption = Path(),
    threads: ThreadsOption = 2,
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Take in a delivery: whole or not at all; rows that cannot be read are set aside with their reason."""
    space, catalogue = workspace_and_catalogue(workspace)
    if source not in catalogue.sources:
        known = ", ".join(sorted(catalogue.sources))
        raise DeliveryRefused(f"source '{source}' is not registered, so nothing was read; known are {known}")
    output = Output(language, as_json=as_json)
    registered = catalogue.sources[source]
    given, now = day(on, "--date"), today()
    channel = catalogue.channels[registered.channel] if registered.channel else None
    act = desk_at(space, output).operation(Action.LOAD, Subject(Kind.SOURCE, source))
    if dry_run:
        with act as operation, output.progress() as tell:
            preview = preview_delivery(
                space, operation, registered, files, on=given, today=now, channel=channel, progress=tell
            )
        _tell(output, preview)
        return
    with act as operation, output.progress() as tell:
        delivery = load_delivery(
            space, operation, registered, files, on=given, today=now, channel=channel, threads=threads, progress=tell
        )
    output.answer(
        delivery.account() | {"already_loaded": delivery.already_loaded}, lambda to: show_delivery(to, delivery)
    )


COUNTED = {
    "delivered": message("{count} delivered"),
    "admitted": message("{count} admitted"),
    "set_aside": message("{count} set aside"),
    "protected": message("{count} protected"),
    "repeated": message("{count} repeated"),
    "objects": message("{count} objects"),
}


def show_delivery(page: Page, delivery: Delivery) -> None:
    """Say in a few lines what a delivery brought."""
    name = f"{delivery.source} {delivery.date}"
    if delivery.already_loaded:
        page.line(page.say("{delivery}: was loaded before, nothing changed.", delivery=name))
        return
    counts = delivery.counts
    listed = (page.say(text, count=counts[kind]) for kind, text in COUNTED.items() if counts.get(kind))
    page.line(f"{name}: {', '.join(listed)}.")


FATES = {
    Fate.READ: message("read"),
    Fate.INNER: message("looked at, not kept"),
    Fate.IGNORED: message("ignored"),
    Fate.REFUSED: message("refused"),
    Fate.UNKNOWN: message("unknown to the definition"),
    Fate.MISSING: message("missing"),
    Fate.ABSENT: message("absent, and may be"),
}
"""What becomes of a delivered field, in words."""


def _tell(output: Output, preview: Preview) -> None:
    """Tell what would happen; raise DeliveryRefused when it would not be taken in."""
    output.answer(preview.document(), lambda to: show_preview(to, preview))
    if preview.faults:
        raise DeliveryRefused(f"'{preview.source}' of {preview.on} would not be taken in; correct what is told above")


def show_preview(page: Page, preview: Preview) -> None:
    """Say what taking in a delivery would do: its fields, its rows, what differs from before, and what stops it."""
    say = page.say
    if preview.already_loaded:
        page.line(say("{delivery}: was loaded before, nothing changed.", delivery=f"{preview.source} {preview.on}"))
        return
    for fate, label in FATES.items():
        names = [item.column for item in preview.columns if item.fate is fate]
        if names:
            page.line(f"{say(label)}: {', '.join(names)}", hang=2)
    listed = (say(text, count=preview.counts[kind]) for kind, text in COUNTED.items() if preview.counts.get(kind))
    page.line(", ".join(listed) or say("Nothing could be counted."))
    for aside in preview.aside:
        reason = said_text(aside.reason, say)
        page.line(f"{aside.rows} × {aside.field}: {reason} ({said_text(aside.first, say)})", indent=2, hang=2)
    if preview.difference:
        found = preview.difference
        text = say(
            "Since {day}: {new} new, {changed} changed, {gone} gone, {same} as they were.",
            day=found.before_on,
            new=found.new,
            changed=found.changed,
            gone=found.gone,
            same=found.same,
        )
        page.line(text)
    for fault in preview.faults:
        page.line(said_fault(fault, say), hang=2)
    page.line(say("Nothing was kept."))


def draft(
    files: Annotated[list[Path], typer.Argument(help="A file as it is delivered.")],
    name: Annotated[str, typer.Option(help="The name of the source.")] = "",
) -> None:
    """Write the first version of a source from a file's header and a sample, to be completed by hand."""
    sys.stdout.write(draft_source(files, name=name or files[0].stem))
