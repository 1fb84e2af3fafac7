# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One JSON document (RFC 8259) cut into the texts of its records, in one pass and without building the records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from json import JSONDecodeError
from typing import Any, NoReturn

_BLANK = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n]*([,\]])[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Document:
    """The records of a document, where they stood, and everything around them."""

    at: str | None
    """Dotted path of the list of records, empty when the document is the list, None when there is no such list."""
    records: tuple[str, ...]
    envelope: dict[str, Any] = field(default_factory=dict)
    """What stands beside the records: totals, links, the parts of an error answer."""


class BrokenDocument(Exception):
    """The text stops being JSON at a line and column, after a number of whole records."""

    def __init__(self, error: JSONDecodeError, whole_records: int) -> None:
        super().__init__(error.msg)
        self.line = error.lineno
        self.column = error.colno
        self.whole_records = whole_records
        self.is_cut = not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated string")


def cut(text: str, at: Collection[str]) -> Document:
    """Cut a JSON document into the texts of its records.

    `at` holds the dotted paths where the list of records may stand; the first that is met counts.

    Raises BrokenDocument where the text is not JSON.

    >>> cut('{"count": 2, "value": [{"a": 1}, {"a": 2}]}', ["value"])
    Document(at='value', records=('{"a": 1}', '{"a": 2}'), envelope={'count': 2})
    """
    scan = _Scan(text, frozenset(at))
    try:
        envelope = scan.whole()
    except JSONDecodeError as error:
        raise BrokenDocument(error, len(scan.records)) from error
    except RecursionError as error:
        deep = JSONDecodeError("nested too deeply", text, 0)
        raise BrokenDocument(deep, len(scan.records)) from error
    return Document(scan.found_at, tuple(scan.records), envelope if isinstance(envelope, dict) else {})


class _Scan:
    """A walk over the text that goes into objects only on the way to the records."""

    def __init__(self, text: str, at: frozenset[str]) -> None:
        self.text = text
        self.at = at
        self.found_at: str | None = None
        self.records: list[str] = []
        self._decode: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder(parse_constant=_no_number).raw_decode

    def whole(self) -> Any:
        value, end = self._value(self._skip(0), "")
        end = self._skip(end)
        if end != len(self.text):
            raise JSONDecodeError("text after the end of the document", self.text, end)
        return value

    def _value(self, position: int, path: str) -> tuple[Any, int]:
        opening = self.text[position : position + 1]
        if opening == "[" and path in self.at and self.found_at is None:
            self.found_at = path
            return None, self._list_of_records(position + 1)
        if opening == "{" and (not path or any(place.startswith(f"{path}.") for place in self.at)):
            return self._object(position + 1, path)
        return self._plain(position)

    def _object(self, position: int, path: str) -> tuple[dict[str, Any], int]:
        members: dict[str, Any] = {}
        position = self._skip(position)
        if self.text[position : position + 1] == "}":
            return members, position + 1
        while True:
            name, position = self._name(position)
            found_before = self.found_at
            value, position = self._value(position, f"{path}.{name}" if path else name)
            if self.found_at == found_before or value is not None:
                members[name] = value
            position = self._skip(position)
            if self.text[position : position + 1] == "}":
                return members, position + 1
            position = self._skip(self._expect(position, ","))

    def _name(self, position: int) -> tuple[str, int]:
        if self.text[position : position + 1] != '"':
            raise JSONDecodeError("a field name between double quotes is expected", self.text, position)
        name, position = self._plain(position)
        return name, self._skip(self._expect(self._skip(position), ":"))

    def _list_of_records(self, position: int) -> int:
        position = self._skip(position)
        if self.text[position : position + 1] == "]":
            return position + 1
        while True:
            _, end = self._plain(position)
            self.records.append(self.text[position:end])
            between = _BETWEEN.match(self.text, end)
            if between is None:
                raise JSONDecodeError("',' or ']' is expected", self.text, self._skip(end))
            if between[1] == "]":
                return between.end(1)
            position = between.end()

    def _plain(self, position: int) -> tuple[Any, int]:
        try:
            return self._decode(self.text, position)
        except _NotANumber as error:
            raise JSONDecodeError(str(error), self.text, position) from error

    def _skip(self, position: int) -> int:
        match = _BLANK.match(self.text, position)
        return match.end() if match else position

    def _expect(self, position: int, sign: str) -> int:
        if self.text[position : position + 1] != sign:
            raise JSONDecodeError(f"'{sign}' is expected", self.text, position)
        return position + 1


class _NotANumber(Exception):
    """A word such as NaN where JSON has a number."""


def _no_number(word: str) -> NoReturn:
    raise _NotANumber(f"{word} is not a number of JSON")
