# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A published run, opened for questions: its tables in memory, its definitions as they were, its rows at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.definitions.catalogue import Catalogue, catalogue_of
from pandzicht.definitions.words import Text
from pandzicht.errors import NotAvailable, NotFound
from pandzicht.runs.channel_mark import refuse_destroyed
from pandzicht.runs.manifest import idle_of
from pandzicht.runs.rows import RowStore
from pandzicht.signals.compiling import Context, context_on
from pandzicht.store.publish import read_json
from pandzicht.store.workspace import Workspace


@dataclass(slots=True, frozen=True)
class Link:
    """One linked source row, by its place in its delivery."""

    source: str
    delivery_no: int
    row_no: int


class OpenRun:
    """One run of a workspace, read when asked and kept in memory."""

    def __init__(self, workspace: Workspace, run_id: str, today: date | None = None) -> None:
        self.workspace = workspace
        self.run_id = run_id
        self.today = today
        """The day on which it is opened, where that was told."""
        self.folder = workspace.runs / run_id
        self.manifest = read_json(self.folder / "manifest.json")
        refuse_destroyed(self.manifest, today)
        self.catalogue: Catalogue = catalogue_of(read_json(self.folder / "definitions.json"))
        self.on = date.fromisoformat(self.manifest["inputs"]["date"])
        self.known = date.fromisoformat(self.manifest["inputs"]["known"])
        self.seed = int(self.manifest["inputs"]["seed"])
        self.context: Context = context_on(self.catalogue, self.on)

    @cached_property
    def idle(self) -> Mapping[str, Text]:
        """Per name of a check, signal or indicator that did not run, why."""
        return idle_of(self.manifest)

    def path(self, table: str) -> Path:
        """Return the file of a published table."""
        return self.folder / f"{table}.parquet"

    @cached_property
    def addresses(self) -> pa.Table:
        """Every address, in the order of its number."""
        return self._read("addresses")

    @cached_property
    def indicators(self) -> pa.Table:
        """Every indicator per address, in the order of its number."""
        return self._read("indicators")

    @cached_property
    def signals(self) -> pa.Table:
        """Every answer per address, in the order of its number."""
        return self._read("signals")

    @cached_property
    def doubts(self) -> Mapping[int, frozenset[str]]:
        """Per address the sources with a row that could not be linked and may belong to it."""
        table = self._read("doubts")
        found: dict[int, set[str]] = {}
        for number, source in zip(table["address_no"].to_pylist(), table["source"].to_pylist(), strict=True):
            found.setdefault(number, set()).add(source)
        return {number: frozenset(sources) for number, sources in found.items()}

    @cached_property
    def panden(self) -> Mapping[int, list[int]]:
        """Per pand number its address numbers."""
        found: dict[int, list[int]] = {}
        for number, pand in enumerate(self.addresses["pand_no"].to_pylist()):
            if pand is not None:
                found.setdefault(pand, []).append(number)
        return found

    @cached_property
    def rows(self) -> RowStore:
        """The source rows behind the run."""
        folders = {
            source: [self._home(source).deliveries / source / item["id"] for item in items]
            for source, items in self.manifest["inputs"]["deliveries"].items()
        }
        return RowStore(folders, {name: self.catalogue.sources[name] for name in folders}, self.on)

    def _home(self, source: str) -> Workspace:
        """Return the part of the workspace in which the deliveries of a source are."""
        return self.workspace.within(self.catalogue.sources[source].channel)

    def stands(self, source: str) -> bool:
        """Tell whether a delivery of a source stands for the peildatum."""
        return bool(self.manifest["facts"]["sources"].get(source, {}).get("stands", False))

    def links_of(self, numbers: Sequence[int], pand_no: int | None = None) -> list[Link]:
        """Return the linked rows of addresses, and of a pand where rows name the pand only."""
        parts = [np.arange(*self._range(self._by_address, number)) for number in numbers]
        if pand_no is not None:
            start, stop = self._range(self._by_pand[0], pand_no)
            parts.append(self._by_pand[1][start:stop])
        chosen = self._links.take(pa.array(np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)))
        columns = (chosen[name].to_pylist() for name in ("source", "delivery_no", "row_no"))
        return [Link(*values) for values in zip(*columns, strict=True)]

    def find(self, asked: str) -> int:
        """Return the number of the address that text names: its id, or its line of address, whatever its spelling.

        Raises NotFound with the nearest lines, NotAvailable when several answer.
        """
        text = " ".join(asked.split()).lower()
        for number in self._numbers_by_id.get(asked.strip(), ()):
            return number
        lines = self._lines
        found = [number for number, line in enumerate(lines) if line == text] or [
            number for number, line in enumerate(lines) if line.startswith((text + ",", text + " "))
        ]
        if len(found) == 1:
            return found[0]
        adres = self.addresses["adres"]
        if found:
            examples = "; ".join(str(adres[number]) for number in found[:5])
            raise NotAvailable(
                f"'{asked}' names {len(found)} addresses ({examples}); add the number, the letter or the postcode"
            )
        raise NotFound(
            f"'{asked}' is not an address of run {self.run_id}; give its BAG id, or street, number and woonplaats"
        )

    @cached_property
    def _numbers_by_id(self) -> Mapping[str, tuple[int, ...]]:
        return {name: (number,) for number, name in enumerate(self.addresses["address_id"].to_pylist())}

    @cached_property
    def _lines(self) -> list[str]:
        return [" ".join((line or "").split()).lower() for line in self.addresses["adres"].to_pylist()]

    @cached_property
    def _links(self) -> pa.Table:
        columns = ["source", "delivery_no", "row_no", "address_no", "pand_no", "state"]
        table = pq.read_table(self.path("links"), columns=columns, filters=[("state", "=", "linked")])
        return table.sort_by("address_no")

    @cached_property
    def _by_address(self) -> np.ndarray[Any, Any]:
        return np.asarray(self._links["address_no"].fill_null(2**31 - 1).to_numpy())

    @cached_property
    def _by_pand(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Rows that name a pand without an address: pand numbers in order, and their positions."""
        only = np.flatnonzero(self._by_address == 2**31 - 1)
        panden = np.asarray(self._links["pand_no"].fill_null(2**31 - 1).to_numpy())[only]
        order = np.argsort(panden, kind="stable")
        return panden[order], only[order]

    def _range(self, ordered: np.ndarray[Any, Any], value: int) -> tuple[int, int]:
        own = ordered.dtype.type(value)  # another type would have the whole array converted
        return int(np.searchsorted(ordered, own, "left")), int(np.searchsorted(ordered, own, "right"))

    def _read(self, table: str) -> pa.Table:
        return pq.read_table(self.path(table)).combine_chunks()


def open_run(workspace: Workspace, run_id: str | None = None, *, today: date | None = None) -> OpenRun:
    """Return a run by name, or the run in force; raise NotFound when there is none.

    A run of a channel is opened on a day that must be told: raises NotAvailable once its data had to be destroyed.
    """
    if run_id is None:
        pointer = workspace.runs / "current"
        if not pointer.is_file():
            raise NotFound(f"{workspace.root}: there is no run yet; run 'pandzicht run --date D' first")
        run_id = pointer.read_text(encoding="utf-8").strip()
    if not (workspace.runs / run_id / "manifest.json").is_file():
        known = (
            sorted(path.name for path in workspace.runs.iterdir() if path.is_dir()) if workspace.runs.is_dir() else []
        )
        raise NotFound(f"run '{run_id}' does not exist; known are {', '.join(known) or 'none'}")
    return OpenRun(workspace, run_id, today)
