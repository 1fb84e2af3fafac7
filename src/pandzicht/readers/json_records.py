# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The records of delivered JSON files in the engine: one row of JSON text per record, with its place.

A file is a list of records (read by the engine itself), a document that holds the list somewhere (an answer of an
API, one page of many), or a document that is itself one record. Files may come in a zip or gzip.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.bundle import gathered
from pandzicht.readers.encoding import to_utf8
from pandzicht.readers.findings import SHOWN, SUBJECT, Findings
from pandzicht.readers.json_document import BrokenDocument, Document, cut
from pandzicht.readers.json_keys import KeyWatch, forbidden
from pandzicht.readers.signature import Kind, expect
from pandzicht.store.engine import Engine, EngineFault, literal

PLACE = "record {record_no}"
AGAIN = "ask for the delivery again and do not edit it"
_BOM = b"\xef\xbb\xbf"
_UTF8 = {"utf-8", "utf-8-sig"}
_ENDS = 4_096
_LOOKED_AT = 10_000
"""Records whose keys are looked over at once, so that memory stays small."""
_NESTED = "contains(substr(CAST(record AS VARCHAR), 2), '{')"
_FLAT_REPEATS = f"""
SELECT count(*) FROM (SELECT any_value(json_keys(record)) AS keys FROM records WHERE NOT {_NESTED}
GROUP BY CAST(json_keys(record) AS VARCHAR)) WHERE len(keys) <> list_unique(keys)
"""
"""Of records without objects in them the engine tells, once per list of keys, whether any holds a key twice."""
_PATTERN = frozenset("*?[]{}")


@dataclass(frozen=True, slots=True)
class Page:
    """One JSON file as read: how many records it held, where they stood, and what stood beside them."""

    name: str
    count: int
    at: str
    envelope: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the records of a format may stand in a document."""

    lists: tuple[str, ...] = ("",)
    """Dotted paths of the list; empty: the document is the list."""
    lone: tuple[str, ...] = ()
    """Fields by which a document is recognised that is itself one record."""


def load_records(engine: Engine, files: Sequence[Path], places: Places, form: Format) -> tuple[Page, ...]:
    """Fill the engine's table `records` with file_no SMALLINT, record_no INTEGER and record JSON, in file order.

    `form.records`, when given, is the only place where the list may stand. Raises DeliveryFaults with the faults of
    all files: not JSON at line and column, cut off, in another encoding, an error answer of an API, no list of
    records, a record that is no object.
    """
    places = Places((form.records,), places.lone) if form.records else places
    engine.run("SET preserve_insertion_order = true")
    pages = _load_lists(engine, files) if "" in places.lists and form.encoding in _UTF8 else None
    if pages is not None:
        refuse_repeated_keys(engine, [page.name for page in pages])
    else:
        pages = _load_documents(engine, files, places, form)
    faults = _no_objects(engine, pages)
    if faults:
        raise DeliveryFaults(SUBJECT, faults)
    return pages


def refuse_repeated_keys(engine: Engine, names: Sequence[str]) -> None:
    """Raise DeliveryFaults when a key stands twice in an object of the engine's records, of files by these names."""
    watch = KeyWatch()
    decode = json.JSONDecoder(parse_int=str, object_pairs_hook=watch).decode
    findings = [Findings(name) for name in names]
    looked_over = "TRUE" if engine.value(_FLAT_REPEATS) else _NESTED
    piece = f"SELECT file_no, record_no, record FROM records WHERE rowid BETWEEN ? AND ? AND {looked_over}"
    for start in range(0, int(engine.value("SELECT count(*) FROM records")), _LOOKED_AT):
        for file_no, record_no, record in engine.rows(piece, [start, start + _LOOKED_AT - 1]):
            watch.is_suspect = False
            try:
                decode(record)
                wrong = list(forbidden(record, "$")) if watch.is_suspect else []
            except RecursionError:
                wrong = ["nested too deeply"]
            for found in wrong:
                findings[file_no].add(f"record {record_no}", found, AGAIN)
    faults = [fault for of_file in findings for fault in of_file.faults]
    if faults:
        raise DeliveryFaults(SUBJECT, faults)


def _load_lists(engine: Engine, files: Sequence[Path]) -> tuple[Page, ...] | None:
    """Read files that are lists with the engine; None when any is something else or must be looked at closely."""
    if not all(map(_is_list, files)):
        return None
    _create(engine)
    pages = []
    for file_no, file in enumerate(files):
        source = f"read_json_objects({literal(file.as_posix())}, format = 'array')"
        numbered = f"SELECT CAST(? AS SMALLINT), CAST(row_number() OVER () AS INTEGER), json FROM {source}"
        try:
            engine.run(f"INSERT INTO records {numbered}", [file_no])
        except EngineFault:
            return None
        count = int(engine.value("SELECT count(*) FROM records WHERE file_no = ?", [file_no]))
        pages.append(Page(file.name, count, ""))
    return tuple(pages)


def _create(engine: Engine) -> None:
    engine.run("CREATE OR REPLACE TABLE records (file_no SMALLINT, record_no INTEGER, record JSON)")


def _is_list(file: Path) -> bool:
    """Tell whether a file begins and ends as a list does; the engine lets pass one that was cut after a comma.

    A name with signs that the engine takes for a pattern is left to be read by hand.
    """
    if not file.is_file() or _PATTERN & set(file.as_posix()):
        return False
    with file.open("rb") as stream:
        first = stream.read(_ENDS).removeprefix(_BOM).lstrip()[:1]
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - _ENDS))
        last = stream.read().rstrip()[-1:]
    return (first, last) == (b"[", b"]")


def _load_documents(engine: Engine, files: Sequence[Path], places: Places, form: Format) -> tuple[Page, ...]:
    pages: list[Page] = []

    def read_one(content: bytes, findings: Findings) -> pa.Table:
        expect(Kind.TEXT, content, findings)
        text = to_utf8(content, form.encoding, findings).decode()
        document = _cut(text, places, findings)
        for record, found in document.repeated:
            findings.add(record, found, AGAIN)
        findings.raise_if_any()
        if document.at is None:
            document = _lone(text, document, places, findings)
        pages.append(Page(findings.name, len(document.records), document.at or "", document.envelope))
        return pa.table({"record": pa.array(document.records, pa.large_string())})

    delivered = gathered(files, read_one, suffixes=(".json",))
    _create(engine)
    engine.register("delivered_records", delivered.table)
    engine.run("INSERT INTO records SELECT file_no, record_no, record FROM delivered_records")
    engine.forget("delivered_records")
    return tuple(pages)


def _cut(text: str, places: Places, findings: Findings) -> Document:
    try:
        return cut(text, places.lists)
    except BrokenDocument as broken:
        if broken.is_cut:
            found = f"the file ends in the middle, after {broken.whole_records:,} whole records"
        elif broken.whole_records:
            found = f"not JSON in record {broken.whole_records + 1:,}: {broken}"
        else:
            found = f"not JSON: {broken}"
        raise findings.stop(f"line {broken.line}, column {broken.column}", found, AGAIN) from broken


def _lone(text: str, document: Document, places: Places, findings: Findings) -> Document:
    """Return a document that is itself the record, or tell what it is instead."""
    envelope = document.envelope
    if any(name in envelope for name in places.lone):
        return Document("", (text,))
    error = _error_answer(envelope)
    if error:
        raise findings.stop("", f"this is an error answer of the API, not data ({error})", "ask for the answer again")
    wanted = " or ".join(f"'{path}'" if path else "the document itself" for path in places.lists)
    names = ", ".join(list(envelope)[:8]) or "nothing"
    raise findings.stop(
        "$",
        f"no list of records at {wanted}; the document holds {names}",
        "name the path of the list at 'records' under 'format', or deliver the file that this reader is for",
    )


def _error_answer(envelope: dict[str, Any]) -> str:
    """Return what an error answer says (RFC 9457 problem+json, OData, or a bare `error`), or nothing."""
    if "title" in envelope and ("status" in envelope or "detail" in envelope):
        return ": ".join(str(envelope[name]) for name in ("status", "title", "detail") if envelope.get(name))
    error = next((envelope[name] for name in ("odata.error", "error", "fout") if name in envelope), None)
    message = error.get("message", error) if isinstance(error, dict) else error
    said = message.get("value", message) if isinstance(message, dict) else message
    return str(said) if said else ""


def _no_objects(engine: Engine, pages: Sequence[Page]) -> list[Fault]:
    wrong = engine.rows(
        "SELECT file_no, record_no, json_type(record) FROM records WHERE json_type(record) <> 'OBJECT' "
        "ORDER BY file_no, record_no LIMIT ?",
        [SHOWN],
    )
    return [
        Fault(pages[file_no].name, f"record {record_no}", f"a record is an object; this is {_called(kind)}", AGAIN)
        for file_no, record_no, kind in wrong
    ]


def _called(engine_type: str) -> str:
    words = {"ARRAY": "a list", "VARCHAR": "a text", "BOOLEAN": "true or false", "NULL": "null"}
    return words.get(engine_type, "a number")
