# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any table of text with a sign between the fields: CSV, TSV and their kin.

A file that is well formed is read by Arrow in one pass. Arrow forgives what a register must not (a quote that is never
closed, text after a closing quote), so the quotes are counted beforehand; whatever is not as it should be is walked
again line by line, to tell every fault with its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from pandzicht.definitions.source import Format
from pandzicht.readers.bundle import gathered
from pandzicht.readers.csv_lines import Defect, Dialect, Lines, Record, next_record
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.encoding import place_after, to_utf8
from pandzicht.readers.findings import Findings
from pandzicht.readers.header import Place, named, without_unnamed
from pandzicht.readers.signature import Kind, expect

SUFFIXES = (".csv", ".txt", ".tsv")
"""How the name of such a file ends within an archive."""

_BLOCK = 4 << 20
_LARGEST_BLOCK = (1 << 31) - 1
_WINDOW = 1 << 24
_ANY_TEXT = re.compile(rb"[^\r\n]")
_SEPARATOR_LINE = re.compile(r'"?sep=.', re.IGNORECASE)
_LIKELY = {";": "';'", ",": "','", "\t": "a tab", "|": "'|'"}


def read_csv(files: Sequence[Path], form: Format) -> Delivered:
    """Read delimited text files of one layout (`delimiter`, `quote`, `encoding`, `header_lines`, `columns`).

    Every value is the text that stands in the file; an empty field is null. Blank lines are no records. Raises
    DeliveryFaults with every fault of every file, at its line and column.
    """
    return gathered(
        files, lambda content, findings: read_content(content, form, findings), suffixes=(".csv", ".txt", ".tsv")
    )


def read_content(content: bytes, form: Format, findings: Findings, *, absent: Sequence[str] = ()) -> pa.Table:
    """Read the bytes of one delimited text file; for the readers of registers whose files are such text.

    `absent` are texts that the register writes for no value. Raises DeliveryFaults where the file cannot be read on;
    other faults are noted.
    """
    expect(Kind.TEXT, content, findings)
    dialect = _dialect(form, findings)
    content = to_utf8(content, form.encoding, findings)
    _refuse_zeros(content, findings)
    lines = Lines(content)
    header = _header(lines, dialect, form, findings)
    start = lines.passed
    if not _ANY_TEXT.search(content, start):
        raise findings.stop(f"line {lines.number + 1}", "no rows", "deliver a file with rows, or no file")
    names = named(header.names, header.place, findings)
    rows = pa.py_buffer(content).slice(start)
    nulls = ["", *absent]
    table = _parsed(rows, names, dialect, nulls, _BLOCK) if _is_regular(rows, dialect) else None
    if table is None or len(findings):
        _walk(lines, dialect, len(names), findings)
        findings.raise_if_any()
        table = _parsed(rows, names, dialect, nulls, _LARGEST_BLOCK)
    if table is None:
        raise findings.stop("", "a record too large to read", f"at most {_LARGEST_BLOCK >> 20} MiB is read")
    if form.columns and tuple(str(table.column(at)[0]) for at in range(len(names))) == form.columns:
        findings.add("line 1", "the names of the columns, though columns are declared", "remove 'columns'")
    return without_unnamed(table, header.names, header.place, findings)


@dataclass(frozen=True, slots=True)
class _Header:
    names: Sequence[str]
    place: Place


def _dialect(form: Format, findings: Findings) -> Dialect:
    """Return the declared signs, which must be different, single and ASCII."""
    for word, sign, usual in (("delimiter", form.delimiter, ";"), ("quote", form.quote or '"', '"')):
        if len(sign.encode()) != 1 or sign in "\r\n":
            raise findings.stop(
                "", f"the declared {word} {sign!r} cannot be read", f"declare one sign, such as {usual}"
            )
    if form.delimiter == form.quote:
        raise findings.stop("", f"{form.quote!r} is declared as delimiter and as quote", "declare two different signs")
    return Dialect(form.delimiter, form.quote)


def _refuse_zeros(content: bytes, findings: Findings) -> None:
    first = content.find(b"\0")
    if first >= 0:
        found = f"NUL bytes ({content.count(0):,} in all): this is not text"
        raise findings.stop(place_after(content[:first]), found, "deliver it again as text")


def _header(lines: Lines, dialect: Dialect, form: Format, findings: Findings) -> _Header:
    """Return the names in the header, or those that were declared for a file without one."""
    for _ in range(form.header_lines):
        if not lines.take():
            found = f"the file ends within the {form.header_lines} lines before the header"
            raise findings.stop(f"line {lines.number}", found, "correct 'header_lines'")
    if form.columns:
        return _Header(form.columns, lambda at: f"declared column {at + 1}")
    try:
        record = next_record(lines, dialect)
    except Defect as defect:
        if defect.sign in _LIKELY:
            found = f"{_LIKELY[defect.sign]} after a quoted name; the declared delimiter is {dialect.delimiter!r}"
            raise findings.stop(defect.place, found, _remedy(defect.sign)) from defect
        raise findings.stop(defect.place, defect.found, defect.remedy) from defect
    if record is None:
        raise findings.stop(f"line {lines.number + 1}", "no header and no rows", "deliver the file again")
    names = record.fields(dialect.quote)
    _judge_first_line(record, names, dialect, findings)
    return _Header(names, lambda at: record.place(record.starts[at]))


def _judge_first_line(record: Record, names: Sequence[str], dialect: Dialect, findings: Findings) -> None:
    """Raise DeliveryFaults when the first line is no header by the declared delimiter."""
    if _SEPARATOR_LINE.match(record.text):
        raise findings.stop(record.place(0), "Excel's line 'sep=' before the header", "declare 'header_lines: 1'")
    if len(names) > 1:
        return
    if record.text.lstrip()[:1] in ("{", "["):
        raise findings.stop(record.place(0), "this looks like JSON", "declare 'reader: json'")
    others = [sign for sign in _LIKELY if sign in names[0] and sign != dialect.delimiter]
    if others:
        found = f"one column, whose name holds {_LIKELY[others[0]]}; the declared delimiter is {dialect.delimiter!r}"
        raise findings.stop(record.place(0), found, _remedy(others[0]))


def _remedy(sign: str) -> str:
    return f"declare {_LIKELY[sign]} as 'delimiter' when that is what it is"


def _is_regular(rows: pa.Buffer, dialect: Dialect) -> bool:
    """Tell whether every quote opens or closes a whole field, so that a reader that forgives reads what is there.

    Of the quotes in well-formed text every odd one stands at the beginning of a field or just after the quote before
    it, and every even one at the end of a field or just before the next quote.
    """
    if not dialect.quote:
        return True
    signs = np.frombuffer(rows, dtype=np.uint8)
    beside = np.zeros(256, dtype=bool)
    beside[[ord(dialect.delimiter), ord(dialect.quote), *b"\r\n"]] = True
    seen = 0
    for start in range(0, len(signs), _WINDOW):
        places = np.flatnonzero(signs[start : start + _WINDOW] == ord(dialect.quote)) + start
        opening, closing = places[seen % 2 :: 2], places[1 - seen % 2 :: 2]
        before, after = opening[opening > 0] - 1, closing[closing + 1 < len(signs)] + 1
        if not (beside[signs[before]].all() and beside[signs[after]].all()):
            return False
        seen += len(places)
    return seen % 2 == 0


def _parsed(
    rows: pa.Buffer, names: Sequence[str], dialect: Dialect, nulls: Sequence[str], block: int
) -> pa.Table | None:
    """Return the rows as text, or None when they do not all have the same number of fields."""
    try:
        return csv.read_csv(
            pa.BufferReader(rows),
            read_options=csv.ReadOptions(column_names=names, block_size=block),
            parse_options=csv.ParseOptions(
                delimiter=dialect.delimiter, quote_char=dialect.quote or False, newlines_in_values=bool(dialect.quote)
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=True, null_values=nulls, check_utf8=False,
            ),
        )  # fmt: skip
    except pa.ArrowInvalid:
        return None


def _walk(lines: Lines, dialect: Dialect, expected: int, findings: Findings) -> None:
    """Note every record that is not well formed or does not have a field for every column."""
    while True:
        try:
            record = next_record(lines, dialect)
        except Defect as defect:
            findings.add(defect.place, defect.found, defect.remedy)
            continue
        if record is None:
            return
        if len(record.starts) != expected:
            _note_uneven(record, expected, findings)
            lines.give_back_after_first(record)


def _note_uneven(record: Record, expected: int, findings: Findings) -> None:
    count = len(record.starts)
    found = f"{count} field{'s' if count != 1 else ''} where the header has {expected}"
    remedy = "a field with the delimiter or a line end in it needs quotes around it"
    if record.last_line != record.line:
        remedy = f"the record runs on to line {record.last_line}: a quote may not be closed"
    elif count < expected and not record.text.endswith(("\r", "\n")):
        remedy = "the file ends within this line: it was cut off, deliver it again"
    findings.add(record.place(record.starts[expected] if count > expected else record.ends[-1]), found, remedy)
