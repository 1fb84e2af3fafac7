# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The very rows of the sources: fetched by their place in a delivery, a row group at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.definitions.scope import field_kinds
from pandzicht.definitions.source import Source
from pandzicht.governance.concerned import person
from pandzicht.governance.desk import Operation
from pandzicht.sources.delivery import Delivery, read_delivery
from pandzicht.sources.standing import earlier_deliveries
from pandzicht.store.engine import Engine, parquet_list
from pandzicht.store.tombstone import Tombstone
from pandzicht.store.workspace import Workspace

PLACE = ("row_id", "file_no", "record_no")


@dataclass(slots=True)
class _File:
    """One rows.parquet: its row groups and where each begins."""

    path: Path

    def open(self) -> tuple[pq.ParquetFile, np.ndarray[tuple[int], np.dtype[np.int64]]]:
        file = pq.ParquetFile(self.path)
        sizes = [file.metadata.row_group(index).num_rows for index in range(file.metadata.num_row_groups)]
        return file, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


class RowStore:
    """Reads rows of the deliveries that a run used."""

    def __init__(
        self, folders: Mapping[str, Sequence[Path]], sources: Mapping[str, Source], on: date, operation: Operation
    ) -> None:
        self._folders = folders
        self._sources = sources
        self._operation = operation
        self.on = on
        self._open = lru_cache(maxsize=256)(lambda path: _File(path).open())

    def fields(self, source: str) -> tuple[str, ...]:
        """Return the fields of a source that its rows hold, as expressions name them."""
        return tuple(field_kinds(self._sources[source]))

    def shown_fields(self, source: str) -> tuple[str, ...]:
        """Return those of the fields that whoever asks may see."""
        definition = self._sources[source]
        sight = self._operation.sight
        hidden = {name for name, field in definition.fields.items() if not sight.shows(source, name, field.sensitivity)}
        return tuple(name for name in self.fields(source) if _whole(name, definition) not in hidden)

    @cached_property
    def _deliveries(self) -> Mapping[str, tuple[Delivery, ...]]:
        return {name: tuple(read_delivery(folder) for folder in folders) for name, folders in self._folders.items()}

    def delivery(self, source: str, delivery_no: int) -> Delivery:
        """Return a delivery by its number within the run."""
        return self._deliveries[source][delivery_no]

    def is_destroyed(self, source: str) -> bool:
        """Tell whether all rows of a delivery of a source that the run used were destroyed."""
        return any(delivery.is_destroyed for delivery in self._deliveries[source])

    def tombstones(self, sources: Iterable[str]) -> Iterator[tuple[Delivery, Tombstone]]:
        """Yield what of the deliveries that the run used of these sources was destroyed under a rule."""
        for source in sources:
            for delivery in self._deliveries.get(source, ()):
                for stone in delivery.tombstones:
                    yield delivery, stone

    def with_new(self, engine: Engine, workspace: Workspace, source: str, rows: pa.Table) -> pa.Table:
        """Return rows with `nieuw_geleverd`: whether each was not delivered before (null: nothing was)."""
        earlier = earlier_deliveries(workspace, self._sources[source], self._deliveries[source])
        if not earlier or rows.num_rows == 0:
            return rows.append_column("nieuw_geleverd", pa.nulls(rows.num_rows, pa.bool_()))
        before = parquet_list([delivery.rows for delivery in earlier])
        engine.register("fetched_rows", rows.select(["row_id"]))
        query = f"SELECT DISTINCT row_id FROM {before} SEMI JOIN fetched_rows USING (row_id)"
        known = {row[0] for row in engine.rows(query)}
        engine.forget("fetched_rows")
        return rows.append_column(
            "nieuw_geleverd", pa.array([item not in known for item in rows["row_id"].to_pylist()])
        )

    def fetch(self, source: str, places: Iterable[tuple[int, int]]) -> pa.Table:
        """Return the rows at places (delivery_no, row_no): delivery_no, row_id, file_no, record_no and the fields.

        Whom they concern is noted, to be logged before an answer goes out. Raises PurposeMissing when no purpose that
        was asked for covers the source.
        """
        by_delivery: dict[int, list[int]] = {}
        for delivery_no, row_no in places:
            by_delivery.setdefault(delivery_no, []).append(row_no)
        parts = [self._fetch(source, number, sorted(rows)) for number, rows in sorted(by_delivery.items())]
        table = pa.concat_tables(parts, promote_options="permissive") if parts else pa.table({})
        self.note(source, table)
        return table

    def note(self, source: str, rows: pa.Table) -> None:
        """Note whom rows concern that an answer rests on; raise PurposeMissing when no purpose covers their source."""
        definition = self._sources[source]
        persons = [name for name in definition.person_fields if name in rows.column_names]
        found = {value for name in persons for value in rows[name].to_pylist() if value is not None}
        self._operation.reads(definition, map(person, found))

    def _fetch(self, source: str, delivery_no: int, rows: list[int]) -> pa.Table:
        file, starts = self._open(self._folders[source][delivery_no] / "rows.parquet")
        wanted = np.asarray(rows, dtype=np.int64)
        groups = np.searchsorted(starts, wanted, "right") - 1
        present = set(file.schema_arrow.names)
        columns = [name for name in (*PLACE, *self.fields(source)) if name in present]
        distinct = np.unique(groups)
        table = file.read_row_groups(distinct.tolist(), columns=columns)
        begin = np.concatenate([[0], np.cumsum([starts[g + 1] - starts[g] for g in distinct])])
        positions = begin[np.searchsorted(distinct, groups)] + wanted - starts[groups]
        taken = table.take(pa.array(positions))
        return taken.add_column(0, "delivery_no", pa.array(np.full(len(rows), delivery_no, dtype=np.int16)))


def _whole(name: str, source: Source) -> str:
    """Return the field that a column belongs to: a date of which only a part is known stands in two columns."""
    whole = name.removesuffix("_vroegst").removesuffix("_laatst")
    return whole if name not in source.fields and whole in source.fields else name
