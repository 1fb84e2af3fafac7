# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How things in folders are destroyed: files go and leave a tombstone, rows are emptied in their place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.source import Source
from pandzicht.forgetting.due import Due, Kind
from pandzicht.forgetting.held import folder_of, personal_files
from pandzicht.governance.concerned import person
from pandzicht.governance.destroyed import Destroyed
from pandzicht.sources.delivery import ROWS
from pandzicht.sources.layout import ROW_GROUP
from pandzicht.sources.persons import persons_in
from pandzicht.store.content import file_sha256
from pandzicht.store.publish import publish_file, read_json, write_json
from pandzicht.store.table_file import write_table
from pandzicht.store.tombstone import Tombstone, put_tombstone
from pandzicht.store.workspace import Workspace

_PERSONAL_KEYS: Mapping[Kind, tuple[str, dict[str, object]]] = {
    Kind.SELECTION: ("selection.json", {"manual": []}),
    Kind.JUDGEMENTS: ("judgements.json", {"by": ""}),
}
"""What an account says of persons, and what is left of it: units added by hand with a reason, and who judged."""


def remove_folder(folder: Path, kind: Kind, line: Destroyed) -> None:
    """Destroy the tables of a published folder; its account with hashes stays, and a tombstone says what happened."""
    files = personal_files(folder, kind)
    gone = {path.relative_to(folder).as_posix(): file_sha256(path) for path in files}
    put_tombstone(folder, _stone(line, gone=gone))
    if kind in _PERSONAL_KEYS:
        name, emptied = _PERSONAL_KEYS[kind]
        write_json(folder / name, read_json(folder / name) | emptied)
    for path in files:
        path.unlink()
    for inner in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        inner.rmdir()


def blank_rows(folder: Path, rows: Sequence[int], columns: Collection[str], line: Destroyed) -> None:
    """Empty rows of a delivery, or some columns of them, in their place: runs find the others where they were."""
    path = folder / ROWS
    table = pq.read_table(path)
    chosen = pa.array(_marks(table.num_rows, rows), pa.bool_())
    emptied = pa.table(
        [
            _without(column, chosen) if not columns or name in columns else column
            for name, column in zip(table.column_names, table.columns, strict=True)
        ],
        names=table.column_names,
    )
    staged = path.with_name(path.name + ".new")
    written = write_table(emptied, staged, by=(), row_group_size=ROW_GROUP)
    put_tombstone(folder, _stone(line, left={ROWS: written.sha256}, rows=len(rows)))
    publish_file(staged, path)


def concerned_by(workspace: Workspace, catalogue: Catalogue, due: Sequence[Due]) -> set[bytes]:
    """Return the persons whose delivered rows are destroyed, as the processing log encrypts them."""
    found: set[bytes] = set()
    for item in due:
        source = catalogue.sources.get(workspace.part_of(item.name)[1].partition("/")[0])
        path = folder_of(workspace, Kind.DELIVERY, item.name) / ROWS
        if source is None or not path.is_file():
            continue
        if item.kind is Kind.DELIVERY:
            found |= persons_in(source, [path])
        elif item.kind is Kind.ROWS:
            found |= _persons_of(source, path, item.rows)
    return found


def _persons_of(source: Source, path: Path, rows: Sequence[int]) -> set[bytes]:
    names = [name for name in source.person_fields if name in pq.read_schema(path).names]
    table = pq.read_table(path, columns=names).take(pa.array(rows, pa.int64())) if names else pa.table({})
    return {person(value) for column in table.columns for value in column.to_pylist() if value is not None}


def _marks(count: int, rows: Sequence[int]) -> list[bool]:
    marks = [False] * count
    for row in rows:
        marks[row] = True
    return marks


def _without(column: pa.ChunkedArray, chosen: pa.Array) -> pa.ChunkedArray:
    nothing = pa.nulls(len(column), column.type)
    return pa.chunked_array([pc.if_else(chosen, nothing, column.combine_chunks())])


def _stone(line: Destroyed, **what: Any) -> Tombstone:
    day = line.destroyed_at[:10]
    return Tombstone(number=line.number, rule=line.rule, basis=line.basis, on=day, **what)
