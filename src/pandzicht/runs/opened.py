# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A published run, opened for questions: its tables in memory, its definitions as they were, its rows at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pandzicht.definitions.action import Action
from pandzicht.definitions.words import Text
from pandzicht.errors import AccessDenied, NotFound
from pandzicht.governance.access import Sight
from pandzicht.governance.activity import activity_of_check
from pandzicht.governance.concerned import address
from pandzicht.governance.desk import Operation
from pandzicht.governance.dispute import Dispute, disputes_in_effect
from pandzicht.governance.subject import Kind
from pandzicht.runs.channel_mark import refuse_destroyed
from pandzicht.runs.disputed import RunWithDisputes, disputed_places
from pandzicht.runs.finding import AddressBook, unknown_address
from pandzicht.runs.links import Link
from pandzicht.runs.places import Places
from pandzicht.runs.rows import RowStore
from pandzicht.runs.shelf import RunTables, Shelf
from pandzicht.store.workspace import Workspace

READS_A_RUN = (
    Action.SELECT,
    Action.HAND_OVER,
    Action.SEE_HANDED,
    Action.TRY_OUT,
    Action.SEARCH,
    Action.LIST,
    Action.EXPORT_LIST,
    Action.HIT,
    Action.EXPLAIN,
    Action.SEE_FACTS,
    Action.MOTIVATE,
    Action.EXPORT_SELECTION,
    Action.EXPORT_FACTS,
    Action.EXPORT_RUN,
    Action.SUBJECT_ACCESS,
    Action.TEST_PROXIES,
    Action.SIGN_PROXY,
    Action.DISPUTE,
    Action.AUDIT_PACKAGE,
    Action.SEE_YIELD,
    Action.LEARN,
)
"""The acts for which a run may be opened."""


class OpenRun:
    """One run of a workspace, opened for one operation: its tables as the disputes and the sight of that make them."""

    def __init__(self, workspace: Workspace, operation: Operation, tables: RunTables) -> None:
        """Open a run; raise AccessDenied for an operation that reads no run."""
        operation.allows(*READS_A_RUN)
        self.workspace = workspace
        self.operation = operation
        self.tables = tables
        self.today = operation.desk.clock().date()
        refuse_destroyed(tables.manifest, self.today)
        self.run_id = tables.run_id
        self.folder = tables.folder
        self.manifest = tables.manifest
        self.catalogue = tables.catalogue
        self.context = tables.context
        self.on = tables.on
        self.known = tables.known
        self.seed = tables.seed

    @property
    def idle(self) -> Mapping[str, Text]:
        """Per name of a check, signal or indicator that did not run, why."""
        return self.tables.idle

    def path(self, table: str) -> Path:
        """Return the file of a published table."""
        return self.tables.path(table)

    @property
    def addresses(self) -> pa.Table:
        """Every address, in the order of its number."""
        return self.tables.addresses

    @property
    def indicators(self) -> pa.Table:
        """Every indicator per address, in the order of its number."""
        return self.tables.indicators

    @property
    def signals(self) -> pa.Table:
        """Every answer per address, in the order of its number; what is disputed now is told as that."""
        return self._now.signals

    @property
    def counted(self) -> pa.Table:
        """Every answer per address as it counts in an order: what is disputed now counts as no."""
        return self._now.counted

    @property
    def ranking(self) -> pa.Table:
        """The order of every check: as it was published, or made anew while something of the run is disputed."""
        return self._now.ranking

    @property
    def places(self) -> Places:
        """The places of units in the orders of all checks, while something is disputed those made anew."""
        return self._now.places

    @property
    def _now(self) -> RunWithDisputes:
        return self.tables.once(RunWithDisputes, tuple(self.disputed.items()))

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """The disputes about addresses of the run that are in effect now."""
        with self.operation.state.transaction(reads=True) as transaction:
            found = disputes_in_effect(transaction)
        return tuple(dispute for dispute in found if dispute.address_id in self.book.numbers)

    @cached_property
    def disputed(self) -> Mapping[str, frozenset[int]]:
        """Per signal the addresses for which it is disputed now."""
        return disputed_places(self.disputes, self.book.numbers, self.manifest["active"]["signals"])

    @property
    def doubts(self) -> Mapping[int, frozenset[str]]:
        """Per address the sources with a row that could not be linked and may belong to it."""
        return self.tables.doubts

    @property
    def panden(self) -> Mapping[int, list[int]]:
        """Per pand number its address numbers."""
        return self.tables.panden

    @cached_property
    def rows(self) -> RowStore:
        """The source rows behind the run."""
        return RowStore(self.workspace, self.operation, self.tables)

    def stands(self, source: str) -> bool:
        """Tell whether a delivery of a source stands for the peildatum."""
        return self.tables.stands(source)

    @property
    def book(self) -> AddressBook:
        """The addresses by id and by line."""
        return self.tables.book

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
        return frozenset(np.flatnonzero(~self.seen).tolist())

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Tell of each address whether whoever asks may see it."""
        return self.tables.once(seen_by, *self.sighted)

    @cached_property
    def sighted(self) -> tuple[frozenset[str] | None, frozenset[str]]:
        """The areas in which whoever asks sees addresses (None: all), and the addresses of the run with a bond."""
        sight = self.operation.sight
        return sight.areas, frozenset(bond for bond in sight.recused if bond in self.book.numbers)

    def concerned(self, numbers: Iterable[int], check: str, sources: Sequence[str] = ()) -> int:
        """Log that a check's answer about addresses goes out, and whose rows were read for it; return how many."""
        ids = self.addresses["address_id"].take(pa.array(sorted(set(numbers)), pa.int64())).to_pylist()
        listed = self.catalogue.checks[check].sources
        return self.operation.concerns(
            map(address, ids),
            activity=self.tables.once(_activity, check),
            sources=sources,
            features=[f"{source}.{name}" for source in sources for name in listed.get(source, ())],
            run=self.run_id,
        )

    def links_of(self, numbers: Sequence[int], pand_no: int | None = None) -> list[Link]:
        """Return the linked rows of addresses that may be seen, and of a pand where rows name the pand only."""
        return self.tables.links.of([number for number in numbers if self.seen[number]], pand_no)

    def find(self, asked: str) -> int:
        """Return the number of the address that text names: its id, or its line of address, whatever its spelling.

        Raises NotFound with the nearest lines, NotAvailable when several answer.
        """
        found = self.book.find(asked)
        subject = self.operation.act.subject
        if subject.kind is Kind.ADDRESS and subject != self.book.subject(found):
            raise AccessDenied(f"what was asked and logged is {subject}, not {self.book.subject(found)}")
        return found


def _activity(tables: RunTables, check: str) -> str:
    return activity_of_check(tables.catalogue, check)


def seen_by(tables: RunTables, areas: frozenset[str] | None, bonds: frozenset[str]) -> NDArray[np.bool_]:
    """Return per address of a run whether somebody sees it who sees these areas (None: all) and has these bonds."""
    sight, seen = Sight(areas=areas), np.ones(tables.addresses.num_rows, dtype=bool)
    if areas is not None:
        codes = tables.addresses["buurtcode"].combine_chunks().dictionary_encode()
        reached = [*map(sight.reaches, codes.dictionary.to_pylist()), sight.reaches(None)]
        seen = np.array(reached)[codes.indices.fill_null(-1).to_numpy(zero_copy_only=False)]
    seen[[tables.book.numbers[bond] for bond in bonds]] = False
    return seen


def open_run(
    workspace: Workspace, operation: Operation, run_id: str | None = None, shelf: Shelf | None = None
) -> OpenRun:
    """Return a run by name, or the run in force, for one operation; with a shelf it need not be read again.

    Raises NotFound when there is none, AccessDenied for an operation that reads no run, NotAvailable for a run of a
    channel of which the data had to be destroyed.
    """
    return OpenRun(workspace, operation, (shelf or Shelf()).tables(workspace, run_id))
