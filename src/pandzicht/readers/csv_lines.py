# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lines of a CSV file, walked one by one: which records stand in them, and where one is not well formed.

RFC 4180, with any delimiter and any line end. A quote within a field that did not begin with one is an ordinary sign;
text after the quote that closes a field is a fault, because the quotes that belong to the text would be lost.
"""

from __future__ import annotations

import io
from collections import deque
from dataclasses import dataclass

_ENDS = "\r\n"


@dataclass(frozen=True, slots=True)
class Dialect:
    """The signs of a CSV file; an empty quote means that nothing is quoted."""

    delimiter: str
    quote: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands in the file: the line it begins on, its text, and where its fields begin in it."""

    line: int
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def fields(self, quote: str) -> list[str]:
        """Return the values of the record."""
        cut = [self.text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]
        return [_bare(value, quote) for value in cut] if quote else cut

    def place(self, position: int) -> str:
        """Return the place of a position in the text of the record."""
        before = self.text[:position].replace("\r\n", "\n").replace("\r", "\n")
        column = len(before) - before.rfind("\n")
        return f"line {self.line + before.count(chr(10))}, column {column}"

    @property
    def last_line(self) -> int:
        """The line the record ends on."""
        return self.line + self.text.rstrip(_ENDS).replace("\r\n", "\n").replace("\r", "\n").count("\n")


class Lines:
    """The physical lines of UTF-8 text, counted, of which one can be given back."""

    def __init__(self, text: bytes) -> None:
        self._source = io.TextIOWrapper(io.BytesIO(text), encoding="utf-8", newline="")
        self._back: deque[str] = deque()
        self.number = 0
        """The number of the line that was taken last."""
        self.passed = 0
        """The bytes of all lines that were taken."""

    def take(self) -> str:
        """Return the next line with its end, or an empty text after the last."""
        line = self._back.popleft() if self._back else self._source.readline()
        self.number += bool(line)
        self.passed += _bytes(line)
        return line

    def give_back(self, lines: list[str]) -> None:
        """Put lines back that were taken last, in their order."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)
        self.passed -= sum(map(_bytes, lines))

    def give_back_after_first(self, record: Record) -> None:
        """Put the lines of the record that was read last back, but for its first."""
        self.give_back(io.StringIO(record.text, newline="").readlines()[1:])


class Defect(Exception):
    """A record that is not well formed, at a position in its text."""

    def __init__(self, record: Record, position: int, found: str, remedy: str) -> None:
        super().__init__(found)
        self.place = record.place(position)
        self.sign = record.text[position : position + 1]
        self.found = found
        self.remedy = remedy


def next_record(lines: Lines, dialect: Dialect) -> Record | None:
    """Return the next record, or None after the last; blank lines are passed over.

    Raises Defect, after which the walk goes on at the line after the one on which the record begins.
    """
    line = "\n"
    while line and not line.strip(_ENDS):
        line = lines.take()
    if not line:
        return None
    if not dialect.quote or dialect.quote not in line:
        return _plain(lines.number, line, dialect.delimiter)
    return _Walk(lines, line, dialect).record()


def _plain(number: int, line: str, delimiter: str) -> Record:
    end = len(line.rstrip(_ENDS))
    starts, at = [0], line.find(delimiter)
    while at >= 0:
        starts.append(at + 1)
        at = line.find(delimiter, at + 1)
    return Record(number, line, tuple(starts), (*(start - 1 for start in starts[1:]), end))


class _Walk:
    """The walk over one record that has quotes in it, which may run over several lines."""

    def __init__(self, lines: Lines, line: str, dialect: Dialect) -> None:
        self._lines, self._dialect = lines, dialect
        self._first, self._taken, self._line = lines.number, [line], line
        self._offset = 0
        """Where the current line begins in the text of the record."""
        self._at = 0
        """Where the walk stands in the current line."""
        self._starts = [0]
        self._ends: list[int] = []

    def record(self) -> Record:
        """Return the record, field after field."""
        while self._field():
            self._at += 1
            self._starts.append(self._offset + self._at)
        return self._so_far()

    def _field(self) -> bool:
        """Go over one field and tell whether another follows."""
        if self._line.startswith(self._dialect.quote, self._at):
            self._to_close()
        else:
            end = self._line.find(self._dialect.delimiter, self._at)
            self._at = end if end >= 0 else len(self._line.rstrip(_ENDS))
        self._ends.append(self._offset + self._at)
        if self._line.startswith(self._dialect.delimiter, self._at):
            return True
        if self._line[self._at :].strip(_ENDS):
            raise self._defect(
                self._offset + self._at,
                f"text after a closing quote; the field began at {self._so_far().place(self._starts[-1])}",
                "double every quote within a field, and close every field that opens with one",
            )
        return False

    def _to_close(self) -> None:
        """Go to the sign after the quote that closes the field."""
        quote = self._dialect.quote
        self._at += 1
        while True:
            close = self._line.find(quote, self._at)
            if close < 0:
                self._next_line()
            elif self._line.startswith(quote, close + 1):
                self._at = close + 2
            else:
                self._at = close + 1
                return

    def _next_line(self) -> None:
        self._offset += len(self._line)
        self._line, self._at = self._lines.take(), 0
        if not self._line:
            raise self._defect(
                self._starts[-1], "the quote that opens here is never closed", "close it; or the file was cut off"
            )
        self._taken.append(self._line)

    def _so_far(self) -> Record:
        return Record(self._first, "".join(self._taken), tuple(self._starts), tuple(self._ends))

    def _defect(self, position: int, found: str, remedy: str) -> Defect:
        record = self._so_far()
        self._lines.give_back(self._taken[1:])
        return Defect(record, position, found, remedy)


def _bare(value: str, quote: str) -> str:
    """Return a value without the quotes around it."""
    return value[1:-1].replace(quote * 2, quote) if value.startswith(quote) else value


def _bytes(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode())
