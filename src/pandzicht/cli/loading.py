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
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.draft import draft_source
from pandzicht.sources.intake import load_delivery


def load(
    source: Annotated[str, typer.Argument(help="The source, as the catalogue names it.")],
    files: Annotated[list[Path], typer.Argument(help="The files of one delivery, or a folder.")],
    on: Annotated[str, typer.Option("--date", help="The day the delivery is of.")],
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
    act = desk_at(space, output).operation(Action.LOAD, Subject(Kind.SOURCE, source))
    with act as operation, output.progress() as tell:
        delivery = load_delivery(
            space,
            operation,
            registered,
            files,
            on=day(on, "--date"),
            today=today(),
            channel=catalogue.channels[registered.channel] if registered.channel else None,
            threads=threads,
            progress=tell,
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


def draft(
    files: Annotated[list[Path], typer.Argument(help="A file as it is delivered.")],
    name: Annotated[str, typer.Option(help="The name of the source.")] = "",
) -> None:
    """Write the first version of a source from a file's header and a sample, to be completed by hand."""
    sys.stdout.write(draft_source(files, name=name or files[0].stem))
