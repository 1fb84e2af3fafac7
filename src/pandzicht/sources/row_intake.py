# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows are taken in: read, audited, typed, reduced, judged, and written sorted by address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pandzicht.readers.registry import reader_named
from pandzicht.sources.admission import admit_rows, write_tables
from pandzicht.sources.audit import Audited, audit_fields
from pandzicht.sources.binding import Binding
from pandzicht.sources.columns import Reading
from pandzicht.sources.expectations import Judged, refuse_unhealthy
from pandzicht.sources.pseudonyms import pseudonym_keys
from pandzicht.sources.taken import Order, Taken
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace

MEMORY_MIB = 1_000


def take_in_rows(
    workspace: Workspace, order: Order, folder: Path, *, threads: int, progress: Callable[[str, float], None]
) -> Taken:
    """Write the tables of a delivery of rows into a folder; raise DeliveryFaults when it may not be taken in.

    The engine has no place on disk, so that nothing of a refused or inner field can spill there.
    """
    progress(f"inlezen: {', '.join(order.file_names)}", 0.05)
    source = order.source
    audited = _audited(order)
    reading = Reading(source.format, pseudonym_keys(workspace.pseudonym_key()), Binding())
    with Engine(threads=threads, memory_mib=MEMORY_MIB) as engine:
        progress("inlezen: velden lezen", 0.25)
        admission = admit_rows(engine, source, audited, reading, on=order.on)
        progress("inlezen: verwachtingen", 0.6)
        judged = Judged(
            engine=engine,
            source=source,
            kind=order.kind,
            admission=admission,
            files=order.file_names,
            place=audited.place,
            previous=order.previous_full,
        )
        refuse_unhealthy(judged)
        progress("inlezen: schrijven", 0.65)
        tables = write_tables(engine, folder)
    malformed = {name: wrong for name, (wrong, _) in admission.malformed.items()}
    return Taken(counts=admission.counts, tables=tables, place=audited.place, malformed=malformed)


def _audited(order: Order) -> Audited:
    """Read and audit: what is refused or ignored goes no further than this function."""
    delivered = reader_named(order.source.reader)(order.paths, order.source.format)
    return audit_fields(delivered, order.source, ", ".join(order.file_names))
