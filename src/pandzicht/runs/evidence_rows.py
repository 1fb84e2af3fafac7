# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The source rows behind what is said of the units of a selection: each source is read once for all of them.

The filter that counts is the one that made the indicators, so the rows are as many as the figure says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from pandzicht.definitions.indicator import Indicator, Per
from pandzicht.definitions.reads import indicators_of_signal
from pandzicht.definitions.source import About
from pandzicht.runs.explanation import SourceRow
from pandzicht.runs.source_row import delivered_row, spine_row
from pandzicht.runs.wide import CheckOfRun
from pandzicht.signals.sentences import figure

Place = tuple[int, int]
"""The number of a delivery and of a row in it."""
LISTED = (Per.OBJECT, Per.PAND)
"""Things whose rows are listed; a street or an owner has too many, and has them at other addresses."""


@dataclass(frozen=True, slots=True)
class RowOfUnit:
    """A row behind what is said of a unit, the address it is linked to, and the figures that it counts for."""

    address_id: str
    """Empty when the row names the pand only."""
    row: SourceRow
    said_for: tuple[str, ...]


@dataclass(slots=True)
class _Read:
    """The rows of one source that any unit needs, and per indicator the places of those that it counts."""

    counted: dict[str, set[Place]] = field(default_factory=dict)
    records: dict[Place, SourceRow] = field(default_factory=dict)


class EvidenceRows:
    """Finds the rows behind the facts of units and, for analysts, behind every signal that is not no."""

    def __init__(self, subject: CheckOfRun) -> None:
        self._subject = subject
        self._run = subject.run
        catalogue = subject.run.catalogue
        named = (catalogue.indicators[name] for name in subject.indicators)
        self._indicators = {item.indicator: item for item in named if item.per in LISTED}
        self._of_signal = {name: indicators_of_signal(catalogue.signals[name]) for name in subject.signals}
        self._of_pand = any(item.per is Per.PAND for item in self._indicators.values())
        self._spine = {name for name, source in catalogue.sources.items() if source.about is About.SPINE}

    def of_units(self, units: Mapping[str, Sequence[int]]) -> dict[str, tuple[RowOfUnit, ...]]:
        """Return per unit its rows, given the numbers of its addresses; in the order of addresses, sources and days."""
        places = {unit: self._places(members) for unit, members in units.items()}
        wanted: dict[str, set[Place]] = {}
        for of_unit in places.values():
            for source, found in of_unit.items():
                wanted.setdefault(source, set()).update(found)
        read = {source: self._read(source, sorted(rows)) for source, rows in sorted(wanted.items())}
        return {unit: tuple(self._rows(members, places[unit], read)) for unit, members in units.items()}

    def _places(self, members: Sequence[int]) -> dict[str, dict[Place, int | None]]:
        """Return per source the rows of a unit and of its pand, each with the address that it is linked to."""
        found: dict[str, dict[Place, int | None]] = {}
        pand = self._run.addresses["pand_no"][members[0]].as_py() if self._of_pand else None
        if pand is not None:
            for link in self._run.links_of([], pand):
                found.setdefault(link.source, {})[link.delivery_no, link.row_no] = None
        for number in dict.fromkeys((*members, *(self._run.panden[pand] if pand is not None else ()))):
            for link in self._run.links_of([number]):
                found.setdefault(link.source, {})[link.delivery_no, link.row_no] = number
        return found

    def _read(self, source: str, places: list[Place]) -> _Read:
        indicators = [item for item in self._indicators.values() if item.source == source]
        if not indicators or self._run.rows.is_destroyed(source):
            return _Read()
        rows = self._run.rows.fetch(source, places)
        all_counted = self._run.rows.counted(source, places)
        counted = {item.indicator: np.flatnonzero(all_counted[item.indicator]).tolist() for item in indicators}
        listed = sorted({position for positions in counted.values() for position in positions})
        records = rows.take(pa.array(listed, pa.int64())).to_pylist()
        return _Read(
            {name: {places[position] for position in positions} for name, positions in counted.items()},
            {
                places[position]: delivered_row(self._run, source, record)
                for position, record in zip(listed, records, strict=True)
            },
        )

    def _rows(
        self, members: Sequence[int], places: Mapping[str, Mapping[Place, int | None]], read: Mapping[str, _Read]
    ) -> Iterator[RowOfUnit]:
        told = {number: self._told(number) for number in members}
        values = self._values(members)
        found = []
        for source, of_source in places.items():
            for place, number in of_source.items():
                said = [
                    self._said(item, values[about])
                    for item, about in self._about(members, number, told)
                    if place in read[source].counted.get(item.indicator, ())
                ]
                if said:
                    address = "" if number is None else str(self._run.addresses["address_id"][number])
                    row = read[source].records[place]
                    found.append(RowOfUnit(address, row, tuple(said)))
        found += self._spine_rows(told, values)
        yield from sorted(
            found, key=lambda item: (item.address_id, item.row.source, item.row.delivered_on, item.row.row_id)
        )

    def _about(
        self, members: Sequence[int], number: int | None, told: Mapping[int, Mapping[str, None]]
    ) -> Iterator[tuple[Indicator, int]]:
        """Yield the indicators for which a row is told, each with the address whose value it is told with."""
        if number is not None:
            for name in told.get(number, ()):
                if self._indicators[name].per is Per.OBJECT:
                    yield self._indicators[name], number
        for name in dict.fromkeys(name for names in told.values() for name in names):
            if self._indicators[name].per is Per.PAND:
                yield self._indicators[name], members[0]

    def _told(self, number: int) -> dict[str, None]:
        """Return what is told of an address: the facts, and what each signal reads that is not no."""
        names = dict.fromkeys(self._subject.facts)
        for signal, read in self._of_signal.items():
            if self._run.signals[signal][number].as_py() != "no":
                names |= dict.fromkeys(read)
        return {name: None for name in names if name in self._indicators}

    def _values(self, members: Sequence[int]) -> dict[int, dict[str, object]]:
        columns = self._run.indicators.select(list(self._indicators)).take(pa.array(members, pa.int64()))
        return dict(zip(members, columns.to_pylist(), strict=True)) if self._indicators else {}

    def _spine_rows(
        self, told: Mapping[int, Mapping[str, None]], values: Mapping[int, Mapping[str, object]]
    ) -> Iterator[RowOfUnit]:
        """Yield what the source of the addresses says of each address; figures of a pand have no row of their own."""
        for number, names in told.items():
            by_source: dict[str, list[str]] = {}
            for name in names:
                item = self._indicators[name]
                if item.source in self._spine and item.per is Per.OBJECT:
                    by_source.setdefault(item.source, []).append(self._said(item, values[number]))
            for source, said in by_source.items():
                row = spine_row(self._run, source, number)
                yield RowOfUnit(row.row_id, row, tuple(said))

    def _said(self, item: Indicator, values: Mapping[str, object]) -> str:
        told = figure(item.indicator, values[item.indicator], self._subject.language)
        return f"{item.label.in_(self._subject.language)}: {told} {item.unit}".rstrip()
