# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Owners by name, where a purpose and a role open them: legal persons only (Wet goed verhuurderschap; lawful.md 12).

A natural person is in no name here: rows of natural persons are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.addresses.spelled import folded
from pandzicht.definitions.source import Source
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.shelf import RunTables
from pandzicht.searching.readable import check_that_reads, rows_behind

SHORTEST = 3
"""Letters from which owners are looked for."""


class FoundOwner(NamedTuple):
    """A legal person that owns addresses of which some may be seen."""

    key: str
    name: str
    addresses: int


def owners_named(run: OpenRun, text: str, most: int) -> tuple[FoundOwner, ...]:
    """Return the owners in whose name or key every word that is typed begins a word; logged when there are any.

    None where no purpose that was asked for lets a check read them, or whoever asks may not see the fields.
    """
    words = folded(text).split()
    if len("".join(words)) < SHORTEST:
        return ()
    for source in run.catalogue.sources.values():
        check = _check_that_reads(run, source)
        if check is not None:
            names = run.tables.once(OwnerNames, source.source, rows_behind(run, source))
            found = tuple(_seen(run, names.meant_by(words), most))
            if found:
                run.concerned((), check, [source.source])
            return found
    return ()


class OwnerNames:
    """The names of the legal persons that own addresses of a run: `tables.once(OwnerNames, source, files)`."""

    def __init__(self, tables: RunTables, source: str, files: tuple[Path, ...]) -> None:
        definition = tables.catalogue.sources[source]
        named: dict[str, str] = {}
        for path in files:
            named |= _names_in(definition, path)
        table = pq.read_table(tables.path("owners"), columns=["address_no", "owner_key"])
        self._keys = pa.array(sorted(set(table["owner_key"].to_pylist()) & set(named)), pa.string())
        self._names = [named[key] for key in self._keys.to_pylist()]
        self._folded = pa.array([f" {folded(name)} {key}" for name, key in self._pairs()], pa.string())
        self._addresses = table["address_no"].to_numpy()
        self._owner_of = pc.index_in(table["owner_key"], value_set=self._keys).fill_null(-1).to_numpy()

    def _pairs(self) -> Iterator[tuple[str, str]]:
        return zip(self._names, self._keys.to_pylist(), strict=True)

    def meant_by(self, words: list[str]) -> Iterator[tuple[str, str, np.ndarray]]:
        """Yield key, name and addresses of the owners in whose names every word begins a word."""
        marks = [pc.match_substring(self._folded, f" {word}").to_numpy(zero_copy_only=False) for word in words]
        for place in np.flatnonzero(np.all(marks, axis=0)):
            yield self._keys[int(place)].as_py(), self._names[place], self._addresses[self._owner_of == place]


def _seen(run: OpenRun, found: Iterator[tuple[str, str, np.ndarray]], most: int) -> Iterator[FoundOwner]:
    for key, name, addresses in found:
        count = int(run.seen[addresses].sum())
        if count and most > 0:
            most -= 1
            yield FoundOwner(key, name, count)


def _names_in(source: Source, path: Path) -> dict[str, str]:
    """Return key -> name of the legal persons in rows of a source."""
    owners = source.owners
    if owners is None or owners.name is None:
        return {}
    rows = pq.read_table(
        path, columns=[owners.key, owners.name], filters=[(owners.kind, "in", list(owners.legal_persons))]
    )
    pairs = zip(rows[owners.key].to_pylist(), rows[owners.name].to_pylist(), strict=True)
    return {key: name for key, name in pairs if key is not None and name is not None}


def _check_that_reads(run: OpenRun, source: Source) -> str | None:
    """Return the check of a purpose that was asked for under which names of owners may be read and seen, if any."""
    owners = source.owners
    if owners is None or owners.name is None:
        return None
    return check_that_reads(run, source, (owners.key, owners.kind, owners.name))
