# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The published runs that a process keeps open: their tables as published, which no operation changes.

What depends on who asks, and why (disputes, what is withheld, the log), is of an `OpenRun`, made for every operation.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.definitions.catalogue import Catalogue, catalogue_of
from pandzicht.definitions.words import Text
from pandzicht.governance.purpose import Purpose
from pandzicht.runs.finding import AddressBook, named_run, purposes_together, refuse_unknown
from pandzicht.runs.links import Links
from pandzicht.runs.manifest import idle_of
from pandzicht.signals.compiling import Context, context_on
from pandzicht.store.publish import read_json
from pandzicht.store.tombstone import whole_tombstone
from pandzicht.store.workspace import Workspace

Made = TypeVar("Made")


class RunTables:
    """One published run, read when asked and kept in memory; the same for everybody, so that threads share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.run_id = folder.name
        self.manifest = read_json(folder / "manifest.json")
        self.catalogue: Catalogue = catalogue_of(read_json(folder / "definitions.json"))
        self.on = date.fromisoformat(self.manifest["inputs"]["date"])
        self.known = date.fromisoformat(self.manifest["inputs"]["known"])
        self.seed = int(self.manifest["inputs"]["seed"])
        self.context: Context = context_on(self.catalogue, self.on)
        self._made: dict[Hashable, _Newest] = {}

    def once(self, make: Callable[..., Made], *values: Hashable) -> Made:
        """Return `make(tables, *values)`, made when it is first asked for and kept as long as the run is open.

        Nobody may alter what is made. Of each function the newest few are kept, by the values.
        """
        made: Made = self._made.setdefault(make, _Newest()).get(values, lambda: make(self, *values))
        return made

    @cached_property
    def idle(self) -> Mapping[str, Text]:
        """Why a check, signal or indicator did not run, by its name."""
        return idle_of(self.manifest)

    def path(self, table: str) -> Path:
        """Return where a table of the run is published."""
        return self.folder / f"{table}.parquet"

    @cached_property
    def addresses(self) -> pa.Table:
        """The addresses as they were published: a row's place is its number."""
        return self._read("addresses")

    @cached_property
    def indicators(self) -> pa.Table:
        """The indicators as they were published: a row's place is the number of its address."""
        return self._read("indicators")

    @cached_property
    def signals(self) -> pa.Table:
        """The answers as they were published: a row's place is the number of its address."""
        return self._read("signals")

    @cached_property
    def ranking(self) -> pa.Table:
        """The order of every check as it was published."""
        return self._read("ranking")

    @cached_property
    def doubts(self) -> Mapping[int, frozenset[str]]:
        """The sources with a row that could not be linked, by the address to which it may belong."""
        table = self._read("doubts")
        found: dict[int, set[str]] = {}
        for number, source in zip(table["address_no"].to_pylist(), table["source"].to_pylist(), strict=True):
            found.setdefault(number, set()).add(source)
        return {number: frozenset(sources) for number, sources in found.items()}

    @cached_property
    def panden(self) -> Mapping[int, list[int]]:
        """The numbers of the addresses of each pand, by the number of the pand."""
        found: dict[int, list[int]] = {}
        for number, pand in enumerate(self.addresses["pand_no"].to_pylist()):
            if pand is not None:
                found.setdefault(pand, []).append(number)
        return found

    @cached_property
    def links(self) -> Links:
        """The source rows that are linked to an address or a pand."""
        return Links(self.path("links"))

    @cached_property
    def book(self) -> AddressBook:
        """The book in which addresses are found by id and by line."""
        return AddressBook(self.addresses, self.run_id)

    def purposes(self, checks: Sequence[str]) -> tuple[Purpose, ...]:
        """Return the purposes of checks as the run has them; raise NotFound for a check that it does not know."""
        refuse_unknown(checks, self.catalogue.checks, self.run_id, self.manifest["active"]["checks"])
        return purposes_together(self.catalogue.checks[name] for name in checks)

    def stands(self, source: str) -> bool:
        """Tell whether the run rests on a delivery of a source that stood for its peildatum."""
        return bool(self.manifest["facts"]["sources"].get(source, {}).get("stands", False))

    def _read(self, table: str) -> pa.Table:
        return pq.read_table(self.path(table)).combine_chunks()


class Shelf:
    """The newest few runs that were asked for, of a workspace and its channels, open for many operations at once."""

    def __init__(self, keeps: int = 3) -> None:
        self._runs = _Newest(keeps)

    def tables(self, workspace: Workspace, run_id: str | None = None) -> RunTables:
        """Return a run of a part of a workspace by name, or the one in force.

        Whichever is asked for, one that was destroyed or is not there any more leaves the shelf. Raises NotFound when
        there is none, Gone when it was destroyed under a rule.
        """
        self._runs.forget(lambda folder: not (folder / "manifest.json").is_file() or bool(whole_tombstone(folder)))
        folder = workspace.runs / named_run(workspace, run_id)
        tables: RunTables = self._runs.get(folder, lambda: RunTables(folder))
        return tables


class _Newest:
    """A few things by key, those asked for last; each is made once, while who also wants it waits."""

    def __init__(self, keeps: int = 16) -> None:
        self._keeps = keeps
        self._kept: OrderedDict[Any, Any] = OrderedDict()
        self._lock = RLock()

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            self._kept.move_to_end(key)
            while len(self._kept) > self._keeps:
                self._kept.popitem(last=False)
            return self._kept[key]

    def forget(self, is_over: Callable[[Any], bool]) -> None:
        with self._lock:
            for key in [key for key in self._kept if is_over(key)]:
                del self._kept[key]
