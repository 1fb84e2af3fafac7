# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht load` and `pandzicht draft-source`: deliveries come in, sources are begun."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pandzicht.cli.options import JsonOption, ThreadsOption, WorkspaceOption, day, today, workspace_and_catalogue
from pandzicht.cli.output import Output
from pandzicht.errors import DeliveryRefused
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.draft import draft_source
from pandzicht.sources.intake import load_delivery


def load(
    source: Annotated[str, typer.Argument(help="The source, as the catalogue names it.")],
    files: Annotated[list[Path], typer.Argument(help="The files of one delivery, or a folder.")],
    on: Annotated[str, typer.Option("--date", help="The day the delivery is of.")],
    workspace: WorkspaceOption = Path(),
    threads: ThreadsOption = 2,
    as_json: JsonOption = False,
) -> None:
    """Take in a delivery: whole or not at all; rows that cannot be read are set aside with their reason."""
    space, catalogue = workspace_and_catalogue(workspace)
    if source not in catalogue.sources:
        known = ", ".join(sorted(catalogue.sources))
        raise DeliveryRefused(f"source '{source}' is not registered, so nothing was read; known are {known}")
    output = Output(as_json=as_json)
    with output.progress() as tell:
        delivery = load_delivery(
            space,
            catalogue.sources[source],
            files,
            on=day(on, "--date"),
            today=today(),
            threads=threads,
            progress=tell,
        )
    output.answer(
        delivery.account() | {"already_loaded": delivery.already_loaded}, lambda to: show_delivery(to, delivery)
    )


def show_delivery(console: Console, delivery: Delivery) -> None:
    """Say in a few lines what a delivery brought."""
    if delivery.already_loaded:
        console.print(f"{delivery.source} {delivery.date}: was loaded before, nothing changed.", markup=False)
        return
    counts = ", ".join(f"{value:,} {name}" for name, value in delivery.counts.items() if value)
    console.print(f"{delivery.source} {delivery.date}: {counts}.", markup=False)


def draft(
    files: Annotated[list[Path], typer.Argument(help="A file as it is delivered.")],
    name: Annotated[str, typer.Option(help="The name of the source.")] = "",
) -> None:
    """Write the first version of a source from a file's header and a sample, to be completed by hand."""
    sys.stdout.write(draft_source(files, name=name or files[0].stem))
