# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files of one delivery, opened one after the other and laid together as one table."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.archive import ArchiveLimits, Member, walk_archive
from pandzicht.readers.delivered import PLACE_COLUMNS, Delivered
from pandzicht.readers.findings import SUBJECT, Findings

ReadOne = Callable[[bytes, Findings], pa.Table]
"""Turns the bytes of one file into a table of text; raises or notes what is wrong."""

LIMITS = ArchiveLimits(total_bytes=8 << 30, ratio=300, depth=3, members=2_000)
"""A table is held in memory whole, so less may come out of an archive than of the BAG's."""

_CHUNK = 4 << 20
_MAX_FILES = 32_767


def gathered(
    files: Sequence[Path], read_one: ReadOne, *, suffixes: Sequence[str], same_fields: bool = True
) -> Delivered:
    """Read every file of a delivery and return them as one table, with `file_no` (from 0) and `record_no` (from 1).

    A zip or gzip is opened; what it holds must end in one of the suffixes. With `same_fields` all files need the fields
    of the first, in any order; without it a field that a file lacks is null. `record_no` is taken from the reader when
    it gave one. Raises DeliveryFaults with the faults of all files.
    """
    faults: list[Fault] = []
    tables: list[pa.Table] = []
    try:
        for number, member in enumerate(walk_archive(files, LIMITS)):
            try:
                first = tables[0] if tables and same_fields else None
                tables.append(placed(_table(member, number, read_one, suffixes, first), number))
            except DeliveryFaults as error:
                faults.extend(error.faults)
    except DeliveryFaults as error:
        faults.extend(error.faults)
    except OSError as error:
        faults.append(
            Fault(Path(str(error.filename)).name, "", f"cannot be read ({error.strerror})", "check its rights")
        )
    if not tables and not faults:
        faults.append(Fault(files[0].name if files else "", "", "no file to read", "name the files of the delivery"))
    if faults:
        raise DeliveryFaults(SUBJECT, faults)
    return Delivered(pa.concat_tables(tables, promote_options="default"), "record {record_no}")


def _table(member: Member, number: int, read_one: ReadOne, suffixes: Sequence[str], first: pa.Table | None) -> pa.Table:
    findings = Findings(member.name)
    if number >= _MAX_FILES:
        raise findings.stop("", f"more than {_MAX_FILES:,} files", "deliver fewer files at once")
    if "/" in member.name and not member.name.lower().removesuffix(".gz").endswith(tuple(suffixes)):
        raise findings.stop("", f"lies beside the delivery and is no {' or '.join(suffixes)} file", "leave it out")
    table = read_one(_content(member), findings)
    findings.raise_if_any()
    if first is not None:
        _hold_against(table, first, findings)
    return table


def placed(table: pa.Table, file_no: int) -> pa.Table:
    """Return the table with the places of its rows: the file, and the record unless the reader named it."""
    count = table.num_rows
    if "record_no" not in table.column_names:
        table = table.append_column("record_no", _column(np.arange(1, count + 1, dtype=np.int32)))
    fields = [name for name in table.column_names if name not in PLACE_COLUMNS]
    places = {"file_no": _column(np.full(count, file_no, dtype=np.int16)), "record_no": table["record_no"]}
    return pa.table({**{name: table[name] for name in fields}, **places})


def _column(numbers: np.ndarray) -> pa.Array:
    """Return numbers as an Arrow array, without the detour over pandas that Arrow takes where that is installed."""
    return pa.Array.from_buffers(pa.from_numpy_dtype(numbers.dtype), len(numbers), [None, pa.py_buffer(numbers)])


def _content(member: Member) -> bytes:
    """Return the bytes of a file, unpacked when it is a gzip by its name and its first bytes."""
    content = member.stream.read()
    if not (member.name.lower().endswith(".gz") and content.startswith(b"\x1f\x8b")):
        return content
    findings = Findings(member.name)
    parts: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as unpacked:
            while part := unpacked.read(_CHUNK):
                size += len(part)
                if size > LIMITS.total_bytes or (size > LIMITS.ratio_from and size > LIMITS.ratio * len(content)):
                    raise findings.stop(
                        "",
                        f"unpacks to more than {LIMITS.ratio} times its size, as a bomb does",
                        "deliver the file itself",
                    )
                parts.append(part)
    except (EOFError, OSError, zlib.error) as error:
        raise findings.stop("", f"is a damaged or cut gzip ({error})", "ask for the delivery again") from error
    return b"".join(parts)


def _hold_against(table: pa.Table, first: pa.Table, findings: Findings) -> None:
    """Raise DeliveryFaults when a file has other fields than the first file of its delivery."""
    own, expected = set(table.column_names), set(first.column_names) - set(PLACE_COLUMNS)
    for name in sorted(expected - own):
        findings.add("header", f"the field '{name}' of the first file is absent", "deliver files of one layout")
    for name in sorted(own - expected - set(PLACE_COLUMNS)):
        findings.add("header", f"the field '{name}' is not in the first file", "deliver files of one layout")
    findings.raise_if_any()
