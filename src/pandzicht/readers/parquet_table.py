# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any Parquet table, as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from pandzicht.definitions.source import Format
from pandzicht.readers.bundle import LIMITS, gathered
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.findings import Findings
from pandzicht.readers.header import named
from pandzicht.readers.signature import Kind, expect
from pandzicht.readers.text_column import as_text

SUFFIXES = (".parquet", ".pq")
_AGAIN = "the file is damaged or was cut off: ask for the delivery again"


def read_parquet(files: Sequence[Path], form: Format) -> Delivered:
    """Read Parquet files of one layout; typed values become text as `text_column` says.

    Raises DeliveryFaults for a file that is damaged, holds no rows, or would take more memory than is allowed.
    """
    del form  # such a file says itself how it is written
    return gathered(files, _one, suffixes=SUFFIXES)


def _one(content: bytes, findings: Findings) -> pa.Table:
    expect(Kind.PARQUET, content, findings)
    try:
        file = parquet.ParquetFile(pa.BufferReader(content))
        groups = range(file.metadata.num_row_groups)
        size = sum(file.metadata.row_group(group).total_byte_size for group in groups)
        if size > LIMITS.total_bytes:
            raise findings.stop("", f"unpacks to {size >> 20:,} MiB, more than can be held", "deliver it in parts")
        table = file.read()
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        said = str(error).split("\n", 1)[0]
        raise findings.stop("footer" if "footer" in said else "", f"cannot be read ({said})", _AGAIN) from error
    if not table.num_rows:
        raise findings.stop("", "no rows", "deliver a file with rows, or no file")
    text = as_text(table, findings)
    named(text.column_names, lambda at: f"column {at + 1}", findings)
    return text
