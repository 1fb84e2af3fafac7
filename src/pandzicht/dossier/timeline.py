# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happened at an address, by what the registers say of it: the day, what, and which register says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.definitions.closed_list import events_told
from pandzicht.definitions.scope import VOORKOMEN_COLUMNS
from pandzicht.definitions.source import About, Source
from pandzicht.definitions.timeline import TimelineEvent
from pandzicht.dossier.reading import Reading
from pandzicht.dossier.wording import days_of, filled, when
from pandzicht.runs.manifest import delivered_on
from pandzicht.runs.shelf import RunTables

_OBJECTS = "objecten.parquet"
_KNOWN = ("bekend_van", "bekend_tot")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: when, what, and by which register; several alike on one day are told once."""

    start: date
    end: date
    """The last day on which it may have been, where only a part of the date is known."""
    when: str
    says: str
    source: str
    delivered_on: date
    of_pand: bool
    """Whether the register names the pand and no address in it."""
    times: int = 1


def timeline_of(reading: Reading) -> tuple[Event, ...]:
    """Return what happened until the day of the run, the newest first."""
    found = Counter((*_of_rows(reading), *_of_objects(reading)))
    told = (replace(event, times=count) for event, count in found.items())
    return tuple(sorted(told, key=lambda event: (-event.end.toordinal(), event.source, event.says, event.of_pand)))


def _of_rows(reading: Reading) -> Iterator[Event]:
    for name in reading.sources:
        source = reading.source(name)
        if reading.for_inspectors and source.confidentiality == "geheim":
            continue
        told = reading.told(name)
        listed = dict.fromkeys(event for check in reading.checks for event in events_told(source, check))
        events = [event for event in listed if event.fields <= told]
        for row in reading.rows(name) if events else ():
            for event in events:
                yield from _event(reading, source, event, row.values, row.delivered_on, of_pand=row.of_pand)


def _event(
    reading: Reading,
    source: Source,
    event: TimelineEvent,
    values: Mapping[str, Any],
    delivered: date,
    *,
    of_pand: bool = False,
) -> Iterator[Event]:
    days = days_of(source, event.day, values)
    if days is None or days[0] > reading.run.on:
        return
    language = reading.language
    says = filled(event.says.in_(language), source, values, language)
    yield Event(*days, when(days, language), says, source.label.in_(language), delivered, of_pand)


def _of_objects(reading: Reading) -> Iterator[Event]:
    """Yield what the sources of the addresses tell of the object in its voorkomens, as they were known for the run."""
    run = reading.run
    purposes = {check.purpose for check in reading.checks}
    for name in run.manifest["spine"]["sources"]:
        source = reading.source(name)
        serves = not source.purposes or purposes & set(source.purposes)
        if source.about is not About.SPINE or not source.timeline or not serves or run.rows.is_destroyed(name):
            continue
        files = tuple(delivery.folder / _OBJECTS for delivery in run.rows.deliveries(name))
        delivered = delivered_on(run.manifest, name) or run.on
        for values in run.tables.once(Voorkomens, files).of(reading.address["object_id"]):
            for event in source.timeline:
                yield from _event(reading, source, event, values, delivered)


class Voorkomens:
    """The dated voorkomens of the objects of a run in deliveries of one source, by the id of their object."""

    def __init__(self, run: RunTables, files: tuple[Path, ...]) -> None:
        columns = ["object_id", *VOORKOMEN_COLUMNS, *_KNOWN]
        read = [pq.read_table(file, columns=columns) for file in files if file.is_file()]
        table = pa.concat_tables(read) if read else pa.table({name: pa.array([], pa.int64()) for name in columns})
        if table.num_rows:
            ended = pc.fill_null(pc.less_equal(table["bekend_tot"], run.known), fill_value=False)
            begun = pc.fill_null(pc.less_equal(table["bekend_van"], run.known), fill_value=True)
            table = table.filter(pc.and_(pc.and_(begun, pc.invert(ended)), table["geldig_van"].is_valid()))
        self._table = table.sort_by("object_id")
        self._ids = self._table["object_id"].to_numpy()

    def of(self, object_id: int | None) -> list[dict[str, Any]]:
        """Return the voorkomens of an object; none for a place that is no object."""
        if object_id is None:
            return []
        start, stop = np.searchsorted(self._ids, [object_id, object_id + 1])
        found: list[dict[str, Any]] = self._table.slice(start, stop - start).to_pylist()
        return found
