# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table as a Parquet file: written and hashed at the same time, from the same rows in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.store.content import content_hash, file_sha256

ROW_GROUP = 122_880


@dataclass(frozen=True, slots=True)
class TableFile:
    """What is kept of a written table: how many rows it has, the hash of its content and that of its bytes."""

    rows: int
    content: str
    sha256: str


def write_table(
    table: pa.Table, path: Path, *, by: Sequence[str], without: Sequence[str] = (), row_group_size: int = ROW_GROUP
) -> TableFile:
    """Write a table, its rows in the order given: `by` those columns, so that a reader finds a value in few groups.

    Columns `without` are written and are no part of the content.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        content = beside.submit(content_hash, table, without=without)
        pq.write_table(
            table,
            path,
            compression="zstd",
            row_group_size=row_group_size,
            store_schema=False,
            write_statistics=list(by),
            use_dictionary=[field.name for field in table.schema if _is_text(field.type)],
        )
        sha256 = file_sha256(path)
        return TableFile(table.num_rows, content.result(), sha256)


def _is_text(kind: pa.DataType) -> bool:
    """Tell whether values of a type repeat often enough to be written once; numbers are smaller as they are."""
    return bool(pa.types.is_string(kind) or pa.types.is_dictionary(kind))


def read_content(path: Path, *, without: Sequence[str] = ()) -> str:
    """Return the hash of the content of a written table, read back from the disk."""
    return content_hash(pq.read_table(path), without=without)
