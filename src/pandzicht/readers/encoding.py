# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes to UTF-8 text: only from the encoding that was declared, and with the exact place where it does not hold.

A wrong guess turns `Curaçao` into `CuraÃ§ao` without anybody noticing, so nothing is guessed: bytes that speak against
the declared encoding are a fault that names the likely one.
"""

from __future__ import annotations

import codecs
import re

import numpy as np
import pyarrow as pa

from pandzicht.readers.findings import Findings

ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "iso8859-1": "latin-1",
    "iso8859-15": "iso8859-15",
    "cp1252": "cp1252",
    "cp850": "cp850",
}
"""What may be declared: the codec's own name -> how it is spoken of."""

_CONTROLS = re.compile(rb"[\x80-\x9f]")
_SAMPLE = 4_096


def to_utf8(content: bytes, encoding: str, findings: Findings) -> bytes:
    """Return a file's bytes as UTF-8 without byte order mark.

    Raises DeliveryFaults naming line and column of the first byte that the declared encoding cannot hold, an
    encoding that is not known, and a file that is plainly in another encoding than was declared.
    """
    declared = _known(encoding, findings)
    wide = _wide(content)
    if declared.startswith("utf-16"):
        return _from_wide(content, declared, wide, findings)
    if wide:
        raise findings.stop("", f"declared as {declared}, but the file is {wide}", f"declare 'encoding: {wide}'")
    if declared == "utf-8":
        return _from_utf8(content, findings)
    return _from_bytes(content, declared, findings)


def place_after(before: bytes) -> str:
    r"""Return the place of what follows after a piece of UTF-8 text, counted from 1, in characters.

    >>> place_after("één\r\ntw".encode())
    'line 2, column 3'
    """
    unix = before.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = unix.count(b"\n") + 1
    column = len(unix[unix.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return f"line {line}, column {column}"


def _known(encoding: str, findings: Findings) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        name = ""
    if name not in ENCODINGS:
        known = ", ".join(dict.fromkeys(ENCODINGS.values()))
        raise findings.stop("", f"the declared encoding '{encoding}' is not read", f"declare one of {known}")
    return ENCODINGS[name]


def _wide(content: bytes) -> str:
    """Return which UTF-16 the bytes are, by their mark or by the zeros that every second byte of Latin text then is."""
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if content.startswith(mark):
            return "utf-16"
    sample = content[:_SAMPLE]
    if len(sample) < 4:
        return ""
    for name, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if zeros.count(0) * 2 > len(zeros) and others.count(0) * 8 < len(others):
            return name
    return ""


def _from_wide(content: bytes, declared: str, wide: str, findings: Findings) -> bytes:
    if not wide and (declared == "utf-16" or 0 not in content):
        raise findings.stop(
            "", f"declared as {declared}, but the file is not", "declare 'encoding: utf-8', or what it is"
        )
    codec = declared
    if wide == "utf-16":
        marked = "utf-16-le" if content.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        if declared not in ("utf-16", marked):
            raise findings.stop("", f"declared as {declared}, but its mark says {marked}", "declare 'encoding: utf-16'")
        codec, content = marked, content[2:]
    elif wide and declared != wide:
        raise findings.stop("", f"declared as {declared}, but the file is {wide}", f"declare 'encoding: {wide}'")
    try:
        return content.decode(codec).encode()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(codec).encode()
        raise findings.stop(
            place_after(before),
            f"{_bytes(content, error)} is no {codec} ({error.reason})",
            "the file may have been cut",
        ) from error


def _from_utf8(content: bytes, findings: Findings) -> bytes:
    text = content.removeprefix(codecs.BOM_UTF8)
    if text.isascii() or _is_utf8(text):
        return text
    try:
        text.decode()
    except UnicodeDecodeError as error:
        whole = "the file ends within a character" if error.reason == "unexpected end of data" else ""
        likely = "it was cut off: deliver it again" if whole else "declare 'encoding: cp1252' when that is what it is"
        raise findings.stop(
            place_after(text[: error.start]), whole or f"{_bytes(text, error)} is no UTF-8 ({error.reason})", likely
        ) from error
    return text


def _is_utf8(text: bytes) -> bool:
    """Tell whether bytes are UTF-8, without making text of them."""
    ends = pa.py_buffer(np.array([0, len(text)], dtype=np.int64))
    whole = pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(text)])
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _from_bytes(content: bytes, declared: str, findings: Findings) -> bytes:
    if content.isascii():
        return content
    if content.startswith(codecs.BOM_UTF8) or _is_utf8(content):
        raise findings.stop("", f"declared as {declared}, but the file is UTF-8", "declare 'encoding: utf-8'")
    control = _CONTROLS.search(content) if declared in ("latin-1", "iso8859-15") else None
    if control:
        before = content[: control.start()].decode(declared).encode()
        raise findings.stop(
            place_after(before),
            f"byte 0x{control.group()[0]:02X} is no letter in {declared}",
            "declare 'encoding: cp1252' when that is what it is",
        )
    try:
        return content.decode(declared).encode()
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(declared).encode()
        raise findings.stop(
            place_after(before), f"{_bytes(content, error)} is no letter in {declared}", "ask how the file was written"
        ) from error


def _bytes(content: bytes, error: UnicodeDecodeError) -> str:
    shown = " ".join(f"0x{byte:02X}" for byte in content[error.start : error.end])
    return f"byte {shown}" if error.end - error.start == 1 else f"bytes {shown}"
