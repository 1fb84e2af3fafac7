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
_LEAVES = 1 << 16
"""Leaves that wait before they are brought into the tree."""
_BEFORE_ALL = -(2**63)
"""An entry that somebody put before the first is walked too, and told."""
_NOBODY = (2**63, b"")
"""Behind the subjects of all entries."""


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
    """Yield the entries of a log behind a number, in their order.

    A subject that is kept for no entry comes with the next one, which then does not fit its chain.
    """
    while rows := transaction.rows(
        f"SELECT entry_no, line, chain FROM {log.value}_entry WHERE entry_no > :after ORDER BY entry_no LIMIT {_BATCH}",
        after=after,
    ):
        begin, after = after, rows[-1]["entry_no"]
        kept = _subjects(transaction, begin, after) if log is Log.PROCESSING else iter(())
        owner, subject = next(kept, _NOBODY)
        for row in rows:
            subjects: list[bytes] = []
            while owner <= row["entry_no"]:
                subjects.append(subject)
                owner, subject = next(kept, _NOBODY)
            yield KeptEntry(row["entry_no"], row["line"], tuple(subjects), bytes(row["chain"]))


def leaves_since(transaction: Transaction, log: Log, entries: int) -> list[bytes]:
    """Return the leaves of all entries behind a number."""
    return [leaf for entry in entries_of(transaction, log, after=entries) for leaf in entry.leaves]


def log_faults(transaction: Transaction, log: Log, heads: Sequence[SignedHead]) -> list[str]:
    """Return what is wrong with a log, held against its own chain, its end, and the heads that were signed of it.

    Only the first entry that does not fit is told: none after it can be judged.
    """
    due = {head.entries: head for head in heads}
    entries, frontier, chain, waiting = 0, EMPTY, NO_CHAIN, list[bytes]()
    faults = _against(due, LogState(log, entries, frontier, chain))
    for entry in entries_of(transaction, log):
        leaves = entry.leaves
        entries, chain = entries + 1, chained(chain, leaves)
        waiting += leaves
        if entry.number != entries or entry.chain != chain:
            return [*faults, f"entry {entries} is not as it was written, or an entry before it is missing"]
        if entries in due or len(waiting) >= _LEAVES:
            frontier, waiting = frontier.extended(waiting), []
            faults += _against(due, LogState(log, entries, frontier, chain))
    walked = LogState(log, entries, frontier.extended(waiting), chain)
    late = [head for head in heads if head.entries > walked.entries]
    faults += [f"the log ends at entry {walked.entries}, before the {head}" for head in late]
    beyond = _last_owner(transaction) if log is Log.PROCESSING else 0
    tip = tip_of(transaction, log)
    if tip != walked:
        faults.append(f"the log ends at entry {walked.entries}, and not where its end is said to be")
    if beyond > tip.entries:
        faults.append(f"a subject is kept for entry {beyond}, which is not there")
    return faults


def _against(due: dict[int, SignedHead], walked: LogState) -> list[str]:
    head = due.get(walked.entries)
    if head is None:
        return []
    found = (walked.frontier.size, walked.frontier.root.hex(), walked.chain.hex())
    if found == (head.leaves, head.root, head.chain):
        return []
    return [f"the entries up to {walked.entries} are not those of the {head}"]


def _last_owner(transaction: Transaction) -> int:
    found = transaction.column("SELECT max(entry_no) FROM processing_subject")
    return int(found[0] or 0)


def _subjects(transaction: Transaction, after: int, until: int) -> Iterator[tuple[int, bytes]]:
    """Yield the subjects of the entries behind a number up to another, however many one of them has."""
    place: dict[str, Any] = {"entry": after + 1, "subject": b""}
    while rows := transaction.rows(
        "SELECT entry_no, subject FROM processing_subject WHERE (entry_no, subject) > (:entry, :subject) "
        f"AND entry_no <= :until ORDER BY entry_no, subject LIMIT {_BATCH}",
        until=until,
        **place,
    ):
        yield from ((row["entry_no"], bytes(row["subject"])) for row in rows)
        place = {"entry": rows[-1]["entry_no"], "subject": rows[-1]["subject"]}
