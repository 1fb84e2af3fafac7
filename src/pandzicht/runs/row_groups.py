# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Row groups of deliveries as a process keeps them in memory, and which of their rows each indicator counts.

Only `RowStore` reads them: it asks the operation, and notes whom the rows concern.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pandzicht.definitions.scope import field_kinds
from pandzicht.runs.shelf import RunTables
from pandzicht.signals.evidence import counted_among, evidence_conditions
from pandzicht.sources.delivery import Delivery, read_delivery
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace

PLACE = ("row_id", "file_no", "record_no")
NEW = "nieuw_geleverd"
_KEPT = 640 * 2**20
"""How many bytes of rows stay in memory: about what the rows of a run over 284,000 addresses take."""

Counted = Mapping[str, NDArray[np.bool_]]
"""Per indicator of a source whether it counts each of some rows."""
Ids = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _File:
    """A rows.parquet as it is now: destroying rows makes another file of it, under the same name."""

    path: Path
    changed_ns: int
    size: int


@dataclass(slots=True)
class _Group:
    """The rows of one row group, and which of them count, once that was asked."""

    rows: pa.Table
    counted: Counted | None = None


class RowGroups:
    """Reads rows of the deliveries behind one run; those that were read last are at hand. Threads may share it."""

    def __init__(self, run: RunTables, kept: int = _KEPT) -> None:
        self._run = run
        self._limit = kept
        self._groups: OrderedDict[tuple[_File, int], _Group] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()
        self._counting = Lock()
        self._engine: Engine | None = None
        self._layout = lru_cache(maxsize=512)(_layout)
        self._conditions = lru_cache(maxsize=512)(self._conditions_of)
        self._before: dict[str, Ids | None] = {}
        self._deliveries: dict[str, tuple[Delivery, ...]] = {}

    def __len__(self) -> int:
        return len(self._groups)

    def deliveries(self, source: str, workspace: Workspace) -> tuple[Delivery, ...]:
        """Return what each delivery of a source that the run used says of itself."""
        if source not in self._deliveries:
            used = self._run.manifest["inputs"]["deliveries"].get(source, ())
            home = workspace.within(self._run.catalogue.sources[source].channel).deliveries / source
            self._deliveries[source] = tuple(read_delivery(home / item["id"]) for item in used)
        return self._deliveries[source]

    def rows(self, source: str, path: Path, numbers: Sequence[int]) -> pa.Table:
        """Return the rows with these numbers in a file, in their order: row_id, file_no, record_no and the fields."""
        parts = [group.rows.take(pa.array(at)) for group, at in self._found(source, path, numbers)]
        return pa.concat_tables(parts) if len(parts) > 1 else parts[0]

    def counted(self, source: str, path: Path, numbers: Sequence[int], before: Callable[[], Ids | None]) -> Counted:
        """Return which of the rows each active indicator of a source counts.

        `before` gives the ids of the rows of earlier deliveries, in ascending order; None when there were none.
        """
        parts = [(self._counted(source, group, before), at) for group, at in self._found(source, path, numbers)]
        return {name: np.concatenate([counted[name][at] for counted, at in parts]) for name in parts[0][0]}

    def _found(self, source: str, path: Path, numbers: Sequence[int]) -> list[tuple[_Group, NDArray[np.int64]]]:
        """Return the groups in which rows stand, each with their positions in it."""
        stat = path.stat()
        file = _File(path, stat.st_mtime_ns, stat.st_size)
        _, starts = self._layout(file)
        wanted = np.sort(np.asarray(numbers, dtype=np.int64))
        of_group = np.searchsorted(starts, wanted, "right") - 1
        return [
            (self._group(source, file, int(number)), wanted[of_group == number] - starts[number])
            for number in np.unique(of_group)
        ]

    def _group(self, source: str, file: _File, number: int) -> _Group:
        key = (file, number)
        with self._lock:
            if key in self._groups:
                self._groups.move_to_end(key)
                return self._groups[key]
        metadata, _ = self._layout(file)
        named = (*PLACE, *field_kinds(self._run.catalogue.sources[source]))
        columns = [name for name in named if name in metadata.schema.names]
        with pq.ParquetFile(file.path, metadata=metadata, memory_map=True) as opened:
            group = _Group(opened.read_row_group(number, columns=columns, use_threads=False))
        with self._lock:
            self._bytes += 0 if key in self._groups else group.rows.nbytes
            kept = self._groups.setdefault(key, group)
            while self._bytes > self._limit and len(self._groups) > 1:
                self._bytes -= self._groups.popitem(last=False)[1].rows.nbytes
            return kept

    def _counted(self, source: str, group: _Group, before: Callable[[], Ids | None]) -> Counted:
        if group.counted is None:
            conditions = self._conditions(source)
            rows = group.rows
            if any(NEW in condition for condition in conditions.values()):
                rows = rows.append_column(NEW, _is_new(rows["row_id"], self._earlier(source, before)))
            with self._counting:
                self._engine = self._engine or Engine(threads=1, memory_mib=500)
                group.counted = counted_among(self._engine, rows, conditions)
        return group.counted

    def _earlier(self, source: str, before: Callable[[], Ids | None]) -> Ids | None:
        if source not in self._before:
            self._before[source] = before()
        return self._before[source]

    def _conditions_of(self, source: str) -> Mapping[str, str]:
        catalogue = self._run.catalogue
        active = (catalogue.indicators[name] for name in self._run.manifest["active"]["indicators"])
        own = [item for item in active if item.source == source]
        return evidence_conditions(own, catalogue.sources[source], self._run.context)


def _layout(file: _File) -> tuple[pq.FileMetaData, NDArray[np.int64]]:
    """Return what a file says of itself, and the numbers of the rows with which its row groups begin and end."""
    metadata = pq.read_metadata(file.path)
    sizes = [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)]
    return metadata, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _is_new(ids: pa.ChunkedArray, before: Ids | None) -> pa.Array[Any]:
    """Return whether each row was not delivered before; null for all when nothing was."""
    if before is None:
        return pa.nulls(len(ids), pa.bool_())
    own = ids.fill_null(0).to_numpy()
    at = np.minimum(np.searchsorted(before, own), max(len(before) - 1, 0))
    return pa.array(before[at] != own if len(before) else np.ones(len(own), dtype=bool))
