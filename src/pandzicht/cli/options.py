# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Options that several commands share, and the values they become."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import PandzichtError
from pandzicht.language import Language
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import Workspace, open_workspace

LANGUAGE_VARIABLE = "PANDZICHT_LANGUAGE"
WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", envvar="PANDZICHT_WORKSPACE", help="The workspace; by default this folder.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]
ChannelOption = Annotated[
    str, typer.Option("--channel", help="The partnership whose data it is about; by default the municipality's own.")
]
LanguageOption = Annotated[
    Language, typer.Option("--language", envvar=LANGUAGE_VARIABLE, help="The language of what is printed.")
]
ThreadsOption = Annotated[int, typer.Option("--threads", min=1, help="Threads of the engine.")]


def day(text: str, option: str) -> date:
    """Return a day written as 2026-03-01, or say what was written instead."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PandzichtError(f"{option} '{text}' is not a day; write it as 2026-03-01") from error


def today() -> date:
    """Return the day on the clock: the only place where commands read it."""
    return date.today()  # noqa: DTZ011 - a municipality's day is the local one


def workspace_and_catalogue(root: Path) -> tuple[Workspace, Catalogue]:
    """Return the workspace in a folder with its sound catalogue."""
    workspace = open_workspace(root)
    return workspace, sound_catalogue(workspace.catalogue, readers=known_readers())
