# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person reads of an answer: lines and small tables, in one language, and nothing of them ever cut.

On a terminal a long line goes on below its own beginning, and a table that is too wide is told field by field.
Elsewhere, in a file or a pipe, a line is a line.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from pandzicht.language import Language, shown, speaker

GAP = "  "
"""Between the columns of a table."""


class Page:
    """Where an answer for people goes: the console, and the language in which it is said."""

    def __init__(self, console: Console, language: Language) -> None:
        self.language = language
        self.say = speaker(language)
        self._console = console

    def line(self, text: str = "", *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        """Print a text; what does not fit goes on `hang` signs further than it began."""
        begin, further = " " * indent, " " * (indent + hang)
        for part in text.split("\n"):
            self._print(self._wrapped(begin + part, further), style)

    def command(self, text: str) -> None:
        """Print a command to type, on one line whatever its length, so that it can be taken over as it stands."""
        self._print(f"{GAP}{text}", "")

    def lead(self, text: str, rest: str) -> None:
        """Print what something is, and beside it, or below it where that does not fit, what is less important."""
        fits = not self._console.is_terminal or cell_len(f"{text}{GAP}{rest}") <= self._console.width
        between = GAP if fits else f"\n{GAP}"
        self._console.print(Text.assemble((text, "bold"), (f"{between}{rest}", "dim")))

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Print rows below headings, numbers to the right; a row per paragraph where the width is too small."""
        told = [[shown(cell, self.language) for cell in row] for row in rows]
        widths = [max(map(cell_len, column)) for column in zip(headings, *told, strict=True)]
        if self._console.is_terminal and sum(widths) + len(GAP) * len(widths) > self._console.width:
            self._fields(headings, told)
            return
        is_number = [bool(rows) and all(isinstance(row[at], int) for row in rows) for at in range(len(headings))]
        for number, cells in enumerate([headings, *told]):
            placed = (
                cell.rjust(width) if right else cell.ljust(width)
                for cell, width, right in zip(cells, widths, is_number, strict=True)
            )
            self._print(f" {GAP.join(placed)}".rstrip(), "" if number else "bold")

    def _fields(self, headings: Sequence[str], told: Sequence[Sequence[str]]) -> None:
        for name, *cells in told:
            self._print(f" {name}", "bold")
            for heading, cell in zip(headings[1:], cells, strict=True):
                self.line(f"{heading}: {cell}", indent=3, hang=2)

    def _wrapped(self, text: str, further: str) -> str:
        if not self._console.is_terminal:
            return text.rstrip()
        lines = textwrap.wrap(
            text,
            self._console.width,
            subsequent_indent=further,
            break_long_words=False,
            break_on_hyphens=False,
            replace_whitespace=False,
            drop_whitespace=True,
        )
        return "\n".join(lines)

    def _print(self, text: str, style: str) -> None:
        self._console.print(Text(text), style=style or None)
