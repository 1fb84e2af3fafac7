# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The blocks of a page of the documentation: commands with what they answer, and files that the reader makes.

```console            commands behind `$ `, each with its answer; `...` stands for lines left out
```console fails      the same, and each command is refused
```yaml title="FILE"  the whole of a file; also csv and text; csv of a FILE.xlsx are the cells of its one sheet
```diff title="FILE"  lines added to a file, after the line that stands above them
```cells title="FILE.xlsx"  cells filled in of a workbook that is there: the cell, a blank, what is put in it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import xlsxwriter

_BLOCK = re.compile(
    r"^```(?P<kind>\w+)(?P<fails> fails)?(?: title=\"(?P<file>[^\"]+)\")?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_FIGURE = re.compile(r"\b[0-9a-f]{8,}\b|\d[\d.,]*")
LEFT_OUT = "..."


@dataclass(frozen=True)
class Command:
    """A command as the reader types it, and the lines that the page says it answers."""

    words: str
    answer: tuple[str, ...]
    fails: bool


@dataclass(frozen=True)
class Written:
    """A file that the reader makes, or lines that the reader adds to one."""

    file: str
    text: str
    is_added: bool

    def put(self, folder: Path) -> None:
        """Do with the file what the page says."""
        path = folder / self.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".xlsx":
            write_cells(self.text, path)
            return
        path.write_text(self._added(path.read_text("utf-8")) if self.is_added else self.text, encoding="utf-8")

    def _added(self, before: str) -> str:
        above, text = "", before
        for line in self.text.splitlines():
            if line.startswith("+"):
                assert f"{above}\n" in text, f"{self.file} has no line {above!r}"
                text = text.replace(f"{above}\n", f"{above}\n{line[1:]}\n", 1)
            above = line[1:]
        return text


@dataclass(frozen=True)
class FilledIn:
    """Cells that the reader fills in of a workbook, or empties."""

    file: str
    cells: tuple[tuple[str, str], ...]

    def put(self, folder: Path) -> None:
        """Do with the workbook what the page says, as a person who saves it does."""
        book = openpyxl.load_workbook(folder / self.file)
        for cell, text in self.cells:
            book.active[cell].value = text or None
        book.save(folder / self.file)


def write_cells(text: str, path: Path) -> None:
    """Write lines with a `;` between the cells as a workbook, numbers as numbers, as a person who types them does."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Blad1")
        for row, line in enumerate(text.splitlines()):
            for column, cell in enumerate(line.split(";")):
                if cell:
                    sheet.write(row, column, int(cell) if cell.isdecimal() else cell)


def steps_of(page: str) -> Iterator[Command | Written | FilledIn]:
    """Yield what a page asks of its reader, from the top."""
    for block in _BLOCK.finditer(page):
        if block["kind"] == "console":
            yield from _commands(block["text"], fails=bool(block["fails"]))
        elif block["kind"] == "cells":
            cells = (line.partition(" ")[::2] for line in block["text"].splitlines())
            yield FilledIn(block["file"], tuple((cell, text) for cell, text in cells))
        elif block["file"]:
            yield Written(block["file"], block["text"], is_added=block["kind"] == "diff")


def _commands(text: str, *, fails: bool) -> Iterator[Command]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        words, *answer = part.rstrip("\n").split("\n")
        yield Command(words, tuple(answer), fails)


def unlike(told: tuple[str, ...], answered: str) -> str:
    """Return the first line of a page that a command did not answer in its place, or nothing; figures may differ."""
    lines, is_free = [_plain(line) for line in answered.splitlines()], False
    lines = [line for line in lines if line]
    for line in told:
        if line.strip() == LEFT_OUT:
            is_free = True
            continue
        if not _plain(line):
            continue
        while is_free and lines and lines[0] != _plain(line):
            lines.pop(0)
        if not lines or lines.pop(0) != _plain(line):
            return line
        is_free = False
    return "" if is_free or not lines or not told else f"(and then) {lines[0]}"


def _plain(line: str) -> str:
    return " ".join(_FIGURE.sub("#", line).split())
