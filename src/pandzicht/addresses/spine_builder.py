# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of voorkomens to tables, batch by batch, so that a delivery of any size takes flat memory besides its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.addresses.bag_geometry import GeometryFault, Shape, places_of, shape_of
from pandzicht.addresses.bag_objects import BagRow, ElementFault, Onderzoek
from pandzicht.addresses.spine_tables import SCHEMAS, TABLE_OF
from pandzicht.addresses.unread import unread
from pandzicht.errors import Fault

BATCH_ROWS = 10_000
MOST_FAULTS = 1_000
"""Of single voorkomens; more are counted, not kept."""


@dataclass(frozen=True, slots=True)
class XmlPlace:
    """Where an element stands: the file from the delivery inwards and the line."""

    file: str
    line: int

    def fault(self, what: str, found: str, remedy: str) -> Fault:
        """Return a fault of a thing at this place."""
        outer, _, inner = self.file.partition("/")
        return Fault(
            outer, f"{inner}, line {self.line}, {what}" if inner else f"line {self.line}, {what}", found, remedy
        )


class SpineBuilder:
    """Takes rows one by one and hands over the tables of a delivery."""

    def __init__(self, ignored: Sequence[str] = ()) -> None:
        self._ignored = ignored
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in SCHEMAS}
        self._batches: dict[str, list[pa.RecordBatch]] = {name: [] for name in SCHEMAS}
        self._shapes: dict[str, list[tuple[int, Shape, str, XmlPlace]]] = {"objecten": [], "panden": []}
        self._unread: dict[tuple[str, str], tuple[XmlPlace, int]] = {}
        self._faults: list[Fault] = []
        self.fault_count = 0
        self.set_aside = 0

    def add(self, found: BagRow, place: XmlPlace) -> None:
        """Take one voorkomen; its geometry is read now and its place computed with many others."""
        for element in unread(found.unread, self._ignored) if found.unread else ():
            first, count = self._unread.get((found.soort, element), (place, 0))
            self._unread[found.soort, element] = (first, count + 1)
        name = TABLE_OF[found.soort]
        rows = self._rows[name]
        if found.geometry is not None and name in self._shapes:
            what = f"geometrie of {found.soort} {found.id:016d}"
            try:
                self._shapes[name].append((len(rows), shape_of(found.geometry), what, place))
            except GeometryFault as fault:
                self._note(place.fault(what, str(fault), _NO_PLACE))
        rows.append(found.row)
        if len(rows) >= BATCH_ROWS:
            self._flush(name)

    def add_onderzoek(self, found: Onderzoek) -> None:
        """Take one kenmerk in onderzoek."""
        self._rows["in_onderzoek"].append(found.row)

    def add_relation(self, row: tuple[Any, ...]) -> None:
        """Take one relation of a gemeente and a woonplaats."""
        self._rows["gemeente_woonplaatsen"].append(row)

    def put_aside(self, what: str, error: ElementFault, place: XmlPlace) -> None:
        """Note a voorkomen that cannot be read."""
        self.set_aside += 1
        self._note(
            place.fault(f"{error.element} of {what}", str(error), "have the bronhouder correct it; it is set aside")
        )

    def tables(self) -> dict[str, pa.Table]:
        """Return the finished tables in the order of their ids."""
        for name in SCHEMAS:
            self._flush(name)
        return {
            name: _ordered(pa.Table.from_batches(batches, schema=SCHEMAS[name]))
            for name, batches in self._batches.items()
        }

    def faults(self) -> tuple[Fault, ...]:
        """Return the faults of single voorkomens, at most a thousand."""
        return tuple(self._faults)

    def stopping(self) -> list[Fault]:
        """Return what stops the delivery: elements that nobody reads."""
        return [
            place.fault(
                f"{element} of a {soort}",
                f"is an element this reader does not know, in {count} voorkomen{'s' if count > 1 else ''}",
                "check the version of the schema: a field that nobody reads stops the delivery",
            )
            for (soort, element), (place, count) in sorted(self._unread.items())
        ]

    def _note(self, fault: Fault) -> None:
        self.fault_count += 1
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(fault)

    def _flush(self, name: str) -> None:
        rows, schema = self._rows[name], SCHEMAS[name]
        if not rows:
            return
        columns = [pa.array(values, kind.type) for values, kind in zip(zip(*rows, strict=True), schema, strict=True)]
        if self._shapes.get(name):
            x_cm, y_cm = self._placed(name, len(rows))
            columns[schema.get_field_index("x_cm")] = x_cm
            columns[schema.get_field_index("y_cm")] = y_cm
        self._batches[name].append(pa.RecordBatch.from_arrays(columns, schema=schema))
        rows.clear()

    def _placed(self, name: str, count: int) -> tuple[pa.Array, pa.Array]:
        """Return the places of the batch: one computation for all its geometries, spread over their rows."""
        entries = self._shapes[name]
        places = places_of([shape for _, shape, _, _ in entries])
        for index, found in sorted(places.faults.items()):
            _, _, what, place = entries[index]
            remedy = _NO_PLACE if places.x_cm[index].as_py() is None else _REPAIRED
            self._note(place.fault(what, found, remedy))
        position = np.full(count, -1)
        position[[row for row, _, _, _ in entries]] = np.arange(len(entries))
        where = pa.array(position, mask=position < 0)
        entries.clear()
        return pc.take(places.x_cm, where), pc.take(places.y_cm, where)


_NO_PLACE = "have the bronhouder correct it; the voorkomen is kept without a place"
_REPAIRED = "have the bronhouder correct it; the place is that of the repaired area"


def _ordered(table: pa.Table) -> pa.Table:
    keys = [name for name in (*table.column_names[:2], "geldig_van", "bekend_van") if name in table.column_names]
    return table.sort_by([(name, "ascending") for name in keys])
