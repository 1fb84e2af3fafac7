# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows behind the indicators of one address: of its object, its pand, its street or its owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from pandzicht.definitions.indicator import Indicator, Per
from pandzicht.definitions.source import About
from pandzicht.language import Language
from pandzicht.runs.explanation import Evidence, SourceRow
from pandzicht.runs.neighbours import Neighbours
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.source_row import delivered_row, spine_row

WIDE = (Per.STRAAT, Per.OWNER)
"""Things with many rows: fetched only when asked."""
_Counted = Mapping[str, tuple[SourceRow, ...]]
"""Per indicator the rows that it counts."""
_Group = tuple[Per, int]
"""A thing of an address: its object, pand, street or owner."""


class RowsBehind:
    """Fetches rows behind indicators; keeps those of one address, which several checks may ask for."""

    def __init__(self, run: OpenRun, language: Language) -> None:
        self._run = run
        self._language = language
        self._neighbours = Neighbours(run)
        self._places: dict[_Group, Mapping[str, list[tuple[int, int]]]] = {}
        self._counted: dict[tuple[str, _Group], _Counted] = {}
        self._fetched: dict[tuple[str, _Group], pa.Table] = {}

    def forget(self) -> None:
        """Forget what was read of an address: another one is next."""
        for read in (self._places, self._counted, self._fetched):
            read.clear()

    def evidence(
        self,
        indicators: Sequence[Indicator],
        values: Mapping[str, object],
        number: int,
        *,
        wide: bool,
    ) -> tuple[Evidence, ...]:
        """Return each indicator of an address with its value and the rows that it counts, in the order given."""
        catalogue = self._run.catalogue
        found = []
        for item in indicators:
            rows = self._rows(item, number, wide=wide)
            evidence = Evidence(
                indicator=item.indicator,
                label=item.label.in_(self._language),
                value=values[item.indicator],
                unit=item.unit_of(values[item.indicator]),
                source=item.source,
                source_label=catalogue.sources[item.source].label.in_(self._language),
                per=item.per.value,
                row_count=None if rows is None else len(rows),
                rows=rows,
            )
            found.append(evidence)
        return tuple(found)

    def _rows(self, item: Indicator, number: int, *, wide: bool) -> tuple[SourceRow, ...] | None:
        """Return the rows that an indicator counts; None when they are many and were not asked for."""
        name, run = item.source, self._run
        if run.catalogue.sources[name].about is About.SPINE:
            return (spine_row(run, name, number),) if item.per is Per.OBJECT else None
        if name not in run.manifest["inputs"]["deliveries"]:
            return ()
        if (item.per in WIDE and not wide) or run.rows.is_destroyed(name):
            return None
        key = (name, (item.per, number))
        if key not in self._counted:
            self._counted[key], self._fetched[key] = self._count(name, (item.per, number))
        run.rows.note(name, self._fetched[key])
        return self._counted[key].get(item.indicator, ())

    def _count(self, name: str, group: _Group) -> tuple[_Counted, pa.Table]:
        """Fetch the rows of a source for one thing, and tell of each active indicator which it counts."""
        places = self._rows_of(group).get(name, [])
        rows, counted = self._run.rows.fetch(name, places), self._run.rows.counted(name, places)
        per = {item.indicator for item in self._run.catalogue.indicators.values() if item.per is group[0]}
        positions = {item: np.flatnonzero(which).tolist() for item, which in counted.items() if item in per}
        wanted = sorted({at for each in positions.values() for at in each})
        records = rows.take(pa.array(wanted, pa.int64())).to_pylist()
        listed = dict(zip(wanted, (delivered_row(self._run, name, record) for record in records), strict=True))
        return {item: tuple(listed[at] for at in each) for item, each in positions.items()}, rows

    def _rows_of(self, group: _Group) -> Mapping[str, list[tuple[int, int]]]:
        """Return per source where the rows of a thing stand."""
        if group not in self._places:
            found: dict[str, list[tuple[int, int]]] = {}
            for link in self._run.links_of(*self._neighbours.group(*group)):
                found.setdefault(link.source, []).append((link.delivery_no, link.row_no))
            self._places[group] = found
        return self._places[group]
