# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The parts of an Excel workbook (Office Open XML, ECMA-376): its sheets, texts and number formats."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from pandzicht.readers.bundle import LIMITS
from pandzicht.readers.findings import Findings
from pandzicht.readers.xlsx_value import Style, style_of
from pandzicht.readers.xml_stream import LocalNames, stream_elements

NAMES = LocalNames()
_AGAIN = "save the workbook again as .xlsx"
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)
"""What the unpacking of a damaged file may raise."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet: its name on the tab, and the part of the file that holds it."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened workbook: everything but the rows of its sheets."""

    parts: Parts
    sheets: tuple[Sheet, ...]
    texts: tuple[str, ...]
    """The shared texts, to which cells point."""
    styles: tuple[Style, ...]
    epoch: datetime
    """The day from which dates are counted."""


class Parts:
    """The files of which a workbook consists."""

    def __init__(self, content: bytes, findings: Findings) -> None:
        self._findings = findings
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE as error:
            raise findings.stop("", f"is a damaged or cut workbook ({error})", _AGAIN) from error
        entries = self._archive.infolist()
        total = sum(entry.file_size for entry in entries)
        for entry in entries:
            if entry.file_size > max(LIMITS.ratio_from, LIMITS.ratio * entry.compress_size):
                found = f"unpacks to more than {LIMITS.ratio} times its size, as a zip bomb does"
                raise findings.stop(entry.filename, found, "check where the delivery came from")
        if total > LIMITS.total_bytes:
            raise findings.stop("", f"unpacks to {total >> 20:,} MiB, more than can be held", "deliver it in parts")

    def elements(self, part: str, tags: Sequence[str], root: str) -> Iterator[Any]:
        """Yield the elements with one of these local names of a part; raises DeliveryFaults."""
        try:
            with self._archive.open(part) as stream:
                yield from stream_elements(f"{self._findings.name}/{part}", stream, tags=tags, roots=[root])
        except KeyError as error:
            raise self._findings.stop(part, "this part of the workbook is not there", _AGAIN) from error
        except _DAMAGE as error:
            raise self._findings.stop(part, f"cannot be unpacked ({error})", _AGAIN) from error

    def related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Yield the id, the kind and the part of everything a part refers to."""
        folder, name = posixpath.split(part)
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        if source not in self._archive.namelist():
            return
        for element in self.elements(source, ["Relationship"], "Relationships"):
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
            yield element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target.lstrip("/")


def open_workbook(content: bytes, findings: Findings) -> Workbook:
    """Return a workbook, opened after its sizes were judged; raises DeliveryFaults."""
    parts = Parts(content, findings)
    main = next((target for _, kind, target in parts.related("") if kind == "officeDocument"), "")
    if not main.endswith(".xml"):
        raise findings.stop("", "is a binary workbook (.xlsb) or lacks its parts", _AGAIN)
    related = list(parts.related(main))
    targets = {(kind, identity): target for identity, kind, target in related}
    first = {kind: target for _, kind, target in reversed(related)}
    sheets, epoch = _sheets(parts, main, targets)
    return Workbook(
        parts=parts,
        sheets=sheets,
        texts=tuple(_texts(parts, first["sharedStrings"])) if "sharedStrings" in first else (),
        styles=tuple(_styles(parts, first["styles"])) if "styles" in first else (),
        epoch=epoch,
    )


def rich_text(element: Any) -> str:
    """Return the text of a shared or inline text, of which parts may have their own look; phonetic signs are none."""
    texts: list[str] = []
    for part in element:
        name = NAMES[part.tag]
        if name == "t":
            texts.append(part.text or "")
        elif name == "r":
            texts += [inner.text or "" for inner in part if NAMES[inner.tag] == "t"]
    return plain_text("".join(texts))


def plain_text(text: str) -> str:
    """Return a text without the way in which a workbook writes control signs.

    >>> plain_text("a_x0041_"), plain_text("_x005F_x000D_")
    ('aA', '_x000D_')
    """
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _sheets(parts: Parts, main: str, targets: dict[tuple[str, str], str]) -> tuple[tuple[Sheet, ...], datetime]:
    """Return the worksheets in the order of their tabs, and the day from which dates are counted."""
    sheets: list[Sheet] = []
    epoch: datetime = WINDOWS_EPOCH
    for element in parts.elements(main, ["sheet", "workbookPr"], "workbook"):
        if NAMES[element.tag] == "workbookPr":
            epoch = MAC_EPOCH if element.get("date1904") in ("1", "true") else WINDOWS_EPOCH
            continue
        identity = next((value for key, value in element.items() if key.endswith("}id")), "")
        part = targets.get(("worksheet", identity))
        if part is not None:
            sheets.append(Sheet(element.get("name", ""), part))
    return tuple(sheets), epoch


def _texts(parts: Parts, part: str) -> Iterator[str]:
    for element in parts.elements(part, ["si"], "sst"):
        yield rich_text(element)


def _styles(parts: Parts, part: str) -> Iterator[Style]:
    """Yield the style of every cell format, in the order in which cells point to them."""
    codes: dict[str, str] = {}
    for element in parts.elements(part, ["numFmt", "xf"], "styleSheet"):
        if NAMES[element.tag] == "numFmt":
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
        elif NAMES[element.getparent().tag] == "cellXfs":
            number = element.get("numFmtId", "0")
            yield style_of(int(number) if number.isdecimal() else 0, codes.get(number))
