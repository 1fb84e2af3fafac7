# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Walks a log as it is kept, entry by entry: what is wrong with it, what it grew by, and what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pandzicht.governance.log import Log, LogState, tip_of
from pandzicht.governance.merkle import EMPTY, NO_CHAIN, chained, leaf_hash
from pandzicht.governance.tree_head import SignedHead
from pandzicht.store.state_database import Transaction

_BATCH = 2_000
_BEFORE_ALL = -(2**63)
"""An entry that somebody put before the first is walked too, and told."""


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """One entry as it is kept: its number, its line as text, its subjects, and the chain beside it."""

    number: int
    line: str
    subjects: tuple[bytes, ...]
    chain: bytes

    @property
    def leaves(self) -> list[bytes]:
        """The leaves that follow from the line and its subjects."""
        own = hashlib.sha256(self.line.encode()).digest()
        return [leaf_hash(own, subject) for subject in self.subjects] or [leaf_hash(own)]

    @property
    def document(self) -> dict[str, Any]:
        """The line, read."""
        found: dict[str, Any] = json.loads(self.line)
        return found


def entries_of(transaction: Transaction, log: Log, *, after: int = _BEFORE_ALL) -> Iterator[KeptEntry]:
    """Yield the entries of a log behind a number, in their order."""
    while True:
        rows = transaction.rows(
            f"SELECT entry_no, line, chain FROM {log.value}_entry "
            f"WHERE entry_no > :after ORDER BY entry_no LIMIT {_BATCH}",
            after=after,
        )
        for row in rows:
            yield KeptEntry(
                row["entry_no"], row["line"], _subjects(transaction, log, row["entry_no"]), bytes(row["chain"])
            )
            after = row["entry_no"]
        if len(rows) < _BATCH:
            return


def leaves_since(transaction: Transaction, log: Log, entries: int) -> list[bytes]:
    """Return the leaves of all entries behind a number."""
    return [leaf for entry in entries_of(transaction, log, after=entries) for leaf in entry.leaves]


def log_faults(transaction: Transaction, log: Log, heads: Sequence[SignedHead]) -> list[str]:
    """Return what is wrong with a log, held against its own chain, its end, and the heads that were signed of it.

    Only the first entry that does not fit is told: none after it can be judged.
    """
    walked = LogState(log, 0, EMPTY, NO_CHAIN)
    due = {head.entries: head for head in heads}
    faults = _against(due, walked)
    for entry in entries_of(transaction, log):
        leaves = entry.leaves
        chain = chained(walked.chain, leaves)
        walked = LogState(log, walked.entries + 1, walked.frontier.extended(leaves), chain)
        if entry.number != walked.entries or entry.chain != chain:
            return [*faults, f"entry {walked.entries} is not as it was written, or an entry before it is missing"]
        faults += _against(due, walked)
    late = [head for head in heads if head.entries > walked.entries]
    faults += [f"the log ends at entry {walked.entries}, before the {head}" for head in late]
    if tip_of(transaction, log) != walked:
        faults.append(f"the log ends at entry {walked.entries}, and not where its end is said to be")
    return faults


def _against(due: dict[int, SignedHead], walked: LogState) -> list[str]:
    head = due.get(walked.entries)
    if head is None:
        return []
    found = (walked.frontier.size, walked.frontier.root.hex(), walked.chain.hex())
    if found == (head.leaves, head.root, head.chain):
        return []
    return [f"the entries up to {walked.entries} are not those of the {head}"]


def _subjects(transaction: Transaction, log: Log, number: int) -> tuple[bytes, ...]:
    if log is Log.AUDIT:
        return ()
    found = transaction.column(
        "SELECT subject FROM processing_subject WHERE entry_no = :number ORDER BY subject", number=number
    )
    return tuple(map(bytes, found))
