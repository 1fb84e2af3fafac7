# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How commands speak: a page to people, one JSON document to machines, faults on the error stream."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from pandzicht.cli.page import Page
from pandzicht.definitions.words import Definition
from pandzicht.errors import PandzichtError
from pandzicht.language import Language

Tell = Callable[[str, float], None]
"""Told what is being done and which part is behind us (0 to 1)."""


class Output:
    """Where a command's answer goes: to people in their language, or with `--json` to a machine."""

    def __init__(self, language: Language = Language.NL, *, as_json: bool) -> None:
        self.as_json = as_json
        self.page = Page(Console(highlight=False, soft_wrap=True), language)
        self._errors = Console(stderr=True, highlight=False, soft_wrap=True)
        self._faults = Page(self._errors, language)

    def answer(self, document: Any, show: Callable[[Page], None]) -> None:
        """Give a command's answer in the form that was asked."""
        if self.as_json:
            sys.stdout.write(json.dumps(document, default=_plain, ensure_ascii=False, indent=1) + "\n")
        else:
            show(self.page)

    def fault(self, error: PandzichtError) -> None:
        """Tell what went wrong: what it means in the reader's language, and below it the fault itself."""
        if self.as_json:
            faults = [str(fault) for fault in getattr(error, "faults", ())]
            document = {"error": type(error).__name__, "message": str(error), "faults": faults}
            sys.stderr.write(json.dumps(document, ensure_ascii=False) + "\n")
        else:
            self._faults.line(self._faults.say(error.heading), style="bold red")
            self._faults.line(str(error), hang=4)

    def note(self, text: str) -> None:
        """Tell people something beside the answer; a machine is not told."""
        if not self.as_json:
            self._faults.line(text)

    @contextmanager
    def progress(self) -> Iterator[Tell]:
        """Show a progress bar on a terminal; say nothing elsewhere."""
        if self.as_json or not self._errors.is_terminal:
            yield lambda _label, _part: None
            return
        columns = (TextColumn("{task.description:<40}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._errors, transient=True) as bar:
            task = bar.add_task("", total=1.0)
            yield lambda label, part: bar.update(task, description=self.page.say(label), completed=part)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, Definition):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no JSON form")
