# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The very rows of the sources: fetched by their place in a delivery, a row group at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.definitions.scope import field_kinds
from pandzicht.definitions.source import Source
from pandzicht.governance.concerned import person
from pandzicht.governance.desk import Operation
from pandzicht.runs.row_groups import Counted, Ids, RowGroups
from pandzicht.runs.shelf import RunTables
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.standing import earlier_deliveries
from pandzicht.store.tombstone import Tombstone
from pandzicht.store.workspace import Workspace


class RowStore:
    """Reads rows of the deliveries that a run used."""

    def __init__(self, workspace: Workspace, operation: Operation, tables: RunTables) -> None:
        self._workspace = workspace
        self._sources = tables.catalogue.sources
        self._operation = operation
        self._groups = tables.once(RowGroups)

    def fields(self, source: str) -> tuple[str, ...]:
        """Return the fields of a source that its rows hold, as expressions name them."""
        return tuple(field_kinds(self._sources[source]))

    def shown_fields(self, source: str) -> tuple[str, ...]:
        """Return those of the fields that whoever asks may see."""
        definition, hidden = self._sources[source], self.hidden_fields(source)
        return tuple(name for name in self.fields(source) if _whole(name, definition) not in hidden)

    def hidden_fields(self, source: str) -> frozenset[str]:
        """Return the fields of a source that whoever asks may not see."""
        fields, sight = self._sources[source].fields, self._operation.sight
        return frozenset(name for name, field in fields.items() if not sight.shows(source, name, field.sensitivity))

    def deliveries(self, source: str) -> tuple[Delivery, ...]:
        """Return the deliveries of a source whose rows are at hand, in the order of their numbers."""
        return self._groups.deliveries(source, self._workspace)

    def delivery(self, source: str, delivery_no: int) -> Delivery:
        """Return a delivery by its number within the run."""
        return self.deliveries(source)[delivery_no]

    def is_destroyed(self, source: str) -> bool:
        """Tell whether all rows of a delivery of a source that the run used were destroyed."""
        return any(delivery.is_destroyed for delivery in self.deliveries(source))

    def tombstones(self, sources: Iterable[str]) -> Iterator[tuple[Delivery, Tombstone]]:
        """Yield what of the deliveries that the run used of these sources was destroyed under a rule."""
        for source in sources:
            for delivery in self.deliveries(source):
                for stone in delivery.tombstones:
                    yield delivery, stone

    def fetch(self, source: str, places: Iterable[tuple[int, int]]) -> pa.Table:
        """Return the rows at places (delivery_no, row_no): delivery_no, row_id, file_no, record_no and the fields.

        Whom they concern is noted, to be logged before an answer goes out. Raises PurposeMissing when no purpose that
        was asked for covers the source.
        """
        parts = []
        for number, path, rows in self._by_file(source, places):
            numbers = pa.array(np.full(len(rows), number, dtype=np.int16))
            parts.append(self._groups.rows(source, path, rows).add_column(0, "delivery_no", numbers))
        table = pa.concat_tables(parts, promote_options="permissive") if parts else pa.table({})
        self.note(source, table)
        return table

    def counted(self, source: str, places: Iterable[tuple[int, int]]) -> Counted:
        """Return which of the rows at places each active indicator of a source counts, in the order of `fetch`."""
        parts = [
            self._groups.counted(source, path, rows, lambda: self._before(source))
            for _, path, rows in self._by_file(source, places)
        ]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}

    def note(self, source: str, rows: pa.Table) -> None:
        """Note whom rows concern that an answer rests on; raise PurposeMissing when no purpose covers their source."""
        definition = self._sources[source]
        persons = [name for name in definition.person_fields if name in rows.column_names]
        found = {value for name in persons for value in rows[name].to_pylist() if value is not None}
        self._operation.reads(definition, map(person, found))

    def _by_file(self, source: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, Path, list[int]]]:
        """Yield the deliveries of which rows are asked, each with its file and the numbers of the rows."""
        wanted: dict[int, list[int]] = {}
        for delivery_no, row_no in places:
            wanted.setdefault(delivery_no, []).append(row_no)
        for number, rows in sorted(wanted.items()):
            yield number, self.delivery(source, number).rows, rows

    def _before(self, source: str) -> Ids | None:
        """Return the ids of the rows in which a row of the newest delivery could have stood before, in order."""
        earlier = earlier_deliveries(self._workspace, self._sources[source], self.deliveries(source))
        read = [pq.read_table(one.rows, columns=["row_id"])["row_id"].drop_null().to_numpy() for one in earlier]
        return np.unique(np.concatenate(read)) if read else None


def _whole(name: str, source: Source) -> str:
    """Return the field that a column belongs to: a date of which only a part is known stands in two columns."""
    whole = name.removesuffix("_vroegst").removesuffix("_laatst")
    return whole if name not in source.fields and whole in source.fields else name
