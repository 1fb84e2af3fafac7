# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A log that can only grow: entries in one order, each chained to the one before, and a tree over all of them.

An entry is one line of canonical JSON; an entry of the processing log may concern many subjects and then stands for
one line per subject. Its subjects stand in the order of their bytes. A leaf of the tree (RFC 9162) is SHA-256 of a
zero byte, the SHA-256 of the line, and the subject; the chain of an entry is SHA-256 of the chain before it and the
SHA-256 of its leaves. A tree head that is signed and kept elsewhere fixes all of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pandzicht.errors import StateFault
from pandzicht.governance.merkle import Frontier, chained, leaf_hash
from pandzicht.store.state_database import Transaction

_HASH = 32


class Log(StrEnum):
    """The two logs: who did what, and what was processed about whom; an operation id joins them."""

    AUDIT = "audit"
    PROCESSING = "processing"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry before it is written; `subjects` are encrypted under the key of `key_id`."""

    operation_id: str
    written_at: str
    line: Mapping[str, Any]
    subjects: Sequence[bytes] = field(default=())
    key_id: str | None = None


def canonical(line: Mapping[str, Any]) -> str:
    r"""Return a line as the one text that stands for it; control characters are escaped, so a line stays one line.

    >>> canonical({"b": "é\n", "a": 1})
    '{"a":1,"b":"é\\n"}'
    """
    return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def append_entry(transaction: Transaction, log: Log, entry: Entry) -> int:
    """Write an entry at the end of a log, within a transaction; return its number (from 0).

    Nobody else writes in the log until the transaction ends. Raises StateFault when the log has no end to write after.
    """
    tip = transaction.locked_tip(log.value)
    if tip is None:
        raise StateFault(f"log '{log.value}': its end is missing from the state database; restore it from a backup")
    text = canonical(entry.line)
    own = hashlib.sha256(text.encode()).digest()
    subjects = sorted(set(entry.subjects))
    leaves = [leaf_hash(own, subject) for subject in subjects] or [leaf_hash(own)]
    frontier = _frontier(tip).extended(leaves)
    chain = chained(tip["chain"], leaves)
    number = int(tip["entries"])
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
        entries=number + 1,
        leaves=frontier.size,
        frontier=b"".join(frontier.hashes),
        chain=chain,
        log=log.value,
    )
    return number


@dataclass(frozen=True, slots=True)
class Tip:
    """Where a log ends."""

    entries: int
    frontier: Frontier
    chain: bytes


def tip_of(transaction: Transaction, log: Log) -> Tip:
    """Return where a log ends; raise StateFault when that is missing."""
    found = transaction.one("SELECT * FROM log_tip WHERE log = :log", log=log.value)
    if found is None:
        raise StateFault(f"log '{log.value}': its end is missing from the state database; restore it from a backup")
    return Tip(int(found["entries"]), _frontier(found), bytes(found["chain"]))


def _frontier(tip: Mapping[str, Any]) -> Frontier:
    kept = bytes(tip["frontier"])
    hashes = tuple(kept[start : start + _HASH] for start in range(0, len(kept), _HASH))
    return Frontier(int(tip["leaves"]), hashes)
