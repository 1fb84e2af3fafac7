# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ids of the BAG in delivered columns: rows whose id cannot be one are found by their position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.addresses.spine_tables import Soort

TYPE_CODE = {
    Soort.VERBLIJFSOBJECT: "01", Soort.LIGPLAATS: "02", Soort.STANDPLAATS: "03", Soort.PAND: "10",
    Soort.NUMMERAANDUIDING: "20", Soort.OPENBARE_RUIMTE: "30",
}  # fmt: skip
"""Digits 5 and 6 of an id of 16 digits tell its kind; a woonplaats has 4 digits."""


def id_pattern(soort: Soort) -> str:
    """Return the regular expression of an id of a kind.

    >>> id_pattern(Soort.PAND)
    '^[0-9]{4}10[0-9]{10}$'
    """
    return "^[0-9]{4}$" if soort is Soort.WOONPLAATS else f"^[0-9]{{4}}{TYPE_CODE[soort]}[0-9]{{10}}$"


def improper(column: pa.ChunkedArray, pattern: str, *, optional: bool = False) -> list[int]:
    """Return the positions of the texts that do not match a pattern; an absent text does only when optional."""
    proper = pc.fill_null(pc.match_substring_regex(column, pattern), optional)
    positions: list[int] = pc.indices_nonzero(pc.invert(proper)).to_pylist()
    return positions


def repeated(table: pa.Table, keys: Sequence[str], place: str) -> list[int]:
    """Return the places (a column of numbers) of the rows whose keys another row before them had."""
    grouped = table.group_by(list(keys))
    if grouped.aggregate([]).num_rows == table.num_rows:
        return []
    counted = grouped.aggregate([(place, "list")])
    several = counted.filter(pc.greater(pc.list_value_length(counted[f"{place}_list"]), 1))
    return sorted(number for found in several[f"{place}_list"].to_pylist() for number in sorted(found)[1:])


def without_rows(table: pa.Table, positions: Iterable[int]) -> pa.Table:
    """Return a table without the rows at these positions."""
    left_out = pa.array(sorted(set(positions)), pa.int64())
    if not len(left_out):
        return table
    return table.filter(pc.invert(pc.is_in(pa.array(range(table.num_rows), pa.int64()), value_set=left_out)))
