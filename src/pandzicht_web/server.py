# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The office as a server runs it: one WSGI application per workspace, with the files of its pages beside it."""

from __future__ import annotations

import gzip
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from whitenoise import WhiteNoise

from pandzicht_web import static_files
from pandzicht_web.handled import OFFICE
from pandzicht_web.office import Office
from pandzicht_web.settings import set_up

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_COMPRESSED = {".css", ".js", ".mjs", ".svg"}


def application(office: Office) -> Application:
    """Return the office as a WSGI application."""
    set_up(office.secret, office.workspace.office.address, is_secure=office.is_secure)
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415 - Django wants its settings first

    answers = WSGIHandler()

    def answered(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        environ[OFFICE] = office
        if office.is_secure:
            environ["wsgi.url_scheme"] = "https"
        found: Iterable[bytes] = answers(environ, start)
        return found

    with_files: Application = WhiteNoise(
        answered,
        root=str(laid_out(office.workspace.state / "office" / "static")),
        prefix=f"{static_files.PREFIX}{static_files.version()}/",
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
    )
    return with_files


def laid_out(folder: Path) -> Path:
    """Copy the files of the pages below a folder, compressed beside it, and return where; once per version.

    Every process of an office does so when it starts: who comes second finds what the first made.
    """
    own = folder / static_files.version()
    if own.is_dir():
        return own
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="static-", dir=folder.parent) as name:
        made = Path(name) / own.name
        shutil.copytree(static_files.FOLDER, made)
        for path in list(made.rglob("*")):
            if path.suffix in _COMPRESSED:
                path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
        try:
            made.rename(own)
        except OSError:
            if not own.is_dir():
                raise
    for other in folder.iterdir():
        if other != own:
            shutil.rmtree(other, ignore_errors=True)
    return own
