# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses by the number of a case, report or visit about them, where a purpose and a role open that number.

A number is found when it is typed whole, so that nobody walks through those of others. For who may not see it, or not
the address, the answer is that of a number that does not exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.runs.opened import OpenRun
from pandzicht.runs.shelf import RunTables
from pandzicht.searching.readable import check_that_reads, rows_behind

SHORTEST = 4
"""Letters and digits of the shortest number that is looked for."""
_SIGNS = r"[^\pL\pN]"
_Files = tuple[tuple[int, Path, int], ...]
"""The rows of each delivery by its number in the run, and the moment (ns) at which the file was made: rows that are
destroyed make another file of it."""


class FoundCase(NamedTuple):
    """An address that may be seen, by a number under which a source knows something of it."""

    address_no: int
    number: str
    source: str


def cases_numbered(run: OpenRun, text: str) -> Iterator[FoundCase]:
    """Yield the addresses of which a source has a row with this number; what goes out is logged."""
    asked = _plain(pa.array([text]))[0].as_py()
    if len(asked) < SHORTEST or not any(map(str.isdigit, asked)):
        return
    for source in run.catalogue.sources.values():
        check = check_that_reads(run, source, (source.case_number,)) if source.case_number else None
        if check is not None:
            known = run.tables.once(CaseNumbers, source.source, _files(run, source.source))
            found = [case for case in known.of(asked) if run.seen[case.address_no]]
            if found:
                run.concerned({case.address_no for case in found}, check, [source.source])
                yield from found


class CaseNumbers:
    """The numbers in the linked rows of one source of a run: `tables.once(CaseNumbers, source, files)`."""

    def __init__(self, tables: RunTables, source: str, files: _Files) -> None:
        field = str(tables.catalogue.sources[source].case_number)
        self._source = source
        self._panden = tables.panden
        self._rows: dict[str, list[tuple[str, int | None, int | None]]] = defaultdict(list)
        columns = ["delivery_no", "row_no", "address_no", "pand_no"]
        chosen = [("state", "=", "linked"), ("source", "=", source)]
        links = pq.read_table(tables.path("links"), columns=columns, filters=chosen)
        for delivery_no, path, _ in files:
            self._take(links.filter(pc.equal(links["delivery_no"], delivery_no)), path, field)

    def _take(self, links: pa.Table, path: Path, field: str) -> None:
        rows = pq.read_table(path, columns=["row_id", field])
        rows = rows.take(pc.cast(links["row_no"], pa.int64()))
        there = pc.and_(rows["row_id"].is_valid(), rows[field].is_valid())
        numbers, kept = rows.filter(there)[field], links.filter(there)
        whole = (column.to_pylist() for column in (numbers, kept["address_no"], kept["pand_no"]))
        for plain, *row in zip(_plain(numbers).to_pylist(), *whole, strict=True):
            self._rows[plain].append((str(row[0]), row[1], row[2]))

    def of(self, asked: str) -> Sequence[FoundCase]:
        """Return the addresses of the rows with a number; of a row that names a pand only, all that are in it."""
        found: dict[FoundCase, None] = {}
        for number, address_no, pand_no in self._rows.get(asked, ()):
            here = [address_no] if address_no is not None else self._panden.get(pand_no or -1, [])
            found |= dict.fromkeys(FoundCase(at, number, self._source) for at in here)
        return list(found)


def _files(run: OpenRun, source: str) -> _Files:
    there = set(rows_behind(run, run.catalogue.sources[source]))
    numbered = enumerate(delivery.rows for delivery in run.rows.deliveries(source))
    return tuple((number, path, path.stat().st_mtime_ns) for number, path in numbered if path in there)


def _plain(numbers: pa.Array) -> pa.Array:
    """Return numbers as they are compared: letters and digits alone, in capitals."""
    return pc.utf8_upper(pc.replace_substring_regex(pc.cast(numbers, pa.string()), _SIGNS, ""))
