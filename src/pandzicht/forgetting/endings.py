# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of deliveries that ended by what they say, as the source declares under `ends` (lawful.md 31, 32)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.ending import Ending
from pandzicht.definitions.source import FieldType, Source
from pandzicht.forgetting.due import Due, Kind
from pandzicht.sources.binding import Binding
from pandzicht.sources.columns import interval_names
from pandzicht.sources.delivery import Delivery, deliveries_of
from pandzicht.sources.folding import union_of
from pandzicht.sources.layout import key_columns
from pandzicht.store.content import file_sha256
from pandzicht.store.engine import Engine, quoted
from pandzicht.store.workspace import Workspace

_DAY, _NUMBER = quoted("#day"), quoted("#number")
"""Columns that no source can have."""
_Place = tuple[int, int]
"""The number of a delivery and of a row in it."""


def ended_rows(workspace: Workspace, catalogue: Catalogue, on: date) -> tuple[Due, ...]:
    """Return per delivery and rule the rows, or the fields of rows, that ended by a day."""
    found: list[Due] = []
    for source in catalogue.sources.values():
        part = workspace.within(source.channel)
        deliveries = deliveries_of(part, source.source) if source.ends else ()
        if deliveries:
            with Engine(threads=1, memory_mib=1_000) as engine:
                ended = _of_source(engine, source, deliveries, on)
                found += [replace(due, name=part.part_name(due.name)) for due in ended]
    return tuple(sorted(found))


def columns_of(source: Source, ending: Ending) -> tuple[str, ...]:
    """Return the columns that an ending empties; none when it is the whole row that ends."""
    return tuple(column for name in ending.clears for column in _columns(source, name))


def _of_source(engine: Engine, source: Source, deliveries: Sequence[Delivery], on: date) -> Iterator[Due]:
    gone: set[_Place] = set()
    for number, ending in enumerate(source.ends):
        columns = columns_of(source, ending)
        places = [place for place in _places(engine, source, deliveries, ending, on) if place not in gone]
        if not columns:
            gone.update(places)
        for delivery_no, delivery in enumerate(deliveries):
            rows = tuple(row_no for at, row_no in places if at == delivery_no)
            if rows:
                name, rule = f"{source.source}/{delivery.id}", f"{source.source}.ends {number + 1}"
                yield Due(Kind.ROWS, name, rule, ending.article, on, file_sha256(delivery.rows), rows, columns)


def _places(engine: Engine, source: Source, deliveries: Sequence[Delivery], ending: Ending, on: date) -> list[_Place]:
    """Return the places of rows that an ending reaches, and that still hold what it takes."""
    binding = Binding()
    rows = union_of(engine, source, deliveries)
    days = ", ".join(f"({number}, DATE '{one.date.isoformat()}')" for number, one in enumerate(deliveries))
    since = f"coalesce(CAST({quoted(ending.since)} AS DATE), {_DAY})" if ending.since else _DAY
    period = f"to_months({ending.after.months}) + to_days({ending.after.days})"
    past = f"CAST({quoted(ending.field)} AS VARCHAR) IN {binding.some(ending.values)}"
    past += f" AND CAST({since} + {period} AS DATE) <= DATE '{on.isoformat()}'"
    held = " OR ".join(f"{quoted(name)} IS NOT NULL" for name in columns_of(source, ending)) or "TRUE"
    statement = (
        f"WITH dated AS (SELECT r.*, d.{_DAY} FROM ({rows}) AS r JOIN (VALUES {days}) AS d({_NUMBER}, {_DAY}) "
        f"ON d.{_NUMBER} = r.delivery_no), past AS (SELECT * FROM dated WHERE {past}), reached AS ({_reached(source)}) "
        f"SELECT delivery_no, row_no FROM dated SEMI JOIN reached USING (delivery_no, row_no) WHERE {held} ORDER BY ALL"
    )
    return [(int(at), int(row_no)) for at, row_no in engine.rows(statement, binding.used_in(statement))]


def _reached(source: Source) -> str:
    """Return the SQL of the rows that end: by themselves, or because their key did, then or in a later delivery."""
    key = ", ".join(map(quoted, key_columns(source)))
    own = "SELECT delivery_no, row_no FROM past"
    if not key:
        return own
    until = f"SELECT {key}, max(delivery_no) AS {_NUMBER} FROM past GROUP BY {key}"
    return (
        f"{own} UNION SELECT delivery_no, row_no FROM dated JOIN ({until}) USING ({key}) WHERE delivery_no <= {_NUMBER}"
    )


def _columns(source: Source, name: str) -> tuple[str, ...]:
    return interval_names(name) if source.fields[name].type is FieldType.PARTIAL_DATE else (name,)
