# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON (RFC 8259) read value by value through a window, so that a file of any size takes little more than its bytes.

Numbers stay the text that was written (`0.10`, `12345678901234567890`); what JSON forbids and many parsers let pass
(a key that stands twice, NaN) is told.
"""

from __future__ import annotations

import codecs
import json
import re
from contextlib import suppress
from json import JSONDecodeError
from typing import Any

_CHUNK = 1 << 20
_LARGEST_VALUE = 1 << 26
"""A single value of more characters is not read: it is a mistake or an attack."""
_NUMBER_TAIL = 3
"""A number that seems to end nearer to the end of the window may go on behind it (`1` of `1e-5`)."""
_BETWEEN = {",": re.compile(r"[ \t\n\r]*,[ \t\n\r]*"), "": re.compile(r"[ \t\n\r]+(?=\{)")}
_BLANK = re.compile(r"[ \t\n\r]*")


class Broken(Exception):
    """The text is no JSON from a place on."""

    def __init__(self, place: str, found: str, *, is_cut: bool) -> None:
        super().__init__(found)
        self.place = place
        self.found = found
        self.is_cut = is_cut


class JsonText:
    """UTF-8 text of JSON with the position up to which it was read."""

    def __init__(self, content: bytes) -> None:
        self._left = memoryview(content)
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self._text = ""
        self._at = 0
        self._start = 0
        """Where the value that was read last begins."""
        self._line = 1
        self._column = 1
        self.is_suspect = False
        """Whether a value that was read since this was set to false holds a key twice or a word that is no number."""
        decoder: Any = json.JSONDecoder(
            parse_int=str, parse_float=str, parse_constant=self._constant, object_pairs_hook=self._object
        )
        self._scan = decoder.scan_once

    @property
    def place(self) -> str:
        """The line and column of what comes next."""
        return self._place(self._at)

    @property
    def place_of_value(self) -> str:
        """The line and column at which the value that was read last begins."""
        return self._place(self._start)

    def peek(self) -> str:
        """Return the next sign that is not blank, or an empty text at the end."""
        while True:
            match = _BLANK.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_on():
                return ""

    def expect(self, *signs: str) -> str:
        """Pass over one of some signs (empty: the end) and return it; raises Broken when another comes next."""
        found = self.peek()
        if found not in signs:
            wanted = " or ".join(signs) or "the end of the document"
            raise self._broken(self._at, f"expected {wanted}, found {found or 'the end'}")
        self._at += len(found)
        return found

    def value(self) -> Any:
        """Return the next value: objects as dict, numbers as the text that was written; raises Broken."""
        self.peek()
        value: Any = None
        while True:
            end, wrong_at, found = -1, self._at, "expected a value"
            try:
                value, end = self._scan(self._text, self._at)
            except StopIteration as stop:
                wrong_at = stop.value
            except JSONDecodeError as error:
                wrong_at, found = error.pos, error.msg[0].lower() + error.msg[1:]
            except RecursionError:
                raise self._broken(self._at, "nested too deeply") from None
            if end >= 0 and (len(self._text) - end >= _NUMBER_TAIL or not self._may_be_cut()):
                self._start, self._at = self._at, end
                return value
            if not self._may_be_cut():
                raise self._broken(wrong_at, found)
            self._read_on()

    def objects(self, most: int, *, between: str) -> list[dict[str, Any]]:
        """Return the objects that come next, each with a comma (or only blanks) behind it, as far as all is plain.

        What needs a closer look stays unread: the last of a list, what is no object, what the window cuts.
        """
        self.peek()
        text, at, scan, behind = self._text, self._at, self._scan, _BETWEEN[between].match
        found: list[dict[str, Any]] = []
        with suppress(StopIteration, JSONDecodeError, RecursionError):
            while len(found) < most:
                value, end = scan(text, at)
                gap = behind(text, end)
                if gap is None or self.is_suspect or type(value) is not dict:
                    break
                found.append(value)
                at = gap.end()
        self._at, self.is_suspect = at, False
        return found

    @property
    def text_of_value(self) -> str:
        """The text of the value that was read last."""
        return self._text[self._start : self._at]

    def to_next_line(self) -> bool:
        """Pass over the rest of the line and tell whether more than blanks follows."""
        while (end := self._text.find("\n", self._at)) < 0:
            self._at = len(self._text)
            if not self._read_on():
                return False
        self._at = end + 1
        return bool(self.peek())

    def _may_be_cut(self) -> bool:
        """Tell whether what cannot be read may be a value that goes on behind the window."""
        return bool(self._left) and len(self._text) - self._at <= _LARGEST_VALUE

    def _read_on(self) -> bool:
        """Move the window on, so that it begins where reading stands, and tell whether there was more."""
        if not self._left:
            return False
        line, column = self._line_and_column(self._at)
        rest = self._text[self._at :]
        size = max(_CHUNK, len(rest))
        piece, self._left = self._left[:size], self._left[size:]
        self._text = rest + self._decode(piece, not self._left)
        self._at, self._line, self._column = 0, line, column
        return True

    def _place(self, position: int) -> str:
        line, column = self._line_and_column(position)
        return f"line {line}, column {column}"

    def _line_and_column(self, position: int) -> tuple[int, int]:
        last = self._text.rfind("\n", 0, position)
        if last < 0:
            return self._line, self._column + position
        return self._line + self._text.count("\n", 0, position), position - last

    def _broken(self, position: int, found: str) -> Broken:
        is_cut = not self._left and (found.startswith("unterminated") or not self._text[position:].strip())
        return Broken(self._place(position), found, is_cut=is_cut)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            self.is_suspect = True
        return members

    def _constant(self, _word: str) -> None:
        self.is_suspect = True
