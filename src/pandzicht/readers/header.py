# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The header of a table: names that a row can be read by, each once.

A column without a name is read in two cases only. Without a single value it is nothing (the sign at the end of every
line, the empty columns beside a sheet) and is left out. When it is the only one and holds a different whole number in
every row, it is the row number that statistical programs write, and is named by its position: `column_1`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.readers.delivered import PLACE_COLUMNS
from pandzicht.readers.findings import Findings

Place = Callable[[int], str]
"""The place of a header cell, by its position from 0."""


def named(names: Sequence[str], place: Place, findings: Findings) -> tuple[str, ...]:
    """Return a name for every column, noting names that stand twice or cannot be used.

    Two names that differ in capitals only are a fault: to the engine they are one.

    >>> named(["", "naam"], lambda at: f"column {at + 1}", Findings("a.csv"))
    ('column_1', 'naam')
    """
    result = tuple(name or f"column_{at}" for at, name in enumerate(names, 1))
    seen: dict[str, int] = {}
    for at, name in enumerate(result):
        first = seen.setdefault(name.casefold(), at)
        if first != at:
            found = f"the name '{name}' stands here again, as '{result[first]}' in column {first + 1}"
            findings.add(place(at), found, "give every column its own name")
        if name.casefold() in PLACE_COLUMNS:
            findings.add(place(at), f"the name '{name}' is used for the place of a row", "give the column another name")
    return result


def without_unnamed(table: pa.Table, names: Sequence[str], place: Place, findings: Findings) -> pa.Table:
    """Return the table with the columns that had no name left out or kept, and a fault where they hold values."""
    unnamed = [at for at, name in enumerate(names) if not name]
    filled = [at for at in unnamed if table.column(at).null_count < table.num_rows]
    for at in filled:
        if len(filled) > 1 or not _is_row_number(table.column(at)):
            findings.add(place(at), f"column {at + 1} holds values but has no name", "give it a name in the delivery")
    empty = [table.column_names[at] for at in unnamed if at not in filled]
    return table.drop_columns(empty) if empty else table


def _is_row_number(column: pa.ChunkedArray) -> bool:
    """Tell whether every value is a whole number that occurs once."""
    digits = pc.all(pc.match_substring_regex(column, r"^[0-9]{1,18}$")).as_py()
    return bool(column.null_count == 0 and digits and pc.count_distinct(column).as_py() == len(column))
