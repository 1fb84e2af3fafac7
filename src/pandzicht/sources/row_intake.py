# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows are taken in: read, audited, typed, reduced, judged, and written sorted by address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pandzicht.readers.registry import reader_named
from pandzicht.sources.admission import admit_rows, type_rows, write_tables
from pandzicht.sources.audit import audit_fields
from pandzicht.sources.binding import Binding
from pandzicht.sources.columns import Reading
from pandzicht.sources.expectations import Judged, refuse_unhealthy
from pandzicht.sources.pseudonyms import pseudonym_keys
from pandzicht.sources.taken import Order, Taken
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace

Progress = Callable[[str, float], None]
MEMORY_MIB = 3_000
"""A delivery is taken in without a place on disk; the residents of 568,000 addresses need half of this."""
_LEAVES_OUT = (".json", ".jsonl", ".ndjson")
"""Formats in which what is absent or false is not written (Haal Centraal: an absent truth value is false)."""


def take_in_rows(workspace: Workspace, order: Order, folder: Path, *, threads: int, progress: Progress) -> Taken:
    """Write the tables of a delivery of rows into a folder; raise DeliveryFaults when it may not be taken in.

    The engine has no place on disk, so that nothing of a refused or inner field can spill there.
    """
    with Engine(threads=threads, memory_mib=MEMORY_MIB) as engine:
        judged = judged_rows(engine, workspace, order, progress=progress)
        refuse_unhealthy(judged)
        progress("reading: writing", 0.7)
        tables = write_tables(engine, folder)
    admission = judged.admission
    malformed = {name: wrong for name, (wrong, _) in admission.malformed.items()}
    return Taken(counts=admission.counts, tables=tables, place=judged.place, malformed=malformed)


def judged_rows(
    engine: Engine,
    workspace: Workspace,
    order: Order,
    *,
    progress: Progress,
    seen: Callable[[Sequence[str]], None] = lambda _fields: None,
) -> Judged:
    """Make the tables of a delivery in an engine and return them with what they are held against; nothing is written.

    `seen` is told the delivered fields as soon as they are known. Raises DeliveryFaults for files that cannot be read,
    and for fields that the definition does not know what to do with.
    """
    progress("reading: files", 0.05)
    reading = Reading(order.source.format, pseudonym_keys(workspace.pseudonym_key()), Binding())
    typed = _typed(engine, order, reading, seen)
    progress("reading: rows", 0.5)
    admission = admit_rows(engine, order.source, reading, told=typed.told, inner=typed.inner, on=order.on)
    progress("reading: expectations", 0.65)
    return Judged(
        engine=engine,
        source=order.source,
        kind=order.kind,
        admission=admission,
        files=order.file_names,
        place=typed.place,
        previous=order.previous_full,
    )


@dataclass(frozen=True, slots=True)
class _Typed:
    """What is known once rows are typed: how many set aside and protected, the inner fields, the form of a place."""

    told: tuple[int, int]
    inner: frozenset[str]
    place: str


def _typed(engine: Engine, order: Order, reading: Reading, seen: Callable[[Sequence[str]], None]) -> _Typed:
    """Read, audit and type: what is refused or ignored goes no further, and the delivered text is given back."""
    delivered = reader_named(order.source.reader)(order.paths, order.source.format)
    seen(delivered.fields)
    leaves_out = all(name.lower().endswith(_LEAVES_OUT) for name in order.file_names)
    audited = audit_fields(delivered, order.source, ", ".join(order.file_names), leaves_out=leaves_out)
    del delivered
    told = type_rows(engine, order.source, audited, reading, on=order.on)
    typed = _Typed(told, audited.transient, audited.place)
    del audited
    pa.default_memory_pool().release_unused()
    return typed
