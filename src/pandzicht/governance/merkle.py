# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Merkle tree over the leaves of a log: its root binds every leaf, short proofs show what it holds (RFC 9162)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256

from pandzicht.errors import Altered

NO_CHAIN = bytes(32)
"""The chain before the first entry of a log."""

_LEAF, _NODE = b"\x00", b"\x01"

Proof = tuple[bytes, ...]
"""The hashes of 32 bytes that somebody needs beside their own to come to a root, in the order of use."""


def leaf_hash(line_hash: bytes, subject: bytes = b"") -> bytes:
    """Return the leaf of a line and one of its subjects: SHA-256(0x00, SHA-256 of the line, encrypted subject).

    The line goes in as its hash, so that a line with many subjects is hashed once, and a leaf can be shown to somebody
    who may not read the line.
    """
    return sha256(_LEAF + line_hash + subject).digest()


def chained(previous: bytes, leaves: Sequence[bytes]) -> bytes:
    """Return the chain of an entry, which binds what is one entry: SHA-256(chain before, all its leaves)."""
    return sha256(previous + b"".join(leaves)).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that must be kept of a tree to let it grow: its number of leaves and the roots of its perfect subtrees.

    The largest comes first; a tree of 13 leaves has three: over 8, 4 and 1 leaves, the ones of its size in binary.
    Raises Altered for another number of them.

    >>> Frontier(0, ()).extended([leaf_hash(b"a"), leaf_hash(b"b"), leaf_hash(b"c")]).root.hex()[:16]
    '36642e73c2540ab1'
    """

    size: int
    hashes: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if self.size < 0 or self.size.bit_count() != len(self.hashes):
            raise Altered(
                f"the frontier of a log says {self.size} leaves and holds {len(self.hashes)} hashes, which cannot be; "
                "compute it again from the lines of the log, and verify the log"
            )

    def extended(self, leaves: Sequence[bytes]) -> Frontier:
        """Return the frontier with leaves added at the end; the work goes by the leaves that are added."""
        known, kept, row, rest = list(self.hashes), [], list(leaves), self.size
        while rest or row:
            if rest & 1:
                row.insert(0, known.pop())
            if len(row) & 1:
                kept.append(row.pop())
            row, rest = _pairs(row), rest >> 1
        return Frontier(self.size + len(leaves), tuple(reversed(kept)))

    @property
    def root(self) -> bytes:
        """The root of the tree, of 32 bytes; that of the empty tree is SHA-256 of nothing (RFC 9162 2.1.1)."""
        if not self.hashes:
            return sha256(b"").digest()
        return reduce(lambda right, left: _node(left, right), reversed(self.hashes))


EMPTY = Frontier(0, ())
"""The frontier of a log without entries."""


def inclusion_proof(leaves: Sequence[bytes], number: int) -> Proof:
    """Return the proof that a leaf, counted from 0, is in the tree over all leaves (RFC 9162 2.1.3.1).

    It has at most 20 hashes in a million leaves. Raises IndexError for a number outside the tree.
    """
    if not 0 <= number < len(leaves):
        raise IndexError(f"leaf {number} of a tree of {len(leaves)}")
    proof, row = [], list(leaves)
    while len(row) > 1:
        proof += row[number ^ 1 : (number ^ 1) + 1]
        row, number = _above(row), number >> 1
    return tuple(proof)


def is_included(leaf: bytes, number: int, size: int, root: bytes, proof: Proof) -> bool:
    """Whether a proof shows that a leaf, counted from 0, is in the tree of this size and root (RFC 9162 2.1.3.2)."""
    if not 0 <= number < size or not _are_hashes(leaf, *proof):
        return False
    last, found, hashes = size - 1, leaf, iter(proof)
    while last:
        if number & 1 or number < last:
            beside = next(hashes, b"")
            found = _node(beside, found) if number & 1 else _node(found, beside)
        number, last = number >> 1, last >> 1
    return found == root and next(hashes, None) is None


def consistency_proof(older: Frontier, added: Sequence[bytes]) -> Proof:
    """Return the proof that a tree is an older one with leaves added at its end and nothing changed (RFC 9162 2.1.4.1).

    What is asked of the older tree is in its frontier, so the work goes by the leaves that were added since.
    """
    if not older.size or not added:
        return ()
    known, row = list(older.hashes), list(added)
    perfect = (older.size & -older.size).bit_length() - 1
    for _ in range(perfect):
        row = _above(row)
    edge, smallest = (older.size >> perfect) - 1, known.pop()
    proof = [smallest] if edge else []
    while edge or row:
        if edge & 1:
            proof.append(known.pop())
        elif row:
            proof.append(row.pop(0))
        edge, row = edge >> 1, _above(row)
    return tuple(proof)


def is_consistent(older: tuple[int, bytes], newer: tuple[int, bytes], proof: Proof) -> bool:
    """Whether a proof shows that the newer tree (size, root) only adds leaves to the older (RFC 9162 2.1.4.2)."""
    (older_size, older_root), (size, root) = older, newer
    if older_size == size or not older_size:
        return not proof and (older_root == root if older_size == size else older_root == EMPTY.root)
    if not 0 < older_size < size or not _are_hashes(*proof):
        return False
    perfect = (older_size & -older_size).bit_length() - 1
    edge, last = (older_size >> perfect) - 1, (size - 1) >> perfect
    hashes = iter(proof if edge else (older_root, *proof))
    before = after = next(hashes, b"")
    while last:
        if edge & 1:
            beside = next(hashes, b"")
            before, after = _node(beside, before), _node(beside, after)
        elif edge < last:
            after = _node(after, next(hashes, b""))
        edge, last = edge >> 1, last >> 1
    return (before, after) == (older_root, root) and next(hashes, None) is None


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == sha256().digest_size for value in values)


def _above(row: list[bytes]) -> list[bytes]:
    """Return the row above a row of nodes: the parent of every two, and the last of an odd row as it is."""
    return _pairs(row) + row[len(row) & ~1 :]


def _pairs(row: list[bytes]) -> list[bytes]:
    nodes = iter(row)
    return [sha256(_NODE + left + right).digest() for left, right in zip(nodes, nodes, strict=False)]


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()
