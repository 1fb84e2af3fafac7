# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A spine that takes mutations: only the rows of the objects concerned are taken out of its tables and put back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.addresses.spine_tables import ADRESSEERBAAR, SCHEMAS, TABLE_OF, Soort, SpineTables


@dataclass(frozen=True, slots=True)
class Row:
    """One voorkomen, or one kenmerk in onderzoek, with its table, its kind and the id of its object."""

    table: str
    soort: Soort
    id: int
    values: dict[str, Any]

    @property
    def key(self) -> tuple[Any, ...]:
        """What names this voorkomen among those of its object."""
        if self.table == "in_onderzoek":
            return self.soort, self.values["kenmerk"], self.values["geldig_van"], self.values["bekend_van"]
        return (self.values["voorkomen"],)

    def __str__(self) -> str:
        width = 4 if self.soort is Soort.WOONPLAATS else 16
        kenmerk = f" (kenmerk {self.values['kenmerk']})" if self.table == "in_onderzoek" else ""
        return f"{self.soort} {self.id:0{width}d}{kenmerk}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a group was not applied: under which count, about what, what was found, what to do."""

    count: str
    what: str
    found: str
    remedy: str


class MutableSpine:
    """Applies groups of mutations one after another; a refused group leaves nothing behind."""

    def __init__(self, spine: SpineTables, concerned: Sequence[Row]) -> None:
        self._spine = spine
        self._ids = {soort: _ids(spine, soort) for soort in Soort}
        self._gemeenten = {
            key // 10**12 for soort in Soort for key in self._ids[soort] if soort is not Soort.WOONPLAATS
        }
        self._rows: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
        for table in {row.table for row in concerned}:
            ids = pa.array({row.id for row in concerned if row.table == table}, pa.int64())
            stored = getattr(spine, table)
            for values in stored.filter(pc.is_in(stored[_key(table)], ids)).to_pylist():
                self._rows[table, values[_key(table)]].append(values)

    def apply(self, group: Sequence[tuple[Row | None, Row | None]]) -> Refusal | None:
        """Apply the mutations (was, wordt) of a group, or return why none of them was."""
        added: set[tuple[Soort, int]] = set()
        rows: dict[tuple[str, int], list[dict[str, Any]]] = {}
        for was, wordt in group:
            refusal = self._outside(was, wordt, added)
            if refusal is not None:
                return refusal
            for row in (was, wordt):
                if row is not None and (row.table, row.id) not in rows:
                    rows[row.table, row.id] = list(self._rows[row.table, row.id])
            refusal = _change(rows, was, wordt)
            if refusal is not None:
                return refusal
            if was is None and wordt is not None and wordt.table != "in_onderzoek":
                added.add((wordt.soort, wordt.id))
        self._rows |= rows
        for soort, key in added:
            self._ids[soort].add(key)
        return None

    def tables(self) -> SpineTables:
        """Return the spine with all changes in its tables."""
        by_table: dict[str, dict[int, list[dict[str, Any]]]] = defaultdict(dict)
        for (table, key), rows in self._rows.items():
            by_table[table][key] = rows
        return self._spine.with_tables(**{name: self._merged(name, changed) for name, changed in by_table.items()})

    def _outside(self, was: Row | None, wordt: Row | None, added: set[tuple[Soort, int]]) -> Refusal | None:
        row = was or wordt
        if row is None or row.id in self._ids[row.soort] or (row.soort, row.id) in added:
            return None
        if was is None and row.table != "in_onderzoek" and row.id // 10**12 in self._gemeenten:
            return None
        return Refusal(
            "groepen_niet_in_deze_spine", str(row), "is about an object that is not in this spine",
            "let it be when it lies outside the area of this spine; else load a full extract first",
        )  # fmt: skip

    def _merged(self, name: str, changed: dict[int, list[dict[str, Any]]]) -> pa.Table:
        table: pa.Table = getattr(self._spine, name)
        key = _key(name)
        kept = table.filter(pc.invert(pc.is_in(table[key], pa.array(changed, pa.int64()))))
        rows = [row for found in changed.values() for row in found]
        merged = pa.concat_tables([kept.cast(SCHEMAS[name]), pa.Table.from_pylist(rows, schema=SCHEMAS[name])])
        order = [
            key,
            *(column for column in ("voorkomen", "geldig_van", "bekend_van") if column in merged.column_names),
        ]
        return merged.sort_by([(column, "ascending") for column in order])


def _change(rows: dict[tuple[str, int], list[dict[str, Any]]], was: Row | None, wordt: Row | None) -> Refusal | None:
    """Take out what was, put in what becomes; refuse when what was is not there as told, or what becomes is already."""
    if was is not None:
        stored = rows[was.table, was.id]
        match = next((row for row in stored if _same(row, was)), None)
        if match is None:
            return _differs(was, stored)
        stored.remove(match)
    if wordt is not None:
        stored = rows[wordt.table, wordt.id]
        if any(_row_key(wordt, row) == wordt.key for row in stored):
            return Refusal("groepen_was_wijkt_af", str(wordt), "adds a voorkomen that is already there", _RELOAD)
        stored.append(dict(wordt.values))
    return None


_RELOAD = "a delivery of mutations was missed or came twice; load a full extract"


def _differs(was: Row, stored: list[dict[str, Any]]) -> Refusal:
    near = next((row for row in stored if _row_key(was, row) == was.key), None)
    if near is None:
        return Refusal("groepen_was_wijkt_af", str(was), "changes a voorkomen that is not there", _RELOAD)
    columns = [name for name in was.values if name != "in_onderzoek" or was.table == "in_onderzoek"]
    told = ", ".join(
        f"{name} was {was.values[name]} by the mutation and is {near[name]} here"
        for name in columns
        if near[name] != was.values[name]
    )
    return Refusal("groepen_was_wijkt_af", str(was), f"does not match: {told}", _RELOAD)


def _same(row: dict[str, Any], was: Row) -> bool:
    # on objects and panden the column in_onderzoek is derived from other records
    return all(row[name] == value for name, value in was.values.items() if name != "in_onderzoek" or was.table == name)


def _row_key(like: Row, row: dict[str, Any]) -> tuple[Any, ...]:
    return Row(like.table, Soort(row["soort"]) if like.table == "in_onderzoek" else like.soort, like.id, row).key


def _key(table: str) -> str:
    return "id" if table == "in_onderzoek" else SCHEMAS[table].names[0]


def _ids(spine: SpineTables, soort: Soort) -> set[int]:
    table: pa.Table = getattr(spine, TABLE_OF[soort])
    if soort in ADRESSEERBAAR:
        table = table.filter(pc.equal(table["soort"], soort.value))
    return set(pc.unique(table[0]).to_pylist())
