# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht serve`: the office, in a browser."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from pandzicht.cli.options import LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.jobs.beside import command_of, worker_beside
from pandzicht.language import Language
from pandzicht.store.workspace import Workspace, open_workspace

HOST, PORT = "127.0.0.1", 8000
"""Where the office listens: for browsers on this machine only."""


def serve(
    workspace: WorkspaceOption = Path(),
    host: Annotated[str, typer.Option("--host", help="The address to listen on; by default this machine only.")] = HOST,
    port: Annotated[int, typer.Option("--port", min=1, max=65_535, help="The port to listen on.")] = PORT,
    worker: Annotated[
        bool,
        typer.Option("--worker/--no-worker", help="Do the work that people ask for beside it, or by 'pandzicht work'."),
    ] = True,
    language: LanguageOption = Language.NL,
) -> None:
    """Serve the office: pages in a browser, until it is stopped."""
    open_office(open_workspace(workspace), Output(language, as_json=False), host=host, port=port, worker=worker)


def open_office(workspace: Workspace, output: Output, *, host: str, port: int, worker: bool = True) -> None:
    """Say where the office is, and serve it, with a worker beside it, until somebody stops it."""
    from pandzicht_web.serving import serve as served  # noqa: PLC0415 - the core has no web framework; this verb asks it

    address = f"http://{host}:{port}"
    output.page.line(output.page.say("The office is open at {address}; stop it with Ctrl+C.", address=address))
    with worker_beside(command_of(workspace.root.resolve())) if worker else nullcontext():
        served(workspace, host=host, port=port)
