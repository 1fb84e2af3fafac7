# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Delimited text as registers deliver it: their separators, encodings, line ends and lines before the header."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

_MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe"}


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a delimited file is written."""

    delimiter: str = ";"
    encoding: str = "utf-8"
    mark: bool = False
    """Whether a byte order mark comes first."""
    end: str = "\n"
    quoted: bool = False
    before: tuple[str, ...] = ()
    """Lines before the header."""


PLAIN = CsvForm()


def write_csv(path: Path, table: pa.Table, form: CsvForm = PLAIN) -> None:
    """Write a table as delimited text; without quotes a value that would need them is an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    names = [f'"{name}"' if form.quoted else name for name in table.column_names]
    head = "".join(line + form.end for line in (*form.before, form.delimiter.join(names)))
    options = pa_csv.WriteOptions(
        include_header=False,
        delimiter=form.delimiter,
        quoting_style="all_valid" if form.quoted else "none",
        eol=form.end,
        batch_size=65_536,
    )
    with path.open("wb") as out:
        out.write(_MARKS[form.encoding] if form.mark else b"")
        out.write(head.encode(form.encoding))
        if form.encoding == "utf-8":
            pa_csv.write_csv(table, out, options)
        else:
            body = io.BytesIO()
            pa_csv.write_csv(table, body, options)
            out.write(body.getvalue().decode().encode(form.encoding))
