# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What kind of file something is, told by its first bytes and never by its name."""

from __future__ import annotations

import re
from enum import Enum

from pandzicht.readers.findings import Findings

_START = 512
_ANY_SIGN = re.compile(rb"[^ \t\r\n\0]")


class Kind(Enum):
    """A kind of file that is delivered, rightly or by mistake: how a person calls it, and what then to do."""

    WORKBOOK = ("an Excel workbook (.xlsx)", "declare 'reader: xlsx'")
    OLD_WORKBOOK = ("an Excel workbook of before 2007 (.xls), or a locked one", "save it as .xlsx without a password")
    ZIP = ("a zip", "give it a name that ends in .zip, or deliver what lies in it")
    GZIP = ("a gzip", "give it a name that ends in .gz, or deliver what lies in it")
    PARQUET = ("a Parquet file", "declare 'reader: parquet'")
    SQLITE = ("a GeoPackage or another SQLite database", "declare 'reader: geopackage'")
    PDF = ("a PDF", "ask for the table itself")
    PAGE = ("a web page or XML document", "it may be a sign-in or error page: ask for the table itself")
    TEXT = ("text", "declare the reader of this format")

    @property
    def called(self) -> str:
        """What a person calls it."""
        return self.value[0]

    @property
    def remedy(self) -> str:
        """What to do when it was delivered instead of something else."""
        return self.value[1]


def kind_of(content: bytes) -> Kind:
    """Return what kind of file begins with these bytes; what is not known is text.

    >>> kind_of(b"%PDF-1.7").called, kind_of(b"naam;straat").called
    ('a PDF', 'text')
    """
    start = content[:_START]
    for mark, kind in _MARKS:
        if start.startswith(mark):
            return kind
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.WORKBOOK if b"xl/workbook" in content or b"xl\\workbook" in content else Kind.ZIP
    shown = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return Kind.PAGE if shown.startswith((b"<!doctype", b"<html", b"<?xml")) else Kind.TEXT


def expect(kind: Kind, content: bytes, findings: Findings) -> None:
    """Raise DeliveryFaults when the file is empty or of another kind than a reader reads."""
    if not _ANY_SIGN.search(content):
        raise findings.stop("", "the file is empty", "deliver it again")
    found = kind_of(content)
    if found is not kind:
        raise findings.stop("", f"is {found.called}, expected {kind.called}", found.remedy)


_MARKS = (
    (b"PAR1", Kind.PARQUET),
    (b"PARE", Kind.PARQUET),
    (b"SQLite format 3\0", Kind.SQLITE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_WORKBOOK),
    (b"\x1f\x8b\x08", Kind.GZIP),
    (b"%PDF", Kind.PDF),
)
