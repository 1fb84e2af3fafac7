# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""CSV as a Dutch spreadsheet opens it: semicolons, a UTF-8 mark, no cell that is carried out as a formula."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
import pyarrow.types as pat

from pandzicht.exports.described import DescribedTable
from pandzicht.exports.harmless import harmless_column

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
"""The byte order mark by which Excel knows UTF-8."""
BATCH = 20_000


def write_csv(described: DescribedTable, path: Path, *, decimal_comma: bool = False) -> None:
    """Write a table as CSV: text in quotes, a missing value as nothing, dates as 2026-03-01, lines end in LF.

    With `decimal_comma` a decimal is written as `2,50`; else as `2.50`.
    """
    table = described.table
    schema = pa.schema([(field.name, _written_as(field.type, decimal_comma=decimal_comma)) for field in table.schema])
    options = pc_csv.WriteOptions(delimiter=";", batch_size=BATCH)
    with path.open("wb") as stream:
        stream.write(MARK)
        with pc_csv.CSVWriter(stream, schema, write_options=options) as writer:
            for start in range(0, table.num_rows, BATCH):
                part = table.slice(start, BATCH)
                columns = [_written(column, decimal_comma=decimal_comma) for column in part.columns]
                writer.write_table(pa.table(columns, schema=schema))


def _written_as(kind: pa.DataType, *, decimal_comma: bool) -> pa.DataType:
    return pa.string() if decimal_comma and pat.is_decimal(kind) else kind


def _written(column: pa.ChunkedArray, *, decimal_comma: bool) -> pa.ChunkedArray:
    if pat.is_string(column.type):
        return harmless_column(column)
    if decimal_comma and pat.is_decimal(column.type):
        return pc.replace_substring(column.cast(pa.string()), ".", ",")
    return column
