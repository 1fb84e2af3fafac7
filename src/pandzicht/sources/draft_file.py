# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which reader a file asks for and how it is written, told from its first bytes and its fields."""

from __future__ import annotations

import codecs
import csv
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.registry import reader_named
from pandzicht.readers.signature import Kind, kind_of

_START = 256 << 10
_DELIMITERS = (";", ",", "\t", "|")
_READERS = {Kind.WORKBOOK: "xlsx", Kind.PARQUET: "parquet", Kind.SQLITE: "geopackage"}
_WELL_KNOWN: Sequence[tuple[str, frozenset[str]]] = (
    ("ep_online", frozenset({"Pand_opnamedatum", "Pand_energieklasse"})),
    ("lo3_csv", frozenset({"08.11.80", "01.01.20"})),
)
"""Readers of registers that are recognised by their columns."""
_WELL_KNOWN_JSON: Sequence[tuple[str, bytes]] = (
    ("haalcentraal_personen", b'"geslachtsnaam"'),
    ("haalcentraal_bewoning", b'"datumAanvangAdreshouding"'),
    ("woz_json", b'"vastgesteldeWaarde"'),
)
_SIGNALEN = frozenset({"signals.csv", "locations.csv"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """The reader of a file, what differs from a format's defaults, and the rows that it gave."""

    reader: str
    form: Mapping[str, str | int]
    delivered: Delivered


_Written = tuple[str, dict[str, str | int]]
"""A reader, and how the file is written."""


def recognise(files: Sequence[Path], *, part: str = "", skip: int = 0) -> Recognised:
    """Return the reader and format of files of one delivery, read with them; raise DeliveryFaults when none fits.

    `part` names the sheet or layer that is meant; `skip` is how many lines stand above the header, where a file does
    not tell that itself.
    """
    reader, form = _written(files)
    if part:
        form |= {"sheet": part, "layer": part}
    if skip:
        form["header_lines"] = skip
    return Recognised(reader, form, reader_named(reader)(files, Format.model_validate(form)))


def _written(files: Sequence[Path]) -> _Written:
    if {file.name for file in files} >= _SIGNALEN:
        return "signalen_dump", {"delimiter": ","}
    start = _start_of(files[0])
    kind = kind_of(start)
    if kind is Kind.ZIP:  # a workbook may name its parts only behind them
        kind = kind_of(files[0].read_bytes())
    if kind in _READERS:
        return _READERS[kind], {}
    if kind is not Kind.TEXT:
        found = f"is {kind.called}, in which no table can be read"
        raise DeliveryFaults("the file", [Fault(files[0].name, "", found, kind.remedy)])
    encoding = _encoding(start)
    text = start.decode(encoding, errors="ignore")
    if text.lstrip()[:1] in ("[", "{"):
        return _json_reader(start), {}
    return _table(text, encoding)


def _start_of(file: Path) -> bytes:
    """Return the first bytes of a file, of what lies in it when it is a gzip by its name and its first bytes."""
    with file.open("rb") as stream:
        start = stream.read(_START)
    if kind_of(start) is not Kind.GZIP or file.suffix.lower() != ".gz":
        return start
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return unpack.decompress(start, _START)
    except zlib.error:
        return start


def _json_reader(start: bytes) -> str:
    return next((reader for reader, mark in _WELL_KNOWN_JSON if mark in start), "json")


def _encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _table(text: str, encoding: str) -> _Written:
    lines = text.splitlines()[:50]
    delimiter = max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in lines))
    rows = list(csv.reader(lines, delimiter=delimiter))
    width = _usual_width(rows)
    before = next((at for at, row in enumerate(rows) if len(row) == width), 0)
    header = frozenset(rows[before]) if rows else frozenset()
    reader = next((name for name, marks in _WELL_KNOWN if marks <= header), "csv")
    form: dict[str, str | int] = {"delimiter": delimiter, "encoding": encoding}
    if before and reader == "csv":
        form["header_lines"] = before
    return reader, form


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    """Return how many fields most rows have: one row that is too long is no header, and those before it no title."""
    counts = Counter(len(row) for row in rows if len(row) > 1) or Counter(len(row) for row in rows)
    return counts.most_common(1)[0][0] if counts else 0
