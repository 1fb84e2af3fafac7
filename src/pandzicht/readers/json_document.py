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

from pandzicht.readers.json_keys import KeyWatch, forbidden

_Decode = Callable[[str, int], tuple[Any, int]]
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
    repeated: tuple[tuple[str, str], ...] = ()
    """Where a key stands twice in an object: the record (empty: beside the records), and which key it is."""


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
    Document(at='value', records=('{"a": 1}', '{"a": 2}'), envelope={'count': 2}, repeated=())
    """
    scan = _Scan(text, frozenset(at))
    try:
        envelope = scan.whole()
    except JSONDecodeError as error:
        raise BrokenDocument(error, len(scan.records)) from error
    except RecursionError as error:
        deep = JSONDecodeError("nested too deeply", text, 0)
        raise BrokenDocument(deep, len(scan.records)) from error
    beside = envelope if isinstance(envelope, dict) else {}
    return Document(scan.found_at, tuple(scan.records), beside, tuple(scan.repeated))


class _Scan:
    """A walk over the text that goes into objects only on the way to the records."""

    def __init__(self, text: str, at: frozenset[str]) -> None:
        self.text = text
        self.at = at
        self.found_at: str | None = None
        self.records: list[str] = []
        self.repeated: list[tuple[str, str]] = []
        self._watch = KeyWatch()
        self._decode = _decoder(None)
        self._look_over = _decoder(self._watch)

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
        value, end = self._plain(position)
        self._look_closely(position, end, "", f"$.{path}" if path else "$")
        return value, end

    def _object(self, position: int, path: str) -> tuple[dict[str, Any], int]:
        members: dict[str, Any] = {}
        names: set[str] = set()
        position = self._skip(position)
        if self.text[position : position + 1] == "}":
            return members, position + 1
        while True:
            name, position = self._name(position)
            if name in names:
                self.repeated.append(("", f"the key '{name}' stands twice in {f'$.{path}' if path else '$'}"))
            names.add(name)
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
            end = self._end(position)
            self.records.append(self.text[position:end])
            if self._watch.is_suspect:
                self._look_closely(position, end, f"record {len(self.records)}", "$")
            between = _BETWEEN.match(self.text, end)
            if between is None:
                raise JSONDecodeError("',' or ']' is expected", self.text, self._skip(end))
            if between[1] == "]":
                return between.end(1)
            position = between.end()

    def _plain(self, position: int) -> tuple[Any, int]:
        return self._read(self._decode, position)

    def _end(self, position: int) -> int:
        """Return where a record ends, and keep whether a key of it stands twice."""
        return self._read(self._look_over, position)[1]

    def _read(self, decode: _Decode, position: int) -> tuple[Any, int]:
        try:
            return decode(self.text, position)
        except _NotANumber as error:
            raise JSONDecodeError(str(error), self.text, position) from error

    def _look_closely(self, start: int, end: int, record: str, path: str) -> None:
        self._watch.is_suspect = False
        self.repeated += [(record, found) for found in forbidden(self.text[start:end], path)]

    def _skip(self, position: int) -> int:
        match = _BLANK.match(self.text, position)
        return match.end() if match else position

    def _expect(self, position: int, sign: str) -> int:
        if self.text[position : position + 1] != sign:
            raise JSONDecodeError(f"'{sign}' is expected", self.text, position)
        return position + 1


def _decoder(watch: KeyWatch | None) -> _Decode:
    """Return a decoder of one value; one that watches keys builds nothing of it."""
    if watch is None:
        return json.JSONDecoder(parse_constant=_no_number).raw_decode
    return json.JSONDecoder(parse_constant=_no_number, parse_int=str, object_pairs_hook=watch).raw_decode


class _NotANumber(Exception):
    """A word such as NaN where JSON has a number."""


def _no_number(word: str) -> NoReturn:
    raise _NotANumber(f"{word} is not a number of JSON")
