# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Signs how far the logs are, in a folder outside the state; each head is shown to only add to the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pandzicht.errors import Fault, HeadFaults
from pandzicht.governance.head_file import add_head, read_heads
from pandzicht.governance.log import Log, frontier_of, tip_of
from pandzicht.governance.log_walk import leaves_since
from pandzicht.governance.merkle import Frontier, consistency_proof
from pandzicht.governance.signing_key import public_document, signing_key
from pandzicht.governance.tree_head import SignedHead, new_head
from pandzicht.store.publish import write_pointer
from pandzicht.store.state_database import Transaction

PUBLIC_KEY = "heads.pem"
"""The public key, beside the heads."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the heads are kept and with which key they are signed."""

    folder: Path
    key: Path

    def file(self, log: Log) -> Path:
        """Return the file of the heads of a log."""
        return self.folder / f"{log.value}.jsonl"

    def read(self, transaction: Transaction, log: Log) -> tuple[SignedHead, ...]:
        """Return the heads of a log; raise HeadFaults with all that is wrong with them."""
        if not self.key.exists() and not self.file(log).exists():
            return ()
        return read_heads(self.file(log), log, [signing_key(self.key).public_key()], known=_known(transaction, log))


def sign_head(transaction: Transaction, log: Log, heads: Heads, now: datetime) -> SignedHead:
    """Sign how far a log is and write it outside; raise HeadFaults, signing nothing, when it did not only grow."""
    key = signing_key(heads.key)
    public = key.public_key()
    before = heads.read(transaction, log)
    state = tip_of(transaction, log)
    last = before[-1] if before else None
    older = _frontier_at(transaction, log, last)
    since = leaves_since(transaction, log, last.entries if last else 0)
    if older.extended(since) != state.frontier:
        found = "its lines give another end than is kept beside them: a line was changed, added or taken away"
        raise HeadFaults(
            f"log '{log.value}'", [Fault("new head", "", found, "verify the log against the heads outside")]
        )
    head = new_head(state, now, key, last, consistency_proof(older, since) if last else ())
    if last is not None and head.entries == last.entries:
        return last
    row = {
        "log": log.value,
        "entries": head.entries,
        "leaves": head.leaves,
        "frontier": b"".join(state.frontier.hashes),
        "document": head.line,
    }
    transaction.insert("log_head", row)
    heads.folder.mkdir(parents=True, exist_ok=True)
    write_pointer(heads.folder / PUBLIC_KEY, public_document(public))
    add_head(heads.file(log), head, [public])
    return head


def _frontier_at(transaction: Transaction, log: Log, head: SignedHead | None) -> Frontier:
    """Return the frontier that stood at a head; computed anew when the state did not come to keeping it."""
    if head is None:
        return Frontier(0, ())
    row = transaction.one(
        "SELECT leaves, frontier FROM log_head WHERE log = :log AND entries = :entries",
        log=log.value,
        entries=head.entries,
    )
    if row is not None:
        return frontier_of(int(row["leaves"]), bytes(row["frontier"]))
    return Frontier(0, ()).extended(leaves_since(transaction, log, 0)[: head.leaves])


def _known(transaction: Transaction, log: Log) -> list[SignedHead]:
    """Return the newest head that the state knows: an older file of heads in the place of a newer is told by it."""
    found = transaction.column(
        "SELECT document FROM log_head WHERE log = :log ORDER BY entries DESC LIMIT 1", log=log.value
    )
    return [SignedHead.model_validate_json(document) for document in found]
