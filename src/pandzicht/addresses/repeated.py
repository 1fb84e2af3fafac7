# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Voorkomens that stand twice in one delivery: the same twice stops it, two that contradict each other are reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.addresses.spine_tables import TABLE_OF, SpineTables
from pandzicht.errors import Fault


@dataclass(frozen=True, slots=True)
class Repeated:
    """What stands twice: `same` stops the delivery, `contradicting` is kept and reported."""

    same: tuple[Fault, ...]
    contradicting: tuple[Fault, ...]


def repeated_voorkomens(spine: SpineTables, file: str) -> Repeated:
    """Return the voorkomens whose object and number occur more than once in a delivery."""
    same: list[Fault] = []
    contradicting: list[Fault] = []
    for name in dict.fromkeys(TABLE_OF.values()):
        for rows in _groups(getattr(spine, name)):
            what = f"{name}: voorkomen {rows[0]['voorkomen']} of {_digits(name, rows[0])}"
            first, *others = [{key: value for key, value in row.items() if key != "in_onderzoek"} for row in rows]
            if first in others:
                same.append(Fault(file, what, "stands there twice", "deliver every file once, of one delivery"))
            else:
                found = f"stands there {len(rows)} times with other content"
                contradicting.append(Fault(file, what, found, "have the bronhouder correct it; all are kept"))
    return Repeated(tuple(same), tuple(contradicting))


def _groups(table: pa.Table) -> list[list[dict[str, Any]]]:
    """Return the rows that share an id and the number of the voorkomen, in groups."""
    key = table.column_names[0]
    counted = table.filter(pc.is_valid(table["voorkomen"])).group_by([key, "voorkomen"]).aggregate([([], "count_all")])
    twice = counted.filter(pc.greater(counted["count_all"], 1))
    if not twice.num_rows:
        return []
    rows = table.filter(pc.is_in(table[key], twice[key].combine_chunks())).to_pylist()
    pairs = sorted(zip(twice[key].to_pylist(), twice["voorkomen"].to_pylist(), strict=True))
    return [[row for row in rows if (row[key], row["voorkomen"]) == pair] for pair in pairs]


def _digits(name: str, row: dict[str, Any]) -> str:
    width = 4 if name == "woonplaatsen" else 16
    return f"{next(iter(row.values())):0{width}d}"
