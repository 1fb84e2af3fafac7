# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any JSON table: a list of records, records line after line, or a list somewhere in a document (`records`).

Nested records are laid flat as `flattening` says: lists of objects are counted, never exploded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from pandzicht.definitions.source import Format
from pandzicht.readers.bundle import gathered
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.encoding import to_utf8
from pandzicht.readers.findings import Findings
from pandzicht.readers.flattening import Flattening
from pandzicht.readers.header import named
from pandzicht.readers.json_keys import forbidden
from pandzicht.readers.json_text import Broken, JsonText
from pandzicht.readers.signature import Kind, expect

SUFFIXES = (".json", ".jsonl", ".ndjson", ".geojson")
_BATCH = 1_000
"""Records that are laid flat at once: few enough to stay in the processor's memory."""
_AGAIN = "ask for the delivery again"


def read_json(files: Sequence[Path], form: Format) -> Delivered:
    """Read JSON files of records (`records`, `encoding`); fields that a record or file lacks are null.

    Numbers keep their text. Raises DeliveryFaults with every fault of every file, at its line and column or at its
    record and JSON path; after text that is no JSON a list cannot be read on, lines can.
    """
    return gathered(
        files, lambda content, findings: _one(content, form, findings), suffixes=SUFFIXES, same_fields=False
    )


def _one(content: bytes, form: Format, findings: Findings) -> pa.Table:
    expect(Kind.TEXT, content, findings)
    records = _Records(JsonText(to_utf8(content, form.encoding, findings)), findings)
    del content
    flat = Flattening(findings)
    try:
        for batch in records.batches(form.records):
            flat.add(batch)
    except Broken as broken:
        found = f"the file ends in the middle of record {records.count + 1}" if broken.is_cut else f"no JSON: {broken}"
        raise findings.stop(broken.place, found, _AGAIN) from broken
    if not records.count:
        raise findings.stop(records.text.place, "no records", "deliver a file with records, or no file")
    table = flat.table()
    named(table.column_names, lambda at: f"$.{table.column_names[at]}", findings)
    if not table.num_columns:
        findings.add("", "the records have no fields", _AGAIN)
    return table


class _Records:
    """The records of one file, wherever in it they stand."""

    def __init__(self, text: JsonText, findings: Findings) -> None:
        self.text = text
        self.count = 0
        self._findings = findings

    def batches(self, path: str) -> Iterator[list[dict[str, Any]]]:
        """Yield the records; raises Broken where the text is no JSON and DeliveryFaults where there is no list."""
        if path:
            yield from self._in_document(path.split("."))
        elif self.text.peek() == "[":
            yield from self._listed("$")
        else:
            yield from self._line_after_line()
        self.text.expect("")

    def _in_document(self, path: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
        """Yield the records of the list at a path of keys, then read the rest of the document."""
        above = "$"
        for key in path:
            if self.text.peek() != "{":
                raise self._findings.stop(
                    self.text.place, f"{above} is no object, so it has no '{key}'", "correct 'records' under format"
                )
            self.text.expect("{")
            self._to(key, above)
            above += f".{key}"
        if self.text.peek() != "[":
            raise self._findings.stop(self.text.place, f"{above} is no list", "correct 'records' under format")
        yield from self._listed(above)
        for key in reversed(path):
            while self.text.expect(",", "}") == ",":
                self._pass_over(above, key)

    def _to(self, wanted: str, above: str) -> None:
        """Go to the value of a key of the object that was opened."""
        others: list[str] = []
        sign = "," if self.text.peek() != "}" else self.text.expect("}")
        while sign == ",":
            key = self._key()
            if key == wanted:
                return
            self._value(f"{above}.{key}")
            others.append(f"'{key}'")
            sign = self.text.expect(",", "}")
        found = f"no '{wanted}' in {above}, which has {', '.join(others[:12]) or 'nothing'}"
        raise self._findings.stop(self.text.place, found, "correct 'records' under format")

    def _pass_over(self, above: str, taken: str) -> None:
        key = self._key()
        if key == taken:
            self._findings.add(self.text.place_of_value, f"the key '{key}' stands twice", _AGAIN)
        self._value(f"{above.rpartition('.')[0]}.{key}")

    def _key(self) -> str:
        if self.text.peek() != '"':
            self.text.expect("a key between quotes")
        key: str = self.text.value()
        self.text.expect(":")
        return key

    def _listed(self, above: str) -> Iterator[list[dict[str, Any]]]:
        """Yield the elements of a list."""
        self.text.expect("[")
        sign = "," if self.text.peek() != "]" else self.text.expect("]")
        batch: list[dict[str, Any]] = []
        while sign == ",":
            self._run(batch, between=",")
            self._to_batch(batch, f"{above}[{self.count}]")
            sign = self.text.expect(",", "]")
            if len(batch) >= _BATCH or sign == "]":
                yield batch
                batch = []

    def _line_after_line(self) -> Iterator[list[dict[str, Any]]]:
        """Yield one record after the other, with nothing but blanks between them."""
        batch: list[dict[str, Any]] = []
        while self.text.peek():
            try:
                self._run(batch, between="")
                self._to_batch(batch, "$")
            except Broken as broken:
                if not self.text.to_next_line() or self.text.peek() != "{":
                    raise
                self.count += 1
                self._findings.add(broken.place, f"no JSON: {broken}", _AGAIN)
            if len(batch) >= _BATCH:
                yield batch
                batch = []
        if self.count == len(batch) == 1:
            self._refuse_document(batch[0])
        yield batch

    def _run(self, batch: list[dict[str, Any]], *, between: str) -> None:
        plain = self.text.objects(_BATCH - 1, between=between)
        self.count += len(plain)
        batch += plain

    def _to_batch(self, batch: list[dict[str, Any]], path: str) -> None:
        value = self._value(path)
        self.count += 1
        if isinstance(value, dict):
            batch.append(value)
        else:
            self._findings.add(self.text.place_of_value, f"{path} is no object", "a record is an object of fields")

    def _value(self, path: str) -> Any:
        """Return the next value, after noting what JSON forbids in it."""
        value = self.text.value()
        if self.text.is_suspect:
            self.text.is_suspect = False
            for found in forbidden(self.text.text_of_value, path):
                self._findings.add(self.text.place_of_value, found, _AGAIN)
        return value

    def _refuse_document(self, document: dict[str, Any]) -> None:
        """Raise DeliveryFaults when the only record seems to be a document that holds the records."""
        lists = [] if self._findings.name.lower().endswith((".jsonl", ".ndjson")) else list(_lists(document, ""))
        if lists:
            found = "the document is one object, not a list of records"
            raise self._findings.stop("$", found, f"declare 'records' under format as {' or '.join(lists[:5])}")


def _lists(value: dict[str, Any], above: str) -> Iterator[str]:
    """Yield the paths through objects that hold a list of objects."""
    for key, member in value.items():
        if isinstance(member, list) and any(isinstance(element, dict) for element in member):
            yield f"'{above}{key}'"
        elif isinstance(member, dict):
            yield from _lists(member, f"{above}{key}.")
