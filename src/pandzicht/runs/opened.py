# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A published run, opened for questions: its tables in memory, its definitions as they were, its rows at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue, catalogue_of
from pandzicht.definitions.words import Text
from pandzicht.errors import AccessDenied, NotFound
from pandzicht.governance.activity import activity_of_check
from pandzicht.governance.concerned import address
from pandzicht.governance.desk import Operation
from pandzicht.governance.dispute import Dispute, disputes_in_effect
from pandzicht.governance.subject import Kind
from pandzicht.runs.channel_mark import refuse_destroyed
from pandzicht.runs.disputed import COUNTS_AS, DISPUTED, answers_with, disputed_places, ranked_anew
from pandzicht.runs.finding import AddressBook, named_run, unknown_address
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


READS_A_RUN = (
    Action.SELECT,
    Action.HIT,
    Action.EXPLAIN,
    Action.EXPORT_SELECTION,
    Action.EXPORT_FACTS,
    Action.EXPORT_RUN,
    Action.SUBJECT_ACCESS,
    Action.TEST_PROXIES,
    Action.SIGN_PROXY,
    Action.DISPUTE,
    Action.AUDIT_PACKAGE,
)
"""The acts for which a run may be opened."""


class OpenRun:
    """One run of a workspace, opened for one operation, read when asked and kept in memory."""

    def __init__(self, workspace: Workspace, operation: Operation, run_id: str) -> None:
        """Open a run; raise AccessDenied for an operation that reads no run."""
        operation.allows(*READS_A_RUN)
        self.workspace = workspace
        self.operation = operation
        self.run_id = run_id
        self.today = operation.desk.clock().date()
        self.folder = workspace.runs / run_id
        self.manifest = read_json(self.folder / "manifest.json")
        refuse_destroyed(self.manifest, self.today)
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
        """Every answer per address, in the order of its number; what is disputed now is told as that."""
        return answers_with(self._read("signals"), self.disputed, DISPUTED)

    @cached_property
    def counted(self) -> pa.Table:
        """Every answer per address as it counts in an order: what is disputed now counts as no."""
        return answers_with(self._read("signals"), self.disputed, COUNTS_AS)

    @cached_property
    def ranking(self) -> pa.Table:
        """The order of every check: as it was published, or made anew while something of the run is disputed."""
        if not self.disputed:
            return self._read("ranking")
        tables = {"addresses": self.addresses, "indicators": self.indicators, "signals": self.counted}
        checks = {name: self.catalogue.checks[name] for name in self.manifest["active"]["checks"]}
        return ranked_anew(tables, checks, self.context, self.seed)

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """The disputes about addresses of the run that are in effect now."""
        with self.operation.state.transaction(reads=True) as transaction:
            found = disputes_in_effect(transaction)
        return tuple(dispute for dispute in found if dispute.address_id in self.book.numbers)

    @cached_property
    def disputed(self) -> Mapping[str, frozenset[int]]:
        """Per signal the addresses for which it is disputed now."""
        return disputed_places(self.disputes, self.book.numbers, self._read("signals")) if self.disputes else {}

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
        return RowStore(folders, {name: self.catalogue.sources[name] for name in folders}, self.on, self.operation)

    def _home(self, source: str) -> Workspace:
        """Return the part of the workspace in which the deliveries of a source are."""
        return self.workspace.within(self.catalogue.sources[source].channel)

    def stands(self, source: str) -> bool:
        """Tell whether a delivery of a source stands for the peildatum."""
        return bool(self.manifest["facts"]["sources"].get(source, {}).get("stands", False))

    @cached_property
    def book(self) -> AddressBook:
        """The addresses by id and by line."""
        return AddressBook(self.addresses, self.run_id)

    def shows(self, number: int) -> bool:
        """Tell whether whoever asks may see an address: by its area, and without a bond with it."""
        address_id, area = self.addresses["address_id"][number].as_py(), self.addresses["buurtcode"][number].as_py()
        return self.operation.sight.shows_address(address_id, area)

    def refuse_withheld(self, number: int) -> None:
        """Raise NotFound, as for an address that does not exist, for one that whoever asks may not see."""
        if not self.shows(number):
            address_id = self.addresses["address_id"][number].as_py()
            raise NotFound(unknown_address(address_id, self.run_id))

    @cached_property
    def withheld(self) -> frozenset[int]:
        """The addresses of the run that whoever asks may not see; empty for who sees all areas and has no bonds."""
        sight = self.operation.sight
        if sight.areas is None and not sight.recused:
            return frozenset()
        return frozenset(number for number in range(self.addresses.num_rows) if not self.shows(number))

    def concerned(self, numbers: Iterable[int], check: str, sources: Sequence[str] = ()) -> int:
        """Log that a check's answer about addresses goes out, and whose rows were read for it; return how many."""
        ids = self.addresses["address_id"].take(pa.array(sorted(set(numbers)), pa.int64())).to_pylist()
        listed = self.catalogue.checks[check].sources
        return self.operation.concerns(
            map(address, ids),
            activity=activity_of_check(self.catalogue, check),
            sources=sources,
            features=[f"{source}.{name}" for source in sources for name in listed.get(source, ())],
            run=self.run_id,
        )

    def links_of(self, numbers: Sequence[int], pand_no: int | None = None) -> list[Link]:
        """Return the linked rows of addresses that may be seen, and of a pand where rows name the pand only."""
        seen = [number for number in numbers if number not in self.withheld]
        parts = [np.arange(*self._range(self._by_address, number)) for number in seen]
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
        found = self.book.find(asked)
        subject = self.operation.act.subject
        if subject.kind is Kind.ADDRESS and subject != self.book.subject(found):
            raise AccessDenied(f"what was asked and logged is {subject}, not {self.book.subject(found)}")
        return found

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


def open_run(workspace: Workspace, operation: Operation, run_id: str | None = None) -> OpenRun:
    """Return a run by name, or the run in force, for one operation.

    Raises NotFound when there is none, AccessDenied for an operation that reads no run, NotAvailable for a run of a
    channel of which the data had to be destroyed.
    """
    return OpenRun(workspace, operation, named_run(workspace, run_id))
