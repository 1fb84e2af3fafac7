# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The buurten in which the addresses of a run lie, with their names, and what of them a code or name means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pandzicht.definitions.source import About, Source
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.shelf import RunTables
from pandzicht.store.tombstone import whole_tombstone

WIDER = ("WK", "GM")
"""A code of CBS for a wijk or municipality: its digits begin those of every buurt in it."""
BUURT = "BU"
Files = tuple[tuple[str, Path], ...]
"""Files of rows, each with the name of its source."""


@dataclass(frozen=True, slots=True)
class Neighbourhoods:
    """The buurten of a run: code and name of each."""

    codes: Sequence[str]
    names: Sequence[str]
    """The name as the register of boundaries has it, or the code."""

    def meant_by(self, text: str) -> NDArray[np.bool_]:
        """Return per buurt, and for in none of them, whether a code or name means it.

        >>> here = Neighbourhoods(["BU05180101", "BU05180102"], ["Haven", "Duin"])
        >>> [here.meant_by(text).tolist() for text in ("duin", "WK051801", "WK051802")]
        [[False, True, False], [True, True, False], [False, False, False]]
        """
        wanted, start = text.casefold(), text.upper()
        if start.startswith(WIDER) and start[2:].isdigit():
            start = BUURT + start[2:]
        found = [
            name.casefold() == wanted or (start[2:].isdigit() and code.startswith(start))
            for code, name in zip(self.codes, self.names, strict=True)
        ]
        return np.array([*found, False])

    def of_wijken(self) -> Mapping[str, tuple[str, ...]]:
        """Return the names of the buurten in each wijk, by the code of the wijk.

        >>> Neighbourhoods(["BU05180101", "BU05180102"], ["Haven", "Duin"]).of_wijken()
        {'WK051801': ('Duin', 'Haven')}
        """
        found: dict[str, list[str]] = {}
        for code, name in zip(self.codes, self.names, strict=True):
            found.setdefault(WIDER[0] + code[len(BUURT) : -2], []).append(name)
        return {code: tuple(sorted(names)) for code, names in found.items()}


def neighbourhoods(run: OpenRun) -> Neighbourhoods:
    """Return the buurten of a run; boundaries are open data, so nobody is concerned."""
    return run.tables.once(named_buurten, boundary_files(run))


def boundary_files(run: OpenRun) -> Files:
    """Return the rows of the boundaries that a run used, as far as they were not destroyed, each with its source."""
    files: list[tuple[str, Path]] = []
    for source, items in sorted(run.manifest["inputs"]["deliveries"].items()):
        if run.catalogue.sources[source].about is About.BOUNDARIES:
            folders = (run.workspace.deliveries / source / item["id"] for item in items)
            files += [(source, folder / "rows.parquet") for folder in folders if whole_tombstone(folder) is None]
    return tuple(files)


def buurten_of(tables: RunTables) -> tuple[Sequence[str], NDArray[np.int64]]:
    """Return the codes of the buurten of a run, and per address the place of its own; after all of them without one."""
    column = tables.addresses["buurtcode"].combine_chunks().dictionary_encode()
    here = column.dictionary.to_pylist()
    codes = sorted(here)
    places = np.array([*map(codes.index, here), len(codes)], dtype=np.int64)
    return codes, places[column.indices.fill_null(-1).to_numpy(zero_copy_only=False)]


def named_buurten(tables: RunTables, files: Files) -> Neighbourhoods:
    """Return the buurten of a run with the names that the files of boundaries give them."""
    codes, _ = tables.once(buurten_of)
    named: dict[str, str] = {}
    for source, path in files:
        named |= _names(tables.catalogue.sources[source], path)
    return Neighbourhoods(codes, [named.get(code) or code for code in codes])


def _names(source: Source, path: Path) -> Mapping[str, str]:
    """Return code -> name, of a source that says which field is the name."""
    if source.named_by is None or not path.is_file():
        return {}
    code = area_code(source)
    rows = pq.read_table(path, columns=[code, source.named_by])
    return dict(zip(rows[code].to_pylist(), rows[source.named_by].to_pylist(), strict=True))


def area_code(source: Source) -> str:
    """Return the field of boundaries that is the code of the area."""
    return source.key[0] if source.key else next(iter(source.fields))
