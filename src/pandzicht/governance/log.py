# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A log that can only grow: entries in one order, each chained to the one before, and a tree over all of them.

An entry is one line of canonical JSON; an entry of the processing log may concern many subjects and then stands for
one line per subject. Its subjects stand in the order of their bytes. A leaf of the tree (RFC 9162) is SHA-256 of a
zero byte, the SHA-256 of the line, and the subject; the chain of an entry is SHA-256 of the chain before it and its
leaves. A tree head that is signed and kept elsewhere fixes all of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pandzicht.errors import StateFault
from pandzicht.governance.merkle import Frontier, chained, leaf_hash
from pandzicht.store.state_database import Transaction

_HASH = 32
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Beyond what JSON escapes: other controls, other ends of a line, what turns text around, and halves of characters."""


class Log(StrEnum):
    """The two logs: who did what from where (BIO), and what was processed about whom (Logboek dataverwerkingen)."""

    AUDIT = "audit"
    PROCESSING = "processing"


@dataclass(frozen=True, slots=True)
class LogState:
    """How far a log is: its number of entries, the frontier of its leaves, the chain of its last entry (32 bytes)."""

    log: Log
    entries: int
    frontier: Frontier
    chain: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry before it is written; `subjects` are encrypted under the key of `key_id`."""

    operation_id: str
    written_at: str
    line: Mapping[str, Any]
    subjects: Sequence[bytes] = field(default=())
    key_id: str | None = None


def canonical(line: Mapping[str, Any]) -> str:
    r"""Return a line as the one text that stands for it; what controls a screen or breaks a line is escaped.

    >>> canonical({"b": "é\n\x85", "a": 1})
    '{"a":1,"b":"é\\n\\u0085"}'
    """
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def append_entry(transaction: Transaction, log: Log, entry: Entry) -> int:
    """Write an entry at the end of a log, within a transaction; return its number (from 1).

    Nobody else writes in the log until the transaction ends. Raises StateFault when the log has no end to write after,
    ValueError for an empty subject, which would be the same leaf as none.
    """
    if b"" in entry.subjects:
        raise ValueError("a subject of an entry is empty")
    tip = _state(log, transaction.locked_tip(log.value))
    text = canonical(entry.line)
    own = hashlib.sha256(text.encode()).digest()
    subjects = sorted(set(entry.subjects))
    leaves = [leaf_hash(own, subject) for subject in subjects] or [leaf_hash(own)]
    frontier = tip.frontier.extended(leaves)
    chain = chained(tip.chain, leaves)
    number = tip.entries + 1
    row = {
        "entry_no": number,
        "operation_id": entry.operation_id,
        "written_at": entry.written_at,
        "line": text,
        "chain": chain,
    }
    if log is Log.PROCESSING:
        row["key_id"] = entry.key_id
    transaction.insert(f"{log.value}_entry", row)
    if subjects:
        rows = ((number, subject) for subject in subjects)
        transaction.append("processing_subject", ("entry_no", "subject"), rows)
    transaction.run(
        "UPDATE log_tip SET entries = :entries, leaves = :leaves, frontier = :frontier, chain = :chain "
        "WHERE log = :log",
        entries=number,
        leaves=frontier.size,
        frontier=b"".join(frontier.hashes),
        chain=chain,
        log=log.value,
    )
    return number


def tip_of(transaction: Transaction, log: Log) -> LogState:
    """Return where a log ends; raise StateFault when that is missing."""
    return _state(log, transaction.one("SELECT * FROM log_tip WHERE log = :log", log=log.value))


def frontier_of(leaves: int, kept: bytes) -> Frontier:
    """Return a frontier as the state keeps it: its hashes one after the other."""
    return Frontier(leaves, tuple(kept[start : start + _HASH] for start in range(0, len(kept), _HASH)))


def _state(log: Log, tip: Mapping[str, Any] | None) -> LogState:
    if tip is None:
        raise StateFault(f"log '{log.value}': its end is missing from the state database; restore it from a backup")
    frontier = frontier_of(int(tip["leaves"]), bytes(tip["frontier"]))
    return LogState(log, int(tip["entries"]), frontier, bytes(tip["chain"]))
